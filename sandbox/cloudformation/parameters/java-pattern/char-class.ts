import { charSource, checkRange, foldedRangeSource, rangeSource } from './char-set.ts';
import { codePointOf, readCharEscape } from './escape.ts';
import type { PatternCursor } from './pattern-cursor.ts';
import { malformed, untranslatable } from './pattern-error.ts';

type Member = { readonly codePoint: number } | { readonly set: string };

/** Reads a character class after its `[` and writes it for the `v` flag: unions, ranges, `&&` and all. */
export function readCharClass(cursor: PatternCursor, ignoresCase: boolean): string {
  const isNegated = cursor.takes('^');
  const operands = [readUnion(cursor, ignoresCase, true)];
  while (cursor.takes('&&')) {
    if (cursor.sees('&')) {
      throw untranslatable('&&& in a character class');
    }
    operands.push(readUnion(cursor, ignoresCase, false));
  }
  if (!cursor.takes(']')) {
    throw malformed('a character class without ]');
  }
  if (isNegated && (operands.length > 1 || operands.some((operand) => operand.hasClass))) {
    throw untranslatable('a negated class with a class or && in it (Java 8 and later versions disagree)');
  }
  const sources = operands.map((operand) => operand.source);
  const body = sources.length === 1 ? sources[0] : sources.map((source) => `[${source}]`).join('&&');
  return `[${isNegated ? '^' : ''}${body}]`;
}

type Union = { readonly source: string; readonly hasClass: boolean };

/** Everything up to `&&` or `]`. A `]` that comes first is a member, as in `[]a]`. */
function readUnion(cursor: PatternCursor, ignoresCase: boolean, isFirst: boolean): Union {
  let source = '';
  let hasClass = false;
  while (!cursor.isAtEnd && !cursor.sees('&&') && !(cursor.sees(']') && (source !== '' || !isFirst))) {
    if (cursor.takes('[')) {
      source += readCharClass(cursor, ignoresCase);
      hasClass = true;
    } else {
      source += readMembers(cursor, ignoresCase);
    }
  }
  if (source === '') {
    throw malformed(isFirst ? 'an empty character class' : '&& without a right side');
  }
  return { source, hasClass };
}

/** A single character, a range or an escaped set. */
function readMembers(cursor: PatternCursor, ignoresCase: boolean): string {
  if (cursor.sees('\\v-')) {
    throw untranslatable('\\v- in a character class (Java means one character by it)');
  }
  const first = readMember(cursor, ignoresCase);
  if ('set' in first) {
    return first.set;
  }
  const sourceOf = ignoresCase ? foldedRangeSource : rangeSource;
  const isRange = cursor.sees('-') && !cursor.sees('-]') && !cursor.sees('-[');
  if (!isRange || !cursor.takes('-')) {
    return sourceOf(first.codePoint, first.codePoint);
  }
  const last = readMember(cursor, ignoresCase);
  if ('set' in last) {
    throw malformed(`the range from ${charSource(first.codePoint)} ends in a set`);
  }
  checkRange(first.codePoint, last.codePoint);
  return sourceOf(first.codePoint, last.codePoint);
}

function readMember(cursor: PatternCursor, ignoresCase: boolean): Member {
  if (cursor.takes('\\')) {
    return readCharEscape(cursor.next(), cursor, ignoresCase);
  }
  return { codePoint: codePointOf(cursor.next()) };
}
