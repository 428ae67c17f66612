import type { CustomResourceRequest } from './custom-resource.ts';
import { isRollingBack } from './stack-status.ts';

/** Tells the status of a stack, e.g. `UPDATE_ROLLBACK_IN_PROGRESS`. */
export type StackStatus = (stackId: string, signal: AbortSignal) => Promise<string>;

/** Given up early enough that what there is to refuse still makes it into the answer. */
const LIMIT_MS = 5_000;

/**
 * True while the stack goes back to what it was. What ran before is not validated anew then: a refusal would only stop the
 * rollback.
 *
 * Not knowing the status is no reason to let anything through: an ordinary update is far more frequent than a rollback.
 */
export async function isGoingBack(
  stackStatus: StackStatus,
  request: Pick<CustomResourceRequest<unknown>, 'signal' | 'logger'> & { readonly stackId: string },
): Promise<boolean> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(LIMIT_MS)]);
  const status = await stackStatus(request.stackId, signal).catch((error) => {
    request.logger.warn('the status of the stack is not known', { error });
    return 'UNKNOWN';
  });
  return isRollingBack(status);
}
