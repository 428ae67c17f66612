import { compileJavaPattern } from './java-pattern.ts';

function matches(pattern: string, text: string): boolean {
  const compiled = compileJavaPattern(pattern);
  if ('problem' in compiled) {
    throw new Error(`${pattern} ${compiled.problem}`);
  }
  return compiled.matches(text);
}

function problemOf(pattern: string): string | undefined {
  const compiled = compileJavaPattern(pattern);
  return 'problem' in compiled ? compiled.problem : undefined;
}

/** What `Pattern.matches` of Java 17 said: pattern, texts it matches, texts it does not. */
const MEASURED: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['', [''], ['a']],
  ['abc', ['abc'], ['abcd', 'xabc', 'ABC', '']],
  ['^[a-z][a-z0-9]*(-[a-z0-9]+)*$', ['a', 'data-lake'], ['-a', 'a-', 'a--b', 'a\n']],
  ['a|bc', ['a', 'bc'], ['ac', 'abc']],
  ['^$|x+', ['', 'xx'], ['y']],
  ['ab$', ['ab'], ['ab\n']],
  ['ab$\\n', ['ab\n'], ['ab']],
  ['ab$\\r\\n', ['ab\r\n'], ['ab\n']],
  ['ab\\r$\\n', [], ['ab\r\n']],
  ['\\Aab\\z', ['ab'], ['ab\n']],
  ['ab\\Z\\n', ['ab\n'], ['abn']],
  ['ab\\z\\n', [], ['ab\n']],
  ['a.b', ['axb', 'a😀b'], ['a\nb', 'a\rb', 'a\u0085b', 'a\u2028b']],
  ['(?s)a.b', ['a\nb', 'a\u0085b'], []],
  ['(?d)a.b', ['a\rb'], ['a\nb']],
  ['(?m)a$\\n^b', ['a\nb'], ['ab']],
  ['a$\\n^b', [], ['a\nb']],
  ['(?m)^$', [], ['', '\n']],
  ['(?md)a$\\r?\\n', ['a\n'], ['a\r\n']],
  ['(?i)straße', ['STRAßE', 'StraßE'], ['strasse']],
  ['(?i)k', ['k', 'K'], ['\u212a']],
  ['(?i)[^k]', ['\u212a', 'x'], ['k', 'K']],
  ['(?i)[a-f]+', ['Face'], ['G']],
  ['(?i)é', ['é'], ['É']],
  ['a(?i)b(?-i)c', ['abc', 'aBc'], ['Abc', 'abC']],
  ['a(?i:b)c', ['aBc'], ['abC']],
  ['(a(?i)b|c)d', ['aBd', 'Cd', 'cd'], ['cD']],
  ['\\d+', ['12'], ['\u0661', '']],
  ['\\w+', ['a_1'], ['é', 'a-b']],
  ['\\W', ['é', '-'], ['a']],
  ['\\s', [' ', '\t', '\u000b'], ['\u00a0', '\u2003']],
  ['\\S+', ['\u00a0'], [' ']],
  ['\\h+', [' \t', '\u00a0', '\u180e'], ['\n']],
  ['\\v', ['\n', '\u000b', '\u0085', '\u2029'], [' ']],
  ['\\H\\V', ['ab'], [' b', 'a\n']],
  ['\\p{Alpha}+', ['aZ'], ['é', '1']],
  ['\\P{Alpha}+', ['1-'], ['a']],
  ['\\p{Punct}+', ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'], ['a', '€']],
  ['[\\p{Lower}\\p{Digit}]+', ['a1'], ['A']],
  ['\\p{Upper}\\p{Alnum}\\p{XDigit}\\p{Blank}\\p{Cntrl}\\p{Space}', ['Az9 \u0000\n'], ['Azg \u0000\n']],
  ['[\\p{Graph}&&[^/]]+', ['a-b'], ['a/b', 'a b']],
  ['[\\p{Print}]+', ['a b'], ['a\tb']],
  ['\\p{ASCII}*', ['ab'], ['é']],
  ['\\p{Lu}\\p{L}*', ['Ärger'], ['ärger']],
  ['\\pL\\p{IsNd}', ['a1', 'é\u0661'], ['1a']],
  ['[a-z&&[^aeiou]]+', ['xyz'], ['abc']],
  ['[a-z&&[def]]', ['e'], ['a']],
  ['[a-d[m-p]]+', ['dm'], ['e']],
  ['[a-z&&[^bc]&&[^x]]', ['a'], ['b', 'x']],
  ['[a-c&&b-d]', ['b'], ['a', 'd']],
  ['[a-z&&^b]', ['b'], ['^', 'a']],
  ['[]a]+', [']a'], ['b']],
  ['[^]a]', ['b'], [']']],
  ['[a-]+', ['a-'], ['b']],
  ['[-a]+', ['-a'], ['b']],
  ['[a-z-9]+', ['b-9'], ['8']],
  ['[\\w-]+', ['a-b'], ['a b']],
  ['[\\w.-]+', ['a.b-c'], ['a/b']],
  ['[.$^{}()|*+?]+', ['.$^{}()|*+?'], ['a']],
  ['[&a]+', ['a&'], ['b']],
  ['[\\[\\]]+', ['[]'], ['a']],
  ['[\\x41-\\u0043]', ['A', 'C'], ['D']],
  ['[^\\s,]+', ['a-b'], ['a,b', 'a b']],
  ['\\x41\\x{1F600}\\u0042\\uD83D\\uDE00\\0103\\cC\\t\\e', ['A😀B😀C\u0003\t\u001b'], ['A']],
  ['\\Qa.b\\E', ['a.b'], ['axb']],
  ['\\\\Qa', ['\\Qa'], ['a', 'Qa']],
  ['\\Qa.b', ['a.b'], ['axb']],
  ['\\Qab\\E+', ['abb'], ['abab']],
  ['[\\Q^-]\\E]+', ['^-]'], ['a']],
  ['\\.\\-\\/\\_\\@', ['.-/_@'], ['a-/_@']],
  ['😀{2}', ['😀😀'], ['😀']],
  ['[😀-😂]', ['😁'], ['😃']],
  ['x{2}', ['xx'], ['x', 'xxx']],
  ['x{2,}', ['xxx'], ['x']],
  ['x{1,2}y', ['xy'], ['xxxy']],
  ['x}', ['x}'], []],
  ['x]', ['x]'], []],
  ['[a-z0-9]{6,16}+', ['abcdef'], ['abcde', 'abcdefghijklmnopq']],
  ['\\w++b', [], ['aab', 'b']],
  ['a*+b', ['aab', 'b'], []],
  ['a?+a', ['aa'], ['a']],
  ['a?a', ['a', 'aa'], []],
  ['(?:ab)++ab', [], ['abab', 'ab']],
  ['(?:ab)+ab', ['abab'], ['ab']],
  ['(?>a|ab)c', ['ac'], ['abc']],
  ['(?:a|ab)c', ['ac', 'abc'], []],
  ['(?>a+)b', ['aab'], ['aa']],
  ['((?>a+)b)+', ['aabab'], ['aba']],
  ['.*?b', ['aab'], ['aa']],
  ['(?!aws)\\w+', ['data'], ['aws', 'awsome']],
  ['(?=.*\\d)(?=.*[a-z]).{4,}', ['a1bc'], ['abcd', '1234']],
  ['\\w+(?<!-x)', ['ab', 'b'], []],
  ['.+(?<!\\.)', ['a.b'], ['a.']],
  ['.+(?<=[a-z]{1,3})', ['1a'], ['a1']],
  ['(a|b)\\1', ['aa', 'bb'], ['ab']],
  ['(?<q>[\'"])\\w+\\k<q>', ["'a'", '"a"'], ['\'a"']],
  ['(a)(?>b+)(c)\\2\\1', ['abbcca'], ['abbcac']],
  ['(.)\\1{2}', ['aaa'], ['aab']],
  ['(a)\\10', ['aa0'], ['a0']],
  ['(?=(a))\\1b', ['ab'], ['b']],
  ['(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})', ['10.0.0.0/16'], ['10.0.0/16', '10.0.0.0/160']],
  [
    '^arn:aws[\\w-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$|^$',
    ['arn:aws:kms:eu-west-1:123456789012:key/a-1', ''],
    ['arn:aws:kms::1:key/a'],
  ],
  ['[^\\x00-\\x1f"@/\\\\]*', ['pass word!'], ['a@b', 'a\\b']],
  ['(^|,)a', ['a', ',a'], ['ba']],
];

describe('a Java pattern matches what it matches in Java', () => {
  test.each(MEASURED)('%j', (pattern, matching, others) => {
    expect(matching.filter((text) => !matches(pattern, text))).toEqual([]);
    expect(others.filter((text) => matches(pattern, text))).toEqual([]);
  });
});

describe('a pattern that Java does not compile is refused', () => {
  test.each([
    ['(', 'a ( without )'],
    [')', 'a ) without ('],
    ['a|b)', 'a ) without ('],
    ['[a', 'a character class without ]'],
    ['[', 'an empty character class'],
    ['[a&&]', '&& without a right side'],
    ['a**', 'a quantifier after a quantifier'],
    ['*a', 'nothing to repeat before *'],
    ['a|+', 'nothing to repeat before +'],
    ['(?i)?', 'nothing to repeat before ?'],
    ['a{', 'a { that starts no valid repetition'],
    ['a{x}', 'a { that starts no valid repetition'],
    ['a{,2}', 'a { that starts no valid repetition'],
    ['a{3,1}', 'a { that starts no valid repetition'],
    ['[z-a]', 'the range z-a runs backwards'],
    ['[a-\\d]', 'the range from a ends in a set'],
    ['\\y', 'it has no escape \\y'],
    ['\\', 'it ends too early'],
    ['\\x4', '\\x without its hexadecimal digits'],
    ['\\x{110000}', '\\x without its hexadecimal digits'],
    ['\\u12', '\\u without four hexadecimal digits'],
    ['\\08', '\\0 without octal digits'],
    ['\\p{', '\\p{ without a name and }'],
    ['\\k<n>', 'a \\k that names no group before it'],
    ['(?<1>a)', 'a group name that is missing, used twice or not made of letters and digits'],
    ['(?<n>a)(?<n>b)', 'a group name that is missing, used twice or not made of letters and digits'],
    ['(?#c)', 'a (? that starts no group'],
    ['(?q)a', 'it has no flag q'],
    ['(?<=a+)b', 'a look-behind without an obvious maximum length'],
    ['(a)(?<=\\1)b', 'a look-behind without an obvious maximum length'],
  ])('%j', (pattern, reason) => {
    expect(problemOf(pattern)).toBe(`is not a regular expression of Java: ${reason}`);
  });
});

describe('a pattern that JavaScript cannot match exactly is refused by name', () => {
  test.each([
    ['\\bword\\b', '\\b (Java versions disagree on what a word is)'],
    ['\\R', '\\R (Java versions disagree on a carriage return and a line feed in a row)'],
    ['\\Ga', '\\G'],
    ['\\X', '\\X'],
    ['\\N{DIGIT ONE}', '\\N{...}'],
    ['(?x) a # b', 'the flag (?x)'],
    ['(?iu)é', 'the flag (?u)'],
    ['(?U)\\w', 'the flag (?U)'],
    ['\\p{InGreek}', '\\p{InGreek}'],
    ['\\p{IsLatin}', '\\p{IsLatin}'],
    ['\\p{javaLowerCase}', '\\p{javaLowerCase}'],
    ['\\p{Cn}', '\\p{Cn}'],
    ['(?i)\\p{Lower}', '\\p{Lower} together with (?i)'],
    ['(?i)\\p{Lu}', '\\p{Lu} together with (?i)'],
    ['[^a[b]]', 'a negated class with a class or && in it (Java 8 and later versions disagree)'],
    ['[^a-z&&b]', 'a negated class with a class or && in it (Java 8 and later versions disagree)'],
    ['[\\v-a]', '\\v- in a character class (Java means one character by it)'],
    ['[a&&&b]', '&&& in a character class'],
    ['(a)?\\1', 'a back reference to a group that need not have matched'],
    ['(?:(a)|b)\\1', 'a back reference to a group that need not have matched'],
    ['(?:(a))+\\1', 'a back reference to a group that need not have matched'],
    ['\\1(a)', 'a back reference to a group that need not have matched'],
    ['(?!(a))\\1', 'a back reference to a group that need not have matched'],
    ['(?i)(a)\\1', 'a back reference under (?i)'],
    ['(?<=(?>a))b', 'an atomic group in a look-behind'],
    ['(?<=a{2}+)b', 'a possessive quantifier in a look-behind'],
    ['(?<=(?:ab){2})c', 'a repeated group in a look-behind'],
    ['(?:a|ab)++c', 'a possessive quantifier on a group with choices'],
    ['(?>(?:a?)*)b', 'a repetition of what may be empty in an atomic group'],
    ['(?:^a?){2}b', 'a counted repetition of what may be empty and depends on its place'],
    ['(?:(?=a)){2}a', 'a counted repetition of what may be empty and depends on its place'],
    ['\\uD83D\\u0041', 'an unpaired surrogate'],
  ])('%j', (pattern, construct) => {
    expect(problemOf(pattern)).toBe(`uses ${construct}, which cannot be evaluated exactly as CloudFormation does`);
  });
});

test.each([
  ['groups', '(?>a)'.repeat(70_000)],
  ['nested groups', `${'('.repeat(50_000)}a${')'.repeat(50_000)}`],
  ['nested classes', `${'['.repeat(50_000)}a${']'.repeat(50_000)}`],
])('more %s than the engine can take are refused, not run', (_, pattern) => {
  expect(problemOf(pattern)).toBe('is too large to be evaluated');
});
