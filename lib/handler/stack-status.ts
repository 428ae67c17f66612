import { DescribeStacksCommand, type DescribeStacksCommandOutput } from '@aws-sdk/client-cloudformation';
import { OutsideError } from '../errors.ts';
import { isAccessDenied, type RetryOptions, retrying } from './aws-errors.ts';

/** The one call that is needed of a CloudFormation client. */
export type StackReader = {
  send(command: DescribeStacksCommand, options?: { abortSignal?: AbortSignal }): Promise<DescribeStacksCommandOutput>;
};

/**
 * The status of a stack, e.g. `UPDATE_ROLLBACK_IN_PROGRESS`. Give the stack's ARN: a name can meanwhile belong to another stack.
 *
 * Throttling is retried: everybody's deployments share the rate of DescribeStacks.
 */
export async function stackStatus(client: StackReader, stackId: string, options: RetryOptions = {}): Promise<string> {
  const { signal } = options;
  const describe = () => client.send(new DescribeStacksCommand({ StackName: stackId }), { abortSignal: signal });
  const status = await retrying(describe, options).then(
    (answer) => answer.Stacks?.[0]?.StackStatus,
    (error) => {
      signal?.throwIfAborted();
      const hint = isAccessDenied(error) ? '; the role of this function needs cloudformation:DescribeStacks on it' : '';
      throw new OutsideError(`the status of stack '${stackId}' could not be read${hint}`, { cause: error });
    },
  );
  if (status === undefined) throw new OutsideError(`CloudFormation describes no stack '${stackId}'`);
  return status;
}

/** True while CloudFormation undoes a creation or an update, and when that itself has failed. */
export function isRollingBack(status: string): boolean {
  return /^(UPDATE_|IMPORT_)?ROLLBACK_/.test(status);
}
