import { malformed, untranslatable } from './pattern-error.ts';

/** One character as it stands inside or outside a class of the `v` flag. */
export function charSource(codePoint: number): string {
  const char = String.fromCodePoint(codePoint);
  return /[A-Za-z0-9]/.test(char) ? char : `\\u{${codePoint.toString(16)}}`;
}

/** A range for the inside of a class. */
export function rangeSource(first: number, last: number): string {
  return first === last ? charSource(first) : `${charSource(first)}-${charSource(last)}`;
}

/**
 * A range as `CASE_INSENSITIVE` widens it: by the other case of ASCII letters only.
 *
 * JavaScript's own `i` flag would also join K with the Kelvin sign and s with the long s.
 */
export function foldedRangeSource(first: number, last: number): string {
  const shifted = (from: number, to: number, distance: number): string => {
    const [low, high] = [Math.max(first, from), Math.min(last, to)];
    return low <= high ? rangeSource(low + distance, high + distance) : '';
  };
  return rangeSource(first, last) + shifted(0x41, 0x5a, 32) + shifted(0x61, 0x7a, -32);
}

const LINE_BREAKS = '\\n\\u{b}\\f\\r\\u{85}\\u{2028}\\u{2029}';
const BLANKS = '\\u{20}\\u{a0}\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}';

// Java's predefined classes are ASCII, JavaScript's \s is not.
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['d', '0-9'],
  ['s', '\\t\\n\\u{b}\\f\\r\\u{20}'],
  ['w', 'a-zA-Z0-9_'],
  ['h', `\\t${BLANKS}`],
  ['v', LINE_BREAKS],
]);

/** The class that `\d`, `\S` and the like stand for, `undefined` for any other letter. */
export function predefinedClass(letter: string): string | undefined {
  const members = PREDEFINED.get(letter.toLowerCase());
  return members === undefined ? undefined : `[${letter === letter.toLowerCase() ? '' : '^'}${members}]`;
}

const POSIX: ReadonlyMap<string, string> = new Map([
  ['Lower', 'a-z'],
  ['Upper', 'A-Z'],
  ['ASCII', '\\u{0}-\\u{7f}'],
  ['Alpha', 'a-zA-Z'],
  ['Digit', '0-9'],
  ['Alnum', 'a-zA-Z0-9'],
  ['Punct', '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}'],
  ['Graph', '\\u{21}-\\u{7e}'],
  ['Print', '\\u{20}-\\u{7e}'],
  ['Blank', '\\u{20}\\t'],
  ['Cntrl', '\\u{0}-\\u{1f}\\u{7f}'],
  ['XDigit', '0-9A-Fa-f'],
  ['Space', '\\t\\n\\u{b}\\f\\r\\u{20}'],
]);

// Categories of assigned characters. C, Cn and Cs depend on the Unicode version and on unpaired surrogates.
const CATEGORIES = /^(?:L[ulmto]?|M[nce]?|N[dlo]?|Z[slp]?|P[cdseifo]?|S[mcko]?|Cc|Cf|Co)$/;
const CASED = /^(?:Lower|Upper|L[ult])$/;

/** The class of `\p{name}`, or of `\P{name}` when negated. Without regard to case only what Java versions agree on. */
export function propertyClass(name: string, negated: boolean, ignoresCase: boolean): string {
  const category = name.replace(/^(?:Is|gc=|general_category=)/, '');
  if (ignoresCase && CASED.test(category)) {
    throw untranslatable(`\\p{${name}} together with (?i)`);
  }
  const posix = POSIX.get(name);
  if (posix !== undefined) {
    return `[${negated ? '^' : ''}${posix}]`;
  }
  if (!CATEGORIES.test(category)) {
    throw untranslatable(`\\p{${name}}`);
  }
  return `[\\${negated ? 'P' : 'p'}{${category}}]`;
}

/** Refuses a range that runs backwards, as Java does. */
export function checkRange(first: number, last: number): void {
  if (last < first) {
    throw malformed(`the range ${String.fromCodePoint(first)}-${String.fromCodePoint(last)} runs backwards`);
  }
}
