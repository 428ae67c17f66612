import { isAccessDenied, isRetryable, retrying } from './aws-errors.ts';
import type { Sleep } from './sleep.ts';

/**
 * Runs a first call again while it is denied: a role that the same deployment made a moment ago is not known everywhere
 * yet. A refusal that is meant comes nine seconds later.
 */
export async function asNewRole<T>(
  call: () => Promise<T>,
  { sleep, signal }: { readonly sleep: Sleep; readonly signal: AbortSignal },
): Promise<T> {
  return retrying(call, {
    attempts: 3,
    firstDelayMs: 3_000,
    random: () => 1,
    isRetryable: (error) => isAccessDenied(error) || isRetryable(error),
    sleep,
    signal,
  });
}
