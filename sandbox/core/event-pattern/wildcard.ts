import { refuse } from './event-pattern-error.ts';

/** A character, or any number of any characters. */
type Token = { readonly character: string } | 'anything';

/**
 * Reads a text with `*` for any characters; `\*` and `\\` stand for themselves.
 *
 * @throws EventPatternError
 */
export function wildcardOf(text: string): (value: string) => boolean {
  const tokens = tokensOf(text);
  if (complexityOf(tokens) >= tooComplex) {
    throw refuse(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    );
  }
  const [head = '', ...parts] = partsBetweenStars(tokens);
  return (value) => matchesParts(value, head, parts);
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const characters = [...text];
  // AWS counts bytes, and the quotes around the text.
  let position = 1;
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? '';
    const next = characters[index + 1];
    if (character === '*') {
      if (next === '*') throw refuse(`Consecutive wildcard characters at pos ${position}`);
      tokens.push('anything');
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') throw refuse(`Invalid escape character at pos ${position}`);
      tokens.push({ character: next });
      index++;
      position++;
    } else tokens.push({ character });
    position += Buffer.byteLength(character);
  }
  return tokens;
}

function partsBetweenStars(tokens: readonly Token[]): readonly string[] {
  const parts = [''];
  for (const token of tokens) {
    if (token === 'anything') parts.push('');
    else parts.push((parts.pop() ?? '') + token.character);
  }
  return parts;
}

/** The leftmost place for each part is as good as any other; the last part has to end the value. */
function matchesParts(value: string, head: string, parts: readonly string[]): boolean {
  const tail = parts.at(-1);
  if (tail === undefined) return value === head;
  if (!value.startsWith(head)) return false;
  let at = head.length;
  for (const part of parts.slice(0, -1)) {
    const found = value.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return value.length - tail.length >= at && value.endsWith(tail);
}

/**
 * AWS refuses a pattern by the number of its beginnings that one value can match at the same time; where it draws the
 * line is not documented. Ten lies between the recorded refusal of `*:*:*:*:*:event-bus/*` (10) and the recorded
 * acceptance of `/Users/*` followed by five times the same folder (7).
 */
const tooComplex = 10;

/** Sets of beginnings to look at before a pattern counts as simple. */
const explored = 2000;

function complexityOf(tokens: readonly Token[]): number {
  if (tokens.filter((token) => token === 'anything').length === 0) return 0;
  const alphabet = new Set(tokens.map((token) => (token === 'anything' ? '' : token.character)));
  const seen = new Set<string>();
  const queue: ReadonlySet<number>[] = [new Set(tokens[0] === 'anything' ? [0, 1] : [0])];
  let most = 0;
  for (const states of queue) {
    most = Math.max(most, states.size);
    if (most >= tooComplex) return most;
    for (const character of alphabet) {
      const next = step(tokens, states, character);
      const key = [...next].join();
      if (next.size === 0 || seen.has(key) || seen.size > explored) continue;
      seen.add(key);
      queue.push(next);
    }
  }
  return most;
}

/**
 * The beginnings, by their number of tokens, that match what they matched and one character more. A star takes
 * characters for as long as it likes, and may take none.
 */
function step(tokens: readonly Token[], beginnings: ReadonlySet<number>, character: string): ReadonlySet<number> {
  const next = new Set<number>();
  for (const length of beginnings) {
    if (tokens[length - 1] === 'anything') next.add(length);
    const token = tokens[length];
    if (token === undefined || token === 'anything' || token.character !== character) continue;
    next.add(length + 1);
    if (tokens[length + 1] === 'anything') next.add(length + 2);
  }
  return new Set([...next].sort((one, other) => one - other));
}
