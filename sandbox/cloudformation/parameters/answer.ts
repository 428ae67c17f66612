import type { Violation, ViolationKind } from './types.ts';

/** The order in which CloudFormation checks while the caller waits. */
const CALL_KINDS: readonly ViolationKind[] = ['unknown', 'previous', 'missing', 'constraint', 'store', 'rule'];

/**
 * The one message of the `ValidationError` that CloudFormation answers the call with, `undefined` when it accepts.
 *
 * It stops at the first check that fails. Keys and missing values are listed together, as are failed assertions; of
 * broken constraints it names the first.
 */
export function validationMessage(violations: readonly Violation[]): string | undefined {
  const kind = CALL_KINDS.find((candidate) => violations.some((violation) => violation.kind === candidate));
  const failed = violations.filter((violation) => violation.kind === kind);
  // SSM types without a value are noticed one at a time, before the others are counted.
  const [first] = [...failed.filter(({ message }) => !isListed(message)), ...failed];
  if (first === undefined) {
    return undefined;
  }
  if (kind === 'rule') {
    return failed.map(({ message }) => message).join('; ');
  }
  const names = failed.map(({ parameter }) => parameter).join(', ');
  return isListed(first.message) ? first.message.replace(/\[.*\]/s, () => `[${names}]`) : first.message;
}

/** The reason of the stack event that starts the rollback when the account lacks what parameters name, if any does. */
export function rollbackReason(violations: readonly Violation[]): string | undefined {
  const missing = violations.filter((violation) => violation.kind === 'existence').map(({ message }) => message);
  return missing.length === 0 ? undefined : `Parameter validation failed: ${missing.join(', ')}`;
}

function isListed(message: string): boolean {
  return message.startsWith('Parameters: [');
}
