import { malformed } from './pattern-error.ts';

type Unit = { readonly char: string; readonly isQuoted: boolean };

/** Reads a Java pattern code point by code point. Text between `\Q` and `\E` comes as quoted characters. */
export class PatternCursor {
  readonly #units: readonly Unit[];
  #position = 0;

  constructor(pattern: string) {
    this.#units = unquoted(pattern);
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#units.length;
  }

  /** Whether the next characters are these, none of them quoted. */
  sees(text: string): boolean {
    return [...text].every((char, index) => {
      const unit = this.#units[this.#position + index];
      return unit !== undefined && unit.char === char && !unit.isQuoted;
    });
  }

  /** Moves past the text if it comes next. */
  takes(text: string): boolean {
    const isNext = this.sees(text);
    if (isNext) {
      this.#position += [...text].length;
    }
    return isNext;
  }

  /** The next character, whatever it is. */
  next(): string {
    const unit = this.#units[this.#position];
    if (unit === undefined) {
      throw malformed('it ends too early');
    }
    this.#position += 1;
    return unit.char;
  }

  /** The longest run of up to `most` unquoted characters of that kind. */
  run(kind: RegExp, most = Number.POSITIVE_INFINITY): string {
    let text = '';
    for (let unit = this.#units[this.#position]; text.length < most; unit = this.#units[this.#position]) {
      if (unit === undefined || unit.isQuoted || !kind.test(unit.char)) {
        break;
      }
      text += unit.char;
      this.#position += 1;
    }
    return text;
  }
}

/** Java strips `\Q...\E` before it parses, so a quantifier after `\E` belongs to the last quoted character alone. */
function unquoted(pattern: string): readonly Unit[] {
  const units: Unit[] = [];
  let isQuoted = false;
  let isEscaped = false;
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at += 1) {
    const [char = '', following] = [chars[at], chars[at + 1]];
    const togglesQuote = char === '\\' && !isEscaped && following === (isQuoted ? 'E' : 'Q');
    if (togglesQuote) {
      isQuoted = !isQuoted;
      at += 1;
      continue;
    }
    units.push({ char, isQuoted });
    isEscaped = !isQuoted && char === '\\' && !isEscaped;
  }
  return units;
}
