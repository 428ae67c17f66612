import { AwsError, isAwsError } from '../core/aws-error.ts';
import type { Task } from '../core/clock.ts';
import { ConnectionLost } from '../core/faults.ts';
import type { Host } from '../core/host.ts';
import type { ServiceEvent } from '../core/service.ts';
import type { Scope } from '../core/store.ts';
import { refused, settled } from './conclude.ts';
import type { ProvisionedProduct, WorkRecord } from './records.ts';
import type { Shelf } from './shelf.ts';
import { shelfOf } from './shelf.ts';
import type { AskCloudFormation, Stack } from './stack-calls.ts';
import { cloudFormationFor, stackOf } from './stack-calls.ts';
import { stackInput } from './stack-input.ts';

/** The part of the service that works while nobody waits for an answer. */
export type Workshop = {
  /** Takes up a record; returns at once. */
  readonly begin: (scope: Scope, recordId: string) => void;
  /** Told of what happens to stacks. */
  readonly hear: (event: ServiceEvent) => void;
};

/** The first pause between two looks at a stack, and the longest, in milliseconds of the clock. */
const [firstPauseMs, longestPauseMs] = [10, 30_000];

/** Opens a workshop without work. */
export function openWorkshop(host: Host): Workshop {
  const awaited = new Map<string, PromiseWithResolvers<void>>();
  const change = (stackId: string) => {
    const waiting = awaited.get(stackId) ?? Promise.withResolvers<void>();
    awaited.set(stackId, waiting);
    return waiting.promise;
  };
  return {
    begin: (scope, recordId) => {
      // A turn of the clock later, so that who asked sees the record as it was created. The timer does not wait for the
      // work: the clock would wait for the timer.
      host.clock.at(host.clock.now(), () => {
        void host.clock.run((task) => untilDone({ host, scope, recordId, task, change, shelf: shelfOf(host, scope) }));
      });
    },
    hear: ({ source, detail }) => {
      const stackId = source === 'aws.cloudformation' ? detail['stack-id'] : undefined;
      if (typeof stackId !== 'string') return;
      awaited.get(stackId)?.resolve();
      awaited.delete(stackId);
    },
  };
}

type Work = {
  readonly host: Host;
  readonly scope: Scope;
  readonly recordId: string;
  readonly task: Task;
  readonly change: (stackId: string) => Promise<void>;
  readonly shelf: Shelf;
};

/** How often a piece of work is begun anew when a connection breaks or a service is at fault, and the pause before. */
const [attempts, attemptPauseMs] = [5, 1000];

/** Carries a record out, whatever happens on the way: it ends as succeeded or failed. */
async function untilDone(work: Work): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await carryOut(work);
    } catch (error) {
      if (attempt < attempts && isPassing(error)) await work.task.sleep(attemptPauseMs * attempt);
      else return refused(work, isAwsError(error) ? error : mistake(error));
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true;
  return isAwsError(error) && ((error.isFault && error.status !== 501) || /^Throttling/u.test(error.code));
}

/** A mistake of ours is told where the launcher looks, not kept. */
function mistake(error: unknown): AwsError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError('InternalFailure', text, { status: 500 });
}

async function carryOut(work: Work): Promise<void> {
  const { host, scope, shelf, recordId } = work;
  const record = shelf.work.get(recordId);
  if (record === undefined || record.status === 'SUCCEEDED' || record.status === 'FAILED') return;
  note(work, { status: 'IN_PROGRESS' });
  const ask = cloudFormationFor(host, scope, record);
  if (!record.begun && !record.retainResources) await start(work, ask, record);
  const stack = record.retainResources ? undefined : await follow(work, ask);
  await settled({ host, shelf, recordId, ask, stack });
}

function note({ host, shelf, recordId }: Work, change: Partial<WorkRecord>): void {
  const record = shelf.work.get(recordId);
  if (record !== undefined) shelf.work.put(recordId, { ...record, ...change, updatedAt: host.clock.now() });
}

function provisionedOf({ shelf }: Work, { provisionedProductId }: WorkRecord): ProvisionedProduct | undefined {
  return shelf.provisioned.get(provisionedProductId);
}

/** Hands the work to CloudFormation, unless a sandbox that was stopped had done so already. */
async function start(work: Work, ask: AskCloudFormation, record: WorkRecord): Promise<void> {
  const { shelf } = work;
  const provisioned = provisionedOf(work, record);
  if (provisioned === undefined) return;
  const known = await stackOf(ask, provisioned.stackId ?? provisioned.stackName);
  const stackId = isTaken(record, known) ? known?.StackId : await hand(work, ask, { record, provisioned, known });
  const latest = provisionedOf(work, record);
  if (latest !== undefined && stackId !== undefined) shelf.provisioned.put(latest.id, { ...latest, stackId });
  note(work, { begun: true });
}

/** Whether a stack is what this record asked for, from before a restart. */
function isTaken({ type, createdAt, plan }: WorkRecord, stack: Stack | undefined): boolean {
  if (stack === undefined) return false;
  switch (type) {
    case 'PROVISION_PRODUCT':
      return plan === undefined || stack.StackStatus !== 'REVIEW_IN_PROGRESS';
    case 'UPDATE_PROVISIONED_PRODUCT':
      return stack.LastUpdatedTime !== undefined && stack.LastUpdatedTime.getTime() >= createdAt;
    case 'TERMINATE_PROVISIONED_PRODUCT':
      return /^DELETE_(IN_PROGRESS|COMPLETE)$/u.test(stack.StackStatus);
    default:
      return type satisfies never;
  }
}

type Handing = {
  readonly record: WorkRecord;
  readonly provisioned: ProvisionedProduct;
  readonly known: Stack | undefined;
};

async function hand(work: Work, ask: AskCloudFormation, { record, provisioned, known }: Handing) {
  const { stackName } = provisioned;
  if (record.type === 'TERMINATE_PROVISIONED_PRODUCT') {
    if (known !== undefined) await ask('DeleteStack', { StackName: known.StackId, ClientRequestToken: record.id });
    return known?.StackId;
  }
  if (record.plan !== undefined) {
    await ask('ExecuteChangeSet', { ChangeSetName: record.plan.changeSetArn, ClientRequestToken: record.id });
    return known?.StackId;
  }
  const input = await stackInput(work.host, work.scope, {
    stackName,
    provisionedProduct: provisioned,
    requested: record.requested,
    parameters: record.parameters,
    notificationArns: record.notificationArns,
    template: record.template ?? '',
    userArnSession: record.userArnSession,
    token: record.id,
  });
  const operation = record.type === 'PROVISION_PRODUCT' ? 'CreateStack' : 'UpdateStack';
  const { StackId } = await ask<{ readonly StackId?: string }>(operation, input);
  return StackId;
}

/** Looks at the stack until it rests. */
async function follow(work: Work, ask: AskCloudFormation): Promise<Stack | undefined> {
  const record = work.shelf.work.get(work.recordId);
  const stackId = record === undefined ? undefined : provisionedOf(work, record)?.stackId;
  if (stackId === undefined) return undefined;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 1.5, longestPauseMs)) {
    // Heard from now on, so that nothing happens unheard between the look and the wait.
    const changed = work.change(stackId);
    const stack = await stackOf(ask, stackId);
    if (stack === undefined || !/_IN_PROGRESS$/u.test(stack.StackStatus)) return stack;
    if (/ROLLBACK/u.test(stack.StackStatus) && work.shelf.work.get(work.recordId)?.status === 'IN_PROGRESS')
      note(work, { status: 'IN_PROGRESS_IN_ERROR' });
    await work.task.wait(changed, pause);
  }
}

/** Takes up what was under way when the sandbox was stopped. */
export function resumeWork(host: Host, workshop: Workshop, scope: Scope): void {
  for (const { id, status } of shelfOf(host, scope).work.values())
    if (status !== 'SUCCEEDED' && status !== 'FAILED') workshop.begin(scope, id);
}
