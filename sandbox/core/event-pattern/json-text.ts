import { refuse } from './event-pattern-error.ts';

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads JSON.
 *
 * @throws EventPatternError in the words of the parser that AWS uses
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(mistakeIn(text));
    throw error;
  }
}

const token =
  /[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|(?:true|false|null)\b/uy;

const values = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";

/** What is wrong with a text that is no JSON: its first part that is no token, or the token that came too early. */
function mistakeIn(text: string): string {
  let previous = '';
  let before = '';
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, token.lastIndex)) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found === undefined) return strayText(text.slice(at), previous);
    before = previous;
    previous = found;
  }
  return isComplete(previous) && before !== ',' && before !== ':'
    ? `Unexpected token (${previous})`
    : 'Unexpected end-of-input';
}

function isComplete(last: string): boolean {
  return last === '}' || last === ']';
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at++;
  return at;
}

function strayText(rest: string, previous: string): string {
  const word = /^[A-Za-z_$][\w$]*/u.exec(rest)?.[0];
  if (word !== undefined) return `Unrecognized token '${word}': was expecting (${values})`;
  const character = rest.charAt(0);
  if (character === '"') return 'Unexpected end-of-input: was expecting closing quote for a string value';
  const expected =
    previous === '{' ? 'was expecting double-quote to start field name' : `expected a valid value (${values})`;
  return `Unexpected character ('${character}' (code ${rest.codePointAt(0)})): ${expected}`;
}
