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
  { where: 'both', find: /^\\[sS]$/, say: "'\\s' is wider in JSON Schema than in CloudFormation: write [ \\t]" },
  { where: 'outside', find: /^\\[bB]$/, say: "'\\b' differs: name the characters on both sides" },
  { where: 'both', find: /^\\[cC]$/, say: "'\\c' is not portable: write \\u" },
  { where: 'both', find: /^\\0$/, say: "'\\0' is not portable: write \\u0000" },
  { where: 'both', find: /^\\[pP]$/, say: "'\\p' has different names in the two: list the characters" },
  { where: 'outside', find: /^\\k$/, say: 'named groups are not part of the dialect' },
  { where: 'inside', find: /^\[$/, say: "'[' inside a class is a union in CloudFormation: escape it" },
  { where: 'inside', find: /^&&$/, say: "'&&' inside a class is an intersection in CloudFormation: escape one '&'" },
];

/** What is wrong with a pattern of the dialect, as clauses without subject; empty when all is well. */
export function objectionsTo(pattern: string): string[] {
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || pattern.endsWith('\\$')) return ['must be anchored: ^…$'];
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return [`is not a regular expression: ${error instanceof Error ? error.message : String(error)}`];
  }
  const found = new Set<string>();
  for (const { text, inside, depth } of tokensOf(pattern.slice(1, -1))) {
    if (text === '|' && depth === 0 && !inside)
      found.add('must be anchored as a whole: put the alternatives in brackets, ^(a|b)$');
    if (!inside && text.startsWith('(?') && !/^\(\?(:|=|!|<=|<!)$/.test(text))
      found.add(`has '${text}', which is not part of the dialect`);
    if (text.startsWith('\\u{')) found.add("has '\\u{', which CloudFormation does not know");
    for (const { where, find, say } of differences) {
      if (find.test(text) && (where === 'both' || (where === 'inside') === inside)) found.add(say);
    }
  }
  if (/(^|[^\\])\[\^?\]/.test(pattern)) found.add('has an empty character class, which CloudFormation refuses');
  return [...found];
}

type PatternToken = { readonly text: string; readonly inside: boolean; readonly depth: number };

/** Cuts a pattern into the pieces the rules speak of: escapes, group openings, `&&`, single characters. */
function* tokensOf(body: string): Generator<PatternToken> {
  const piece = /\\u\{|\\.|\(\?(?:<[=!]|[:=!<a-zA-Z-])|&&|[\s\S]/gu;
  let inside = false;
  let classStart = false;
  let depth = 0;
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
    if (!inside && text.startsWith('(')) depth += 1;
    if (!inside && text === ')') depth -= 1;
    yield { text, inside, depth };
    classStart = inside && classStart && text === '^';
  }
}
