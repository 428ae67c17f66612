import { isAwsError } from '../../core/aws-error.ts';
import type { ResourceRequest } from '../../core/resource-provider.ts';

/** Asks IAM with the credentials of the stack. */
export type Ask = <Output>(operation: string, input: object) => Promise<Output>;

export function askOf({ invoke }: Pick<ResourceRequest, 'invoke'>): Ask {
  return (operation, input) => invoke('iam', operation, input);
}

/** Does what may have been done already: deleting what is gone succeeds. */
export async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isAwsError(error, 'NoSuchEntity')) throw error;
  }
}

/** Makes something, unless an earlier attempt has, and says so, that a rollback knows it. */
export async function makeOnce(
  { made, initiated }: Pick<ResourceRequest, 'made' | 'initiated'>,
  make: () => Promise<string>,
): Promise<string> {
  if (made !== undefined) return made;
  const id = await make();
  initiated?.(id);
  return id;
}
