import { BlockList, isIP } from 'node:net';
import type { Token } from './pattern.ts';
import { covers, coversArn } from './pattern.ts';

/** A value of a policy's condition, variables filled in. */
export type Wanted = { readonly text: string; readonly pattern: readonly Token[] };

/** How a condition operator compares one value of the request with one of the policy. */
export type Operator = {
  readonly matches: (given: string, wanted: Wanted) => boolean;
  /** Whether it holds where no value of the policy matches: `StringNotEquals`. */
  readonly isNegated: boolean;
  /** Documented for string and ARN operators only. */
  readonly takesVariables: boolean;
};

type Matches = Operator['matches'];

const sameText: Matches = (given, { text }) => given === text;
const sameLetters: Matches = (given, { text }) => given.toLowerCase() === text.toLowerCase();
const likeText: Matches = (given, { pattern }) => covers(pattern, given);
const likeArn: Matches = (given, { pattern }) => coversArn(pattern, given);

/** Operators by their name, `IfExists` and the set operators aside. */
export const operators: Readonly<Record<string, Operator>> = {
  StringEquals: text(sameText),
  StringNotEquals: not(text(sameText)),
  StringEqualsIgnoreCase: text(sameLetters),
  StringNotEqualsIgnoreCase: not(text(sameLetters)),
  StringLike: text(likeText),
  StringNotLike: not(text(likeText)),
  // Documented: ArnEquals and ArnLike behave alike.
  ArnEquals: text(likeArn),
  ArnLike: text(likeArn),
  ArnNotEquals: not(text(likeArn)),
  ArnNotLike: not(text(likeArn)),
  ...comparisons('Numeric', numberOf),
  ...comparisons('Date', timeOf),
  Bool: plain(sameLetters),
  BinaryEquals: plain((given, { text: wanted }) => Buffer.from(given, 'base64').equals(Buffer.from(wanted, 'base64'))),
  IpAddress: plain((given, { text: wanted }) => isInside(given, wanted)),
  NotIpAddress: not(plain((given, { text: wanted }) => isInside(given, wanted))),
};

function text(matches: Matches): Operator {
  return { matches, isNegated: false, takesVariables: true };
}

function plain(matches: Matches): Operator {
  return { matches, isNegated: false, takesVariables: false };
}

function not(operator: Operator): Operator {
  return { ...operator, isNegated: true };
}

function comparisons(kind: string, measure: (text: string) => number): Readonly<Record<string, Operator>> {
  const compare = (holds: (given: number, wanted: number) => boolean) =>
    plain((given, { text: wanted }) => holds(measure(given), measure(wanted)));
  const equal = compare((given, wanted) => given === wanted);
  return {
    [`${kind}Equals`]: equal,
    [`${kind}NotEquals`]: not(equal),
    [`${kind}LessThan`]: compare((given, wanted) => given < wanted),
    [`${kind}LessThanEquals`]: compare((given, wanted) => given <= wanted),
    [`${kind}GreaterThan`]: compare((given, wanted) => given > wanted),
    [`${kind}GreaterThanEquals`]: compare((given, wanted) => given >= wanted),
  };
}

function numberOf(digits: string): number {
  return /^[+-]?\d+(\.\d+)?$/u.test(digits.trim()) ? Number(digits) : Number.NaN;
}

const isoTime = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/iu;

/**
 * A point in time, in milliseconds since 1970, from the W3C's profile of ISO 8601 or from seconds since 1970. Not a
 * number where the text is neither.
 */
export function timeOf(given: string): number {
  const trimmed = given.trim();
  // Four digits are a year: nobody means the first hours of 1970.
  if (/^[+-]?\d+$/u.test(trimmed) && !/^\d{4}$/u.test(trimmed)) return Number(trimmed) * 1000;
  if (!isoTime.test(trimmed)) return Number.NaN;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/iu.test(trimmed.slice(10));
  return Date.parse(trimmed.length > 10 && !hasZone ? `${trimmed}Z` : trimmed);
}

const ranges = new Map<string, BlockList | undefined>();

function isInside(address: string, range: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  if (!ranges.has(range)) ranges.set(range, rangeOf(range));
  return ranges.get(range)?.check(address, family === 4 ? 'ipv4' : 'ipv6') ?? false;
}

function rangeOf(range: string): BlockList | undefined {
  const [address = '', bits] = range.split('/');
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const length = bits === undefined ? longest : numberOf(bits);
  if (family === 0 || !Number.isInteger(length) || length < 0 || length > longest) return undefined;
  const list = new BlockList();
  list.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  return list;
}
