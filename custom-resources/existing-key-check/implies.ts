import type { Test } from './statement.ts';
import { hasVariable, includes, isLiteral } from './wildcard.ts';

/** Keys of which a request has one value at most. With several, `StringEquals` and `StringNotEquals` can both hold. */
const SINGLE_VALUED =
  /^(aws:(PrincipalAccount|PrincipalOrgID|SourceAccount|SourceArn|RequestedRegion)|kms:(CallerAccount|ViaService|EncryptionContext:.+))$/;

/**
 * True when every request that passes the known test passes the other one too. Careful rather than clever: what it says is
 * so; what it does not see is only asked for in plainer words.
 */
export function implies(known: Test, other: Test): boolean {
  if (known.key !== other.key || known.values.length === 0 || other.values.length === 0) return false;
  // A request without the key passes the known one, and only tests that allow for that.
  if (known.isIfExists && !other.isIfExists) return false;
  if (known.quantifier !== other.quantifier) return false;
  if (known.operator === other.operator) return isNarrower(known, other);
  return known.quantifier === '' && !known.isIfExists && followsFrom(known, other);
}

/** The same operator: fewer values pass less, and with a negated one more values do. */
function isNarrower(known: Test, other: Test): boolean {
  if (isNegated(known.operator)) return other.values.every((value) => known.values.includes(value));
  const isMet = meets(known.operator);
  return known.values.every((value) => other.values.some((accepted) => isMet(accepted, value)));
}

/** True for operators that hold when none of the values match. */
export function isNegated(operator: string): boolean {
  return operator.includes('Not');
}

function meets(operator: string): (accepted: string, value: string) => boolean {
  if (operator === 'StringLike') return includes;
  if (operator === 'Bool' || operator === 'Null') return (a, b) => a.toLowerCase() === b.toLowerCase();
  return (a, b) => a === b;
}

/** Another operator, about the same key. */
function followsFrom(known: Test, other: Test): boolean {
  if (other.operator === 'Null')
    return isPositive(known.operator) && other.values.every((value) => /^false$/i.test(value));
  const isExact =
    known.operator === 'StringEquals' || (known.operator === 'StringLike' && known.values.every(isLiteral));
  if (!isExact || [...known.values, ...other.values].some(hasVariable)) return false;
  const every = (passes: (value: string) => boolean) => known.values.every(passes);
  const some = (value: string, matches: (pattern: string, value: string) => boolean) =>
    other.values.some((accepted) => matches(accepted, value));
  switch (other.operator) {
    case 'StringEquals':
      return every((value) => some(value, isSame));
    case 'StringLike':
      return every((value) => some(value, includes));
    case 'StringEqualsIgnoreCase':
      return every((value) => some(value, isSameIgnoringCase));
    case 'StringNotEquals':
      return SINGLE_VALUED.test(other.key) && every((value) => !some(value, isSame));
    case 'StringNotEqualsIgnoreCase':
      return SINGLE_VALUED.test(other.key) && every((value) => !some(value, isSameIgnoringCase));
    case 'StringNotLike':
      return SINGLE_VALUED.test(other.key) && every((value) => isLiteral(value) && !some(value, includes));
    default:
      return false;
  }
}

/** These fail when the request has no such key, so passing them says that it has. */
function isPositive(operator: string): boolean {
  return !isNegated(operator) && operator !== 'Null';
}

function isSame(a: string, b: string): boolean {
  return a === b;
}

function isSameIgnoringCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
