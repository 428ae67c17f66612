import { anyCharacter, endOfInput, inputEnd, inputStart, lineEnd, lineStart } from './assertions.ts';
import { readCharClass } from './char-class.ts';
import { charSource, foldedRangeSource } from './char-set.ts';
import { type CharEscape, codePointOf, readCharEscape } from './escape.ts';
import { PatternCursor } from './pattern-cursor.ts';
import { malformed, untranslatable } from './pattern-error.ts';
import { type PatternFlags, type PatternNode, widthOf } from './pattern-node.ts';

const NO_FLAGS: PatternFlags = { i: false, s: false, m: false, d: false };

/** Parses a Java pattern. Throws a `PatternError` for what Java refuses and for what JavaScript cannot do exactly. */
export function parsePattern(pattern: string): PatternNode {
  const parser = new PatternParser(new PatternCursor(pattern));
  return parser.parse();
}

class PatternParser {
  readonly #cursor: PatternCursor;
  readonly #names = new Map<string, number>();
  #flags = NO_FLAGS;
  #captures = 0;

  constructor(cursor: PatternCursor) {
    this.#cursor = cursor;
  }

  parse(): PatternNode {
    const node = this.#choice();
    if (!this.#cursor.isAtEnd) {
      throw malformed('a ) without (');
    }
    return node;
  }

  /** Alternatives up to the end of the group. Flags set inside a group end with it. */
  #choice(): PatternNode {
    const outer = this.#flags;
    const items = [this.#sequence()];
    while (this.#cursor.takes('|')) {
      items.push(this.#sequence());
    }
    this.#flags = outer;
    return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'choice', items };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (!this.#cursor.isAtEnd && !this.#cursor.sees('|') && !this.#cursor.sees(')')) {
      items.push(this.#quantified());
    }
    return { kind: 'sequence', items };
  }

  #quantified(): PatternNode {
    const item = this.#atom();
    const bounds = item === FLAGS_ONLY ? undefined : this.#bounds();
    if (bounds === undefined) {
      return item;
    }
    const mode = this.#cursor.takes('?') ? 'lazy' : this.#cursor.takes('+') ? 'possessive' : 'greedy';
    if (this.#bounds() !== undefined) {
      throw malformed('a quantifier after a quantifier');
    }
    return { kind: 'repeat', item, ...bounds, mode };
  }

  #bounds(): { readonly min: number; readonly max: number } | undefined {
    if (this.#cursor.takes('*')) {
      return { min: 0, max: Number.POSITIVE_INFINITY };
    }
    if (this.#cursor.takes('+')) {
      return { min: 1, max: Number.POSITIVE_INFINITY };
    }
    if (this.#cursor.takes('?')) {
      return { min: 0, max: 1 };
    }
    return this.#cursor.takes('{') ? this.#braces() : undefined;
  }

  #braces(): { readonly min: number; readonly max: number } {
    const first = this.#cursor.run(/[0-9]/);
    const hasComma = this.#cursor.takes(',');
    const second = hasComma ? this.#cursor.run(/[0-9]/) : first;
    const min = Number(first);
    const max = second === '' ? Number.POSITIVE_INFINITY : Number(second);
    if (first === '' || !this.#cursor.takes('}') || max < min) {
      throw malformed('a { that starts no valid repetition');
    }
    return { min, max };
  }

  #atom(): PatternNode {
    const cursor = this.#cursor;
    if (cursor.takes('(')) {
      return this.#group();
    }
    if (cursor.takes('[')) {
      return single(readCharClass(cursor, this.#flags.i));
    }
    if (cursor.takes('.')) {
      return single(anyCharacter(this.#flags));
    }
    if (cursor.takes('^')) {
      return assertion(lineStart(this.#flags));
    }
    if (cursor.takes('$')) {
      return assertion(lineEnd(this.#flags));
    }
    if (cursor.takes('\\')) {
      return this.#escape();
    }
    if (['*', '+', '?', '{'].some((quantifier) => cursor.sees(quantifier))) {
      throw malformed(`nothing to repeat before ${cursor.next()}`);
    }
    return this.#character(codePointOf(cursor.next()));
  }

  #character(codePoint: number): PatternNode {
    const folded = this.#flags.i ? foldedRangeSource(codePoint, codePoint) : charSource(codePoint);
    return single(folded === charSource(codePoint) ? folded : `[${folded}]`);
  }

  #escape(): PatternNode {
    const letter = this.#cursor.next();
    switch (letter) {
      case 'A':
        return assertion(inputStart);
      case 'Z':
        return assertion(endOfInput(this.#flags));
      case 'z':
        return assertion(inputEnd);
      case 'b':
      case 'B':
        throw untranslatable(`\\${letter} (Java versions disagree on what a word is)`);
      case 'R':
        throw untranslatable('\\R (Java versions disagree on a carriage return and a line feed in a row)');
      case 'G':
      case 'X':
        throw untranslatable(`\\${letter}`);
      case 'k':
        return this.#namedReference();
      default:
        return /[1-9]/.test(letter) ? this.#numberedReference(letter) : this.#charEscape(letter);
    }
  }

  #charEscape(letter: string): PatternNode {
    const escaped: CharEscape = readCharEscape(letter, this.#cursor, this.#flags.i);
    return 'set' in escaped ? single(escaped.set) : this.#character(escaped.codePoint);
  }

  #namedReference(): PatternNode {
    const name = this.#cursor.takes('<') ? this.#cursor.run(/[A-Za-z0-9]/) : '';
    const capture = this.#names.get(name);
    if (capture === undefined || !this.#cursor.takes('>')) {
      throw malformed('a \\k that names no group before it');
    }
    return this.#reference(capture);
  }

  /** `\12` is group 12 if there is one by now, otherwise group 1 and the digit 2. */
  #numberedReference(first: string): PatternNode {
    let capture = Number(first);
    for (let digit = this.#furtherDigit(capture); digit !== undefined; digit = this.#furtherDigit(capture)) {
      this.#cursor.takes(digit);
      capture = capture * 10 + Number(digit);
    }
    return this.#reference(capture);
  }

  #furtherDigit(capture: number): string | undefined {
    return DIGITS.find((digit) => capture * 10 + Number(digit) <= this.#captures && this.#cursor.sees(digit));
  }

  #reference(capture: number): PatternNode {
    if (this.#flags.i) {
      throw untranslatable('a back reference under (?i)');
    }
    return { kind: 'back', capture };
  }

  #group(): PatternNode {
    const cursor = this.#cursor;
    if (!cursor.takes('?')) {
      return this.#captured();
    }
    if (cursor.takes(':')) {
      return { kind: 'group', item: this.#closed() };
    }
    if (cursor.takes('>')) {
      return { kind: 'atomic', item: this.#closed() };
    }
    for (const [opening, behind, negative] of LOOKS) {
      if (cursor.takes(opening)) {
        return look(this.#closed(), behind, negative);
      }
    }
    return cursor.takes('<') ? this.#named() : this.#flagged();
  }

  #captured(): PatternNode {
    this.#captures += 1;
    const capture = this.#captures;
    return { kind: 'group', item: this.#closed(), capture };
  }

  #named(): PatternNode {
    const name = this.#cursor.run(/[A-Za-z0-9]/);
    if (!/^[A-Za-z]/.test(name) || !this.#cursor.takes('>') || this.#names.has(name)) {
      throw malformed('a group name that is missing, used twice or not made of letters and digits');
    }
    this.#names.set(name, this.#captures + 1);
    return this.#captured();
  }

  #closed(): PatternNode {
    const item = this.#choice();
    if (!this.#cursor.takes(')')) {
      throw malformed('a ( without )');
    }
    return item;
  }

  /** `(?i-s)` for the rest of the group, `(?i-s:X)` for X. */
  #flagged(): PatternNode {
    const on = this.#cursor.run(/[a-zA-Z]/);
    const off = this.#cursor.takes('-') ? this.#cursor.run(/[a-zA-Z]/) : '';
    const changed = changedFlags(this.#flags, on, off);
    if (this.#cursor.takes(')')) {
      this.#flags = changed;
      return FLAGS_ONLY;
    }
    if (!this.#cursor.takes(':')) {
      throw malformed('a (? that starts no group');
    }
    const outer = this.#flags;
    this.#flags = changed;
    const item = this.#closed();
    this.#flags = outer;
    return { kind: 'group', item };
  }
}

const DIGITS: readonly string[] = [...'0123456789'];

/** What `(?i)` leaves behind: nothing that could be matched or repeated. */
const FLAGS_ONLY: PatternNode = { kind: 'sequence', items: [] };

const LOOKS = [
  ['=', false, false],
  ['!', false, true],
  ['<=', true, false],
  ['<!', true, true],
] as const;

function single(source: string): PatternNode {
  return { kind: 'source', source, width: 1 };
}

function assertion(source: string): PatternNode {
  return { kind: 'source', source, width: 0 };
}

function look(item: PatternNode, behind: boolean, negative: boolean): PatternNode {
  if (behind && widthOf(item) === Number.POSITIVE_INFINITY) {
    throw malformed('a look-behind without an obvious maximum length');
  }
  return { kind: 'look', item, behind, negative };
}

function changedFlags(flags: PatternFlags, on: string, off: string): PatternFlags {
  const unknown = [...on, ...off].find((flag) => !'imsdxuU'.includes(flag));
  if (unknown !== undefined) {
    throw malformed(`it has no flag ${unknown}`);
  }
  const unsupported = [...on].find((flag) => 'xuU'.includes(flag));
  if (unsupported !== undefined) {
    throw untranslatable(`the flag (?${unsupported})`);
  }
  const after = (flag: 'i' | 's' | 'm' | 'd'): boolean => (flags[flag] || on.includes(flag)) && !off.includes(flag);
  return { i: after('i'), s: after('s'), m: after('m'), d: after('d') };
}
