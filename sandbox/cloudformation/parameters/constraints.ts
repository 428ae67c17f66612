import { compareDecimals, isDecimal } from './decimal.ts';

/** The constraints of one parameter, read and found well-formed. Bounds stay texts, as the template spells them. */
export type Constraints = {
  readonly allowedValues?: ReadonlySet<string>;
  readonly pattern?: { readonly source: string; readonly matches: (text: string) => boolean };
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: string;
  readonly maxValue?: string;
  readonly description?: string;
};

/** What to check: the name goes into messages, `isNumeric` says that each member has to be a number. */
export type ConstraintSubject = {
  readonly name: string;
  readonly isNumeric: boolean;
  readonly constraints: Constraints;
};

/** Tells which constraints a value breaks, in AWS's words; empty when it keeps all of them. */
export type ConstraintCheck = (members: readonly string[]) => readonly string[];

type Check = { readonly isKept: (member: string) => boolean; readonly reason: string };

/**
 * Prepares the check of a parameter's values. Every constraint holds for each member of a list.
 *
 * AWS documents that for `AllowedValues` and `AllowedPattern`; lengths are taken to follow. Lengths count UTF-16 code
 * units, because CloudFormation is Java, whose `String.length` counts those: an emoji has length 2.
 */
export function constraintCheck(subject: ConstraintSubject): ConstraintCheck {
  const checks = checksOf(subject);
  const { description } = subject.constraints;
  return (members) => {
    const broken = checks.filter((check) => !members.every(check.isKept));
    if (broken.length === 0) {
      return [];
    }
    return description === undefined
      ? broken.map((check) => `Parameter '${subject.name}' ${check.reason}`)
      : [`Parameter ${subject.name} failed to satisfy constraint: ${description}`];
  };
}

function checksOf({ isNumeric, constraints }: ConstraintSubject): readonly Check[] {
  const { allowedValues, pattern, minLength, maxLength } = constraints;
  const checks: Check[] = [];
  if (allowedValues !== undefined) {
    checks.push({ isKept: (member) => allowedValues.has(member), reason: 'must be one of AllowedValues' });
  }
  if (isNumeric) {
    checks.push({ isKept: isDecimal, reason: 'must be a number.' }, ...boundChecks(constraints));
  }
  if (minLength !== undefined) {
    checks.push({ isKept: (member) => member.length >= minLength, reason: lengthReason('least', minLength) });
  }
  if (maxLength !== undefined) {
    checks.push({ isKept: (member) => member.length <= maxLength, reason: lengthReason('most', maxLength) });
  }
  if (pattern !== undefined) {
    checks.push({ isKept: pattern.matches, reason: `must match pattern ${pattern.source}` });
  }
  return checks;
}

/** Bounds say nothing about what is no number: that has been said already. */
function boundChecks({ minValue, maxValue }: Constraints): readonly Check[] {
  const checks: Check[] = [];
  if (minValue !== undefined) {
    checks.push({
      isKept: (member) => !isDecimal(member) || compareDecimals(member, minValue) >= 0,
      reason: `must be a number not less than ${minValue}`,
    });
  }
  if (maxValue !== undefined) {
    checks.push({
      isKept: (member) => !isDecimal(member) || compareDecimals(member, maxValue) <= 0,
      reason: `must be a number not greater than ${maxValue}`,
    });
  }
  return checks;
}

function lengthReason(bound: 'least' | 'most', length: number): string {
  return `must contain at ${bound} ${length} characters`;
}
