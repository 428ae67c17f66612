import { refuse } from './event-pattern-error.ts';

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/**
 * Reads the operand of `numeric`: one comparison, or a lower bound and an upper one.
 *
 * @throws EventPatternError
 */
export function numericRangeOf(operand: unknown): (value: number) => boolean {
  if (!Array.isArray(operand)) throw refuse('Value of numeric must be an array.');
  const [operator, bound, ...upper]: readonly unknown[] = operand;
  if (typeof operator !== 'string') throw refuse(`Invalid member in numeric match: ${asText(operator)}`);
  const compare = comparisons[operator];
  if (compare === undefined) throw refuse(`Unrecognized numeric range operator: ${operator}`);
  if (typeof bound !== 'number') {
    throw refuse(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  }
  if (upper.length === 0) return (value) => compare(value, bound);
  if (!operator.startsWith('>')) throw refuse('Too many elements in numeric expression');
  const below = upperBoundOf(upper);
  return (value) => compare(value, bound) && below(value);
}

function upperBoundOf([operator, bound, ...rest]: readonly unknown[]): (value: number) => boolean {
  if (typeof operator !== 'string') throw refuse(`Bad value in numeric range: ${asText(operator)}`);
  const compare = operator === '<' || operator === '<=' ? comparisons[operator] : undefined;
  if (compare === undefined) throw refuse(`Bad numeric range operator: ${operator}`);
  if (typeof bound !== 'number') throw refuse(`Value of ${operator} must be numeric`);
  if (rest.length > 0) throw refuse('Too many terms in numeric range expression');
  return (value) => compare(value, bound);
}

function asText(value: unknown): string {
  return value === undefined ? ']' : JSON.stringify(value)?.charAt(0) === '{' ? '{' : String(value);
}
