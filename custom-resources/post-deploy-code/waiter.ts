import { StartExecutionCommand, type StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { FactoryError } from '#lib/errors.ts';
import { isNamed, type RetryOptions, retrying } from '#lib/handler/aws-errors.ts';
import type { Pending } from '#lib/handler/custom-resource.ts';
import type { CustomResourceEvent } from '#lib/handler/custom-resource-event.ts';
import type { Json } from '#lib/parameters.ts';

/**
 * One look at work that goes on, as it travels through the waiter's executions.
 *
 * The request is in it whole, the presigned ResponseURL included, because the look that finds the work done has to answer.
 * So the URL is in the execution's history. Whoever can read that (states:GetExecutionHistory in this account) could answer
 * this one request in the resource's name until the URL expires, and nothing else: it is a PUT of one object. They read the
 * template's values there as well, which they can do anyway. Keeping the URL elsewhere would take a table and a key for each
 * product and move the same permission there. The waiter logs no execution data, and nothing here logs the event.
 */
export type Poll = {
  readonly request: CustomResourceEvent;
  readonly state: Json;
  readonly afterSeconds: number;
  /** Milliseconds since 1970. After it, work that is still going on has failed. */
  readonly deadline: number;
};

/** What the waiter invokes the function with. */
export type WaiterEvent =
  | { readonly poll: Poll }
  | { readonly giveUp: { readonly request: CustomResourceEvent; readonly failure: WaiterFailure } };

/** An error as Step Functions catches it; for a function, `Cause` is JSON with `errorMessage`. */
export type WaiterFailure = { readonly Error?: string; readonly Cause?: string };

/** What the waiter reads from a look. */
export type LookResult =
  | { readonly done: true; readonly poll: Record<string, never> }
  | { readonly done: false; readonly poll: Poll };

/** The one call that is needed of a Step Functions client. */
export type ExecutionStarter = { send(command: StartExecutionCommand): Promise<StartExecutionCommandOutput> };

/** Looks at least this far apart: a loop is some ten events, and an execution ends with a failure at 25,000. */
const SHORTEST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 900;
/** A state of Step Functions holds 256 KiB; the request takes its share. Beyond that an execution ends uncaught. */
const STATE_LIMIT_BYTES = 100_000;

/** When work has to be done, so that the answer comes before CloudFormation stops waiting for it. */
export function deadlineFor(serviceTimeoutSeconds: number, now: number): number {
  const margin = Math.min(60, serviceTimeoutSeconds / 5);
  return now + Math.round((serviceTimeoutSeconds - margin) * 1_000);
}

/** The next look: not too soon, and the last one at the deadline. */
export function nextPoll(
  next: Pending['pending'],
  { request, deadline }: Pick<Poll, 'request' | 'deadline'>,
  now: number,
): Poll {
  const bytes = Buffer.byteLength(JSON.stringify(next.state) ?? '');
  if (bytes > STATE_LIMIT_BYTES) {
    throw new FactoryError(
      'STATE_TOO_LARGE',
      `the state of pending work has ${bytes} bytes, ${STATE_LIMIT_BYTES} is the limit`,
    );
  }
  if (now >= deadline)
    throw new FactoryError('NOT_DONE_IN_TIME', 'the work is still going on, and CloudFormation waits no longer');
  const wished = Math.min(LONGEST_WAIT_SECONDS, Math.max(SHORTEST_WAIT_SECONDS, Math.ceil(next.afterSeconds)));
  const left = Math.max(1, Math.ceil((deadline - now) / 1_000));
  return { request, deadline, state: next.state ?? null, afterSeconds: Math.min(wished, left) };
}

/** Starts the waiter. A duplicate delivery of the request finds it started: the name is made of the request. */
export async function startWaiter(
  client: ExecutionStarter,
  stateMachineArn: string,
  poll: Poll,
  retry: RetryOptions,
): Promise<void> {
  const name = `${poll.request.LogicalResourceId.slice(0, 40)}-${poll.request.RequestId}`
    .replace(/[^\w-]/g, '-')
    .slice(0, 80);
  const input = JSON.stringify({ done: false, poll });
  try {
    await retrying(() => client.send(new StartExecutionCommand({ stateMachineArn, name, input })), retry);
  } catch (error) {
    if (!isNamed(error, 'ExecutionAlreadyExists')) throw error;
  }
}

/** Why the waiter gave up, in one line: the cause of a failed function is JSON with a trace in it. */
export function failureText({ Error: name = 'unknown error', Cause: cause = '' }: WaiterFailure): string {
  try {
    const { errorMessage } = JSON.parse(cause);
    return `${name}: ${String(errorMessage)}`;
  } catch {
    return cause === '' ? name : `${name}: ${cause.split('\n')[0]?.slice(0, 200)}`;
  }
}
