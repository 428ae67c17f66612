/**
 * The regular expressions of the dialect: what Java (CloudFormation) and ECMAScript with the `u` flag (JSON Schema)
 * read alike. Where they differ, the message says what to write instead.
 *
 * Sources: the Pattern class of the Java SE documentation; ECMA-262, section "RegExp (Regular Expression) Objects".
 */

/** Texts and what to say about them. Each is looked for outside or inside character classes as `where` says. */
const differences: readonly {
  readonly where: 'outside' | 'inside' | 'both';
  readonly find: RegExp;
  readonly say: string;
}[] = [
  { where: 'outside', find: /^\.$/, say: "'.' differs in U+0085: name the characters, e.g. [ -~]" },
  {
    where: 'outside',
    find: /^\$$/,
    say: "'$' before the end also stands before a last line break in CloudFormation: leave it out",
  },
  {
    where: 'both',
    find: /^\\[sS]$/,
    say: "'\\s' is wider in JSON Schema than in CloudFormation: write [ \\t]",
  },
  { where: 'both', find: /^\\v$/, say: "'\\v' is a set of characters in CloudFormation: write \\u000B" },
  { where: 'both', find: /^\\[bB]$/, say: "'\\b' differs: name the characters on both sides" },
  { where: 'both', find: /^\\[cC]$/, say: "'\\c' is not portable: write \\u" },
  { where: 'both', find: /^\\0$/, say: "'\\0' is not portable: write \\u0000" },
  { where: 'both', find: /^\\u\{$/, say: "'\\u{' is not known to CloudFormation: write the character itself" },
  {
    where: 'both',
    find: /^\\u[dD][89a-fA-F]/,
    say: "'\\uD800' to '\\uDFFF' are halves of a character: write the character itself",
  },
  { where: 'both', find: /^\\[pP]$/, say: "'\\p' has different names in the two: list the characters" },
  {
    where: 'outside',
    find: /^\\[1-9]$/,
    say: "'\\1' differs where its group took no part: write out what may be repeated",
  },
  { where: 'outside', find: /^\\k$/, say: 'named groups are not part of the dialect' },
  { where: 'inside', find: /^\[$/, say: "'[' inside a class is a union in CloudFormation: escape it" },
  { where: 'inside', find: /^\]$/, say: "']' at the start of a class belongs to it in CloudFormation: escape it" },
  { where: 'inside', find: /^&&$/, say: "'&&' inside a class is an intersection in CloudFormation: name '&' once" },
];

/** The last character is an anchor only when the backslashes before it pair up. */
const anchored = /^\^(?:|[\s\S]*[^\\])(?:\\\\)*\$$/;

/** What is wrong with a pattern of the dialect, as clauses without subject; empty when all is well. */
export function objectionsTo(pattern: string): string[] {
  if (!anchored.test(pattern)) return ['must be anchored: ^…$'];
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return [`is not a regular expression: ${error instanceof Error ? error.message : String(error)}`];
  }
  return [...new Set([...tokensOf(pattern.slice(1, -1))].flatMap(objectionsToToken))];
}

function objectionsToToken({ text, inside, groups }: PatternToken): string[] {
  const objections = differences
    .filter(({ where, find }) => find.test(text) && (where === 'both' || (where === 'inside') === inside))
    .map(({ say }) => say);
  if (inside) return objections;
  if (text === '|' && groups.length === 0) {
    objections.push('must be anchored as a whole: put the alternatives in brackets, ^(a|b)$');
  }
  if (text.startsWith('(?') && !/^\(\?(:|=|!|<=|<!)$/.test(text)) {
    objections.push(`has '${text}', which is not part of the dialect`);
  }
  // CloudFormation has to know how far to look back, and its versions differ in what they can work out.
  if (/^[*+?{]$/.test(text) && groups.some((group) => group.startsWith('(?<'))) {
    objections.push(`has '${text}' in a look-behind, which CloudFormation may refuse`);
  }
  return objections;
}

/** A piece of a pattern; `groups` are the openings of the groups it stands in. */
type PatternToken = { readonly text: string; readonly inside: boolean; readonly groups: readonly string[] };

/** Cuts a pattern into the pieces the rules speak of: escapes, group openings, `&&`, single characters. */
function* tokensOf(body: string): Generator<PatternToken> {
  const piece = /\\u\{|\\u[0-9a-fA-F]{4}|\\.|\(\?(?:<[=!]|[:=!<a-zA-Z-])|&&|[\s\S]/gu;
  const groups: string[] = [];
  let inside = false;
  let classStart = false;
  for (const [text] of body.matchAll(piece)) {
    if (!inside && text === '[') {
      inside = true;
      classStart = true;
      continue;
    }
    if (inside && text === ']' && !classStart) {
      inside = false;
      continue;
    }
    if (!inside && text.startsWith('(')) groups.push(text);
    if (!inside && text === ')') groups.pop();
    yield { text, inside, groups: [...groups] };
    classStart = inside && classStart && text === '^';
  }
}
