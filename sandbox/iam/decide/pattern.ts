/** A wildcard of a policy: any text (`*`) or any one character (`?`). */
const anyText = Symbol('*');
const anyCharacter = Symbol('?');

/** One character of a pattern. */
export type Token = string | typeof anyText | typeof anyCharacter;

const read = new Map<string, readonly Token[]>();
/** Enough for the policies of a large sandbox; beyond, memory counts for more than time. */
const mostRead = 20_000;

/** Reads a pattern as IAM writes them. */
export function patternOf(text: string): readonly Token[] {
  const known = read.get(text);
  if (known !== undefined) return known;
  const pattern = [...text].map(tokenOf);
  if (read.size >= mostRead) read.clear();
  read.set(text, pattern);
  return pattern;
}

function tokenOf(character: string): Token {
  if (character === '*') return anyText;
  return character === '?' ? anyCharacter : character;
}

/** A text of which every character stands for itself. */
export function literalOf(text: string): readonly Token[] {
  return [...text];
}

/**
 * Whether a pattern covers the whole text. Remembers only the last `*`, so that the work is bounded by the product of
 * the two lengths whatever a policy's author writes.
 */
export function covers(pattern: readonly Token[], text: string): boolean {
  const characters = [...text];
  let at = 0;
  let next = 0;
  let star = -1;
  let starAt = 0;
  while (at < characters.length) {
    const token = pattern[next];
    if (token === anyText) {
      star = next++;
      starAt = at;
    } else if (token !== undefined && (token === anyCharacter || token === characters[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (pattern[next] === anyText) next++;
  return next === pattern.length;
}

/**
 * Whether an ARN is covered component by component, as the `Arn` operators want it: a wildcard stays within its
 * component, but for the sixth, which may hold colons.
 */
export function coversArn(pattern: readonly Token[], arn: string): boolean {
  const wanted = componentsOf(pattern);
  const given = componentsOf([...arn]);
  return (
    wanted.length === given.length && wanted.every((component, index) => covers(component, textOf(given[index] ?? [])))
  );
}

/** Number of components of an ARN: `arn`, partition, service, region, account, resource. */
const arnComponents = 6;

function componentsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const components: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ':' && components.length < arnComponents) components.push([]);
    else components.at(-1)?.push(token);
  }
  return components;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(String).join('');
}
