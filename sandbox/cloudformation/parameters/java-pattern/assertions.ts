import type { PatternFlags } from './pattern-node.ts';

/** `\z`: nothing comes after. */
export const inputEnd = '(?![^])';

/** `\A`: nothing comes before. */
export const inputStart = '(?<![^])';

// Java's line terminators: JavaScript's, and next line. A line feed after a carriage return is the middle of one.
const LONE = '[\\r\\u{85}\\u{2028}\\u{2029}]';

/** `.`: any character but a line terminator, unless `(?s)` says any. */
export function anyCharacter(flags: PatternFlags): string {
  if (flags.s) {
    return '[^]';
  }
  return flags.d ? '[^\\n]' : '[^\\n\\r\\u{85}\\u{2028}\\u{2029}]';
}

/** `^`: the start; under `(?m)` also after each line terminator, but never at the end, not even of empty input. */
export function lineStart(flags: PatternFlags): string {
  if (!flags.m) {
    return inputStart;
  }
  const after = flags.d ? '(?<=\\n)' : '(?:(?<=[\\n\\u{85}\\u{2028}\\u{2029}])|(?<=\\r)(?!\\n))';
  return `(?:(?:${inputStart}|${after})(?=[^]))`;
}

/** `$`: the end or before the line terminator at the end; under `(?m)` before each one. */
export function lineEnd(flags: PatternFlags): string {
  return flags.m ? `(?:${inputEnd}|${beforeTerminator(flags, '')})` : endOfInput(flags);
}

/** `\Z`: the end, or before the line terminator that is the last thing in the input. */
export function endOfInput(flags: PatternFlags): string {
  return `(?:${inputEnd}|${beforeTerminator(flags, inputEnd)})`;
}

function beforeTerminator(flags: PatternFlags, then: string): string {
  if (flags.d) {
    return `(?=\\n${then})`;
  }
  return `(?=\\r\\n${then})|(?<!\\r)(?=\\n${then})|(?=${LONE}${then})`;
}
