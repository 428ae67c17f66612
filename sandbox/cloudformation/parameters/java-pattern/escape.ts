import { predefinedClass, propertyClass } from './char-set.ts';
import type { PatternCursor } from './pattern-cursor.ts';
import { malformed, untranslatable } from './pattern-error.ts';

/** What an escape stands for where it means the same inside and outside a class. */
export type CharEscape = { readonly codePoint: number } | { readonly set: string };

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['r', 0x0d],
  ['f', 0x0c],
  ['a', 0x07],
  ['e', 0x1b],
]);

/** Reads the rest of an escape whose letter is already read: a character or a set of characters. */
export function readCharEscape(letter: string, cursor: PatternCursor, ignoresCase: boolean): CharEscape {
  const set = predefinedClass(letter);
  if (set !== undefined) {
    return { set };
  }
  const control = CONTROLS.get(letter);
  if (control !== undefined) {
    return { codePoint: control };
  }
  switch (letter) {
    case 'p':
    case 'P':
      return { set: propertyClass(readPropertyName(cursor), letter === 'P', ignoresCase) };
    case '0':
      return { codePoint: readOctal(cursor) };
    case 'x':
      return { codePoint: readHexadecimal(cursor) };
    case 'u':
      return { codePoint: readUnicode(cursor) };
    case 'c':
      return { codePoint: codePointOf(cursor.next()) ^ 64 };
    case 'N':
      throw untranslatable('\\N{...}');
    default:
      return { codePoint: literalEscape(letter) };
  }
}

function literalEscape(char: string): number {
  if (/[A-Za-z0-9]/.test(char)) {
    throw malformed(`it has no escape \\${char}`);
  }
  return codePointOf(char);
}

function readPropertyName(cursor: PatternCursor): string {
  if (!cursor.takes('{')) {
    return cursor.next();
  }
  const name = cursor.run(/[^}]/);
  if (name === '' || !cursor.takes('}')) {
    throw malformed('\\p{ without a name and }');
  }
  return name;
}

/** `\0n`, `\0nn` or `\0mnn` with m up to 3. */
function readOctal(cursor: PatternCursor): number {
  const first = cursor.run(/[0-7]/, 1);
  if (first === '') {
    throw malformed('\\0 without octal digits');
  }
  const rest = cursor.run(/[0-7]/, first <= '3' ? 2 : 1);
  return Number.parseInt(first + rest, 8);
}

function readHexadecimal(cursor: PatternCursor): number {
  const isBraced = cursor.takes('{');
  const digits = cursor.run(/[0-9A-Fa-f]/, isBraced ? 8 : 2);
  const codePoint = Number.parseInt(digits, 16);
  const isComplete = isBraced ? cursor.takes('}') : digits.length === 2;
  if (!isComplete || !(codePoint <= 0x10ffff)) {
    throw malformed('\\x without its hexadecimal digits');
  }
  return codePoint;
}

/** `\uhhhh`; Java reads a high and a low surrogate in a row as the one character they stand for. */
function readUnicode(cursor: PatternCursor): number {
  const high = readFourDigits(cursor);
  const isHigh = high >= 0xd800 && high <= 0xdbff;
  if (!isHigh || !cursor.sees('\\u')) {
    return high;
  }
  cursor.takes('\\u');
  const low = readFourDigits(cursor);
  if (low < 0xdc00 || low > 0xdfff) {
    throw untranslatable('an unpaired surrogate');
  }
  return 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00);
}

function readFourDigits(cursor: PatternCursor): number {
  const digits = cursor.run(/[0-9A-Fa-f]/, 4);
  if (digits.length < 4) {
    throw malformed('\\u without four hexadecimal digits');
  }
  return Number.parseInt(digits, 16);
}

/** The code point of a character that was read. */
export function codePointOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}
