import { objectionsTo } from './pattern.ts';

const cases: readonly { readonly breaks: string; readonly keeps: string; readonly say: string }[] = [
  { breaks: '[a-z]+$', keeps: '^[a-z]+$', say: 'must be anchored: ^…$' },
  { breaks: '^[a-z]+', keeps: '^$', say: 'must be anchored: ^…$' },
  { breaks: '^a\\$', keeps: '^a\\\\$', say: 'must be anchored: ^…$' },
  {
    breaks: '^a|b$',
    keeps: '^(a|b)$',
    say: 'must be anchored as a whole: put the alternatives in brackets, ^(a|b)$',
  },
  { breaks: '^.$', keeps: '^[.]\\.$', say: "'.' differs in U+0085: name the characters, e.g. [ -~]" },
  {
    breaks: '^(a$)?$',
    keeps: '^[$]\\$$',
    say: "'$' before the end also stands before a last line break in CloudFormation: leave it out",
  },
  {
    breaks: '^\\s$',
    keeps: '^[ \\t]$',
    say: "'\\s' is wider in JSON Schema than in CloudFormation: write [ \\t]",
  },
  {
    breaks: '^[^\\S]$',
    keeps: '^[^S]$',
    say: "'\\s' is wider in JSON Schema than in CloudFormation: write [ \\t]",
  },
  { breaks: '^\\v$', keeps: '^\\u000B$', say: "'\\v' is a set of characters in CloudFormation: write \\u000B" },
  { breaks: '^a\\b$', keeps: '^a\\\\b$', say: "'\\b' differs: name the characters on both sides" },
  { breaks: '^a\\B$', keeps: '^aB$', say: "'\\b' differs: name the characters on both sides" },
  { breaks: '^[\\b]$', keeps: '^[b]$', say: "'\\b' differs: name the characters on both sides" },
  { breaks: '^\\ca$', keeps: '^\\u0001$', say: "'\\c' is not portable: write \\u" },
  { breaks: '^[\\cJ]$', keeps: '^[\\n]$', say: "'\\c' is not portable: write \\u" },
  { breaks: '^\\0$', keeps: '^\\u0000$', say: "'\\0' is not portable: write \\u0000" },
  { breaks: '^\\u{41}$', keeps: '^\\u0041$', say: "'\\u{' is not known to CloudFormation: write the character itself" },
  {
    breaks: '^[\\ud83d\\ude00]$',
    keeps: '^[😀\\ud7ff\\ue000]$',
    say: "'\\uD800' to '\\uDFFF' are halves of a character: write the character itself",
  },
  { breaks: '^\\p{L}$', keeps: '^[A-Za-z]$', say: "'\\p' has different names in the two: list the characters" },
  { breaks: '^[\\P{L}]$', keeps: '^[P{}L]$', say: "'\\p' has different names in the two: list the characters" },
  {
    breaks: '^(a)?b\\1$',
    keeps: '^(aba|b)$',
    say: "'\\1' differs where its group took no part: write out what may be repeated",
  },
  { breaks: '^(?<n>a)\\k<n>$', keeps: '^(aa)$', say: 'named groups are not part of the dialect' },
  { breaks: '^(?<n>a)$', keeps: '^(?:a)$', say: "has '(?<', which is not part of the dialect" },
  { breaks: '^(?i:a)$', keeps: '^(?=a)[aA]$', say: "has '(?i', which is not part of the dialect" },
  { breaks: '^(?-i:a)$', keeps: '^(?!b)a$', say: "has '(?-', which is not part of the dialect" },
  {
    breaks: '^a+(?<=a*)$',
    keeps: '^a+(?<=a)(?<!(b|cc)a)b*$',
    say: "has '*' in a look-behind, which CloudFormation may refuse",
  },
  {
    breaks: '^a+(?<!(b{2}|c))$',
    keeps: '^a+(?<![*+?{}])$',
    say: "has '{' in a look-behind, which CloudFormation may refuse",
  },
  { breaks: '^[a[b]$', keeps: '^[a\\[b]$', say: "'[' inside a class is a union in CloudFormation: escape it" },
  { breaks: '^[]$', keeps: '^[\\]]$', say: "']' at the start of a class belongs to it in CloudFormation: escape it" },
  { breaks: '^[^]$', keeps: '^[^\\]]$', say: "']' at the start of a class belongs to it in CloudFormation: escape it" },
  {
    breaks: '^[a-z&&b]$',
    keeps: '^[a-z&b]&&$',
    say: "'&&' inside a class is an intersection in CloudFormation: name '&' once",
  },
];

test.each(cases)('fails $breaks', ({ breaks, say }) => {
  expect(objectionsTo(breaks)).toContain(say);
});

test.each(cases)('takes $keeps', ({ keeps }) => {
  expect(objectionsTo(keeps)).toEqual([]);
});

test.each([
  ['^(a$', /^is not a regular expression: .+/],
  ['^a{2,1}$', /^is not a regular expression: .+/],
  ['^a++$', /^is not a regular expression: .+/],
  ['^(?>a)$', /^is not a regular expression: .+/],
  ['^\\h$', /^is not a regular expression: .+/],
  ['^\\Qa\\E$', /^is not a regular expression: .+/],
  ['^[a]b]$', /^is not a regular expression: .+/],
])('fails %s, which is Java at best', (pattern, message) => {
  expect(objectionsTo(pattern)).toEqual([expect.stringMatching(message)]);
});

test.each([
  '^[a-z][a-z0-9-]{2,30}$',
  '^(|arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{36})$',
  '^[A-Za-z0-9_.+%-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$',
  '^\\d{3}\\w?\\x41\\u0041\\t\\n\\r\\f\\/\\.$',
  '^(?!-)[a-z-]*?(?<!-)$',
  '^[^\\u0000-\\u0020,]([^,]*[^\\u0000-\\u0020,])?$',
  '^(^a)\\|(b)$',
])('takes %s', (pattern) => {
  expect(objectionsTo(pattern)).toEqual([]);
});

test('says everything that is wrong with a pattern, each thing once', () => {
  expect(objectionsTo('^\\s.\\s.[[]|a$')).toEqual([
    "'\\s' is wider in JSON Schema than in CloudFormation: write [ \\t]",
    "'.' differs in U+0085: name the characters, e.g. [ -~]",
    "'[' inside a class is a union in CloudFormation: escape it",
    'must be anchored as a whole: put the alternatives in brackets, ^(a|b)$',
  ]);
});
