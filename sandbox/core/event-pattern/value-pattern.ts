import { addressOf, networkOf } from './address.ts';
import { refuse } from './event-pattern-error.ts';
import type { Scalar } from './fields.ts';
import { isObject } from './json-text.ts';
import { numericRangeOf } from './numeric-range.ts';
import { wildcardOf } from './wildcard.ts';

/** Whether a value matches. */
export type Matcher = (value: Scalar) => boolean;

/** What is allowed at one path: any of a list. */
export type ValuePattern = {
  readonly matches: Matcher;
  /** Whether an event matches that has nothing at that path. */
  readonly matchesAbsence: boolean;
};

/**
 * Reads the list of a path.
 *
 * @throws EventPatternError
 */
export function valuePatternOf(list: readonly unknown[]): ValuePattern {
  if (list.length === 0) throw refuse('Empty arrays are not allowed');
  const matchers: Matcher[] = [];
  let matchesAbsence = false;
  for (const element of list) {
    if (isObject(element) && isAbsence(element)) matchesAbsence = true;
    else matchers.push(matcherOf(element));
  }
  return { matches: (value) => matchers.some((matches) => matches(value)), matchesAbsence };
}

function isAbsence(expression: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(expression).length === 1 && expression.exists === false;
}

function matcherOf(element: unknown): Matcher {
  if (isObject(element)) return expressionOf(element);
  if (typeof element === 'string') return exactly(element);
  if (element === null || typeof element === 'number' || typeof element === 'boolean') {
    return (value) => value === element;
  }
  throw refuse('Match value must be String, number, true, false, or null');
}

/** Two spellings of one address are equal (`::1`, `0:0:0:0:0:0:0:1`). */
function exactly(text: string): Matcher {
  const address = addressOf(text);
  if (address === undefined) return (value) => value === text;
  return onText((value) => {
    const other = addressOf(value);
    return other?.length === address.length && other.bits === address.bits;
  });
}

/** Matches texts only. */
function onText(matches: (value: string) => boolean): Matcher {
  return (value) => typeof value === 'string' && matches(value);
}

const expressions: Readonly<Record<string, (operand: unknown) => Matcher>> = {
  exactly: (operand) => {
    const text = textOf(operand, 'exact');
    return (value) => value === text;
  },
  prefix: (operand) => affix(operand, 'prefix'),
  suffix: (operand) => affix(operand, 'suffix'),
  'equals-ignore-case': (operand) => inAnyCase(textOf(operand, 'equals-ignore-case')),
  wildcard: (operand) => onText(wildcardOf(textOf(operand, 'wildcard'))),
  numeric: (operand) => {
    const inRange = numericRangeOf(operand);
    return (value) => typeof value === 'number' && inRange(value);
  },
  cidr: (operand) => {
    // AWS speaks of a prefix here too. [R]
    const contains = networkOf(textOf(operand, 'prefix'));
    return onText(contains);
  },
  exists: (operand) => {
    if (typeof operand !== 'boolean') throw refuse('exists match pattern must be either true or false.');
    return () => true;
  },
  'anything-but': (operand) => anythingBut(operand),
};

function expressionOf(expression: Readonly<Record<string, unknown>>): Matcher {
  const [[name, operand] = [], ...others] = Object.entries(expression);
  if (name === undefined) throw refuse('Match expression name not found');
  const read = Object.hasOwn(expressions, name) ? expressions[name] : undefined;
  if (read === undefined) throw refuse(`Unrecognized match type ${name}`);
  const matcher = read(operand);
  if (others.length > 0) {
    const isCounted = name === 'numeric' || name === 'anything-but';
    throw refuse(isCounted ? 'Too many elements in numeric expression' : 'Only one key allowed in match expression');
  }
  return matcher;
}

function textOf(operand: unknown, kind: string): string {
  if (typeof operand === 'string') return operand;
  throw refuse(`${kind} match pattern must be a string`);
}

function inAnyCase(text: string): Matcher {
  const folded = fold(text);
  return onText((value) => fold(value) === folded);
}

function affix(operand: unknown, kind: 'prefix' | 'suffix'): Matcher {
  const has = (value: string, part: string) => (kind === 'prefix' ? value.startsWith(part) : value.endsWith(part));
  if (!isObject(operand)) {
    const part = textOf(operand, kind);
    return onText((value) => has(value, part));
  }
  const [[name, inner] = [], ...others] = Object.entries(operand);
  const title = kind === 'prefix' ? 'Prefix' : 'Suffix';
  if (name === undefined) throw refuse(`${title} expression name not found`);
  if (name !== 'equals-ignore-case') throw refuse(`Unsupported ${kind} pattern: ${name}`);
  const part = fold(textOf(inner, 'equals-ignore-case'));
  if (others.length > 0) throw refuse('Only one key allowed in match expression');
  return onText((value) => has(fold(value), part));
}

/** Upper and lower case as one. */
function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}

const mixedList = 'Inside anything but list, either all values are number or string, mixed type is not supported';
const wrongOperand = 'Value of anything-but must be an array or single string/number value.';

function anythingBut(operand: unknown): Matcher {
  if (isObject(operand)) return anythingButThat(operand);
  if (!Array.isArray(operand)) {
    if (typeof operand !== 'string' && typeof operand !== 'number') throw refuse(wrongOperand);
    return (value) => value !== operand;
  }
  const list: readonly unknown[] = operand;
  if (!list.every((one) => typeof one === 'string' || typeof one === 'number')) {
    throw refuse('Inside anything but list, start|null|boolean is not supported.');
  }
  if (new Set(list.map((one) => typeof one)).size !== 1) throw refuse(mixedList);
  return (value) => !list.some((one) => one === value);
}

/** What a part of an `anything-but` refuses: its operands, by the operator. */
const exceptions: Readonly<Record<string, { readonly mistake: string; readonly of: (part: string) => Matcher }>> = {
  'equals-ignore-case': {
    mistake: 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    of: inAnyCase,
  },
  prefix: {
    mistake: 'prefix/suffix match pattern must be a string',
    of: (part) => affix(notEmpty(part), 'prefix'),
  },
  suffix: {
    mistake: 'prefix/suffix match pattern must be a string',
    of: (part) => affix(notEmpty(part), 'suffix'),
  },
  wildcard: {
    mistake: 'wildcard match pattern must be a string',
    of: (part) => onText(wildcardOf(part)),
  },
};

function notEmpty(part: string): string {
  if (part === '') throw refuse('Null prefix/suffix not allowed');
  return part;
}

function anythingButThat(operand: Readonly<Record<string, unknown>>): Matcher {
  const [[name, value] = [], ...others] = Object.entries(operand);
  if (name === undefined) throw refuse('Anything-But expression name not found');
  const exception = Object.hasOwn(exceptions, name) ? exceptions[name] : undefined;
  if (exception === undefined) throw refuse(`Unsupported anything-but pattern: ${name}`);
  if (!Array.isArray(value) && typeof value !== 'string' && typeof value !== 'number') throw refuse(wrongOperand);
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const excluded = parts.map((part) => {
    if (typeof part !== 'string') throw refuse(exception.mistake);
    return exception.of(part);
  });
  if (others.length > 0) throw refuse('Too many elements in numeric expression');
  return (candidate) => !excluded.some((matches) => matches(candidate));
}
