import { isAwsError } from '../core/aws-error.ts';
import type { Task } from '../core/clock.ts';
import { ConnectionLost } from '../core/faults.ts';
import type { Host } from '../core/host.ts';
import type { Scope } from '../core/store.ts';
import type { Plan } from './plan-record.ts';
import { shelfOf } from './shelf.ts';
import type { AskCloudFormation } from './stack-calls.ts';
import { cloudFormationFor } from './stack-calls.ts';
import { stackInput } from './stack-input.ts';

/** The pause between two looks at a change set, in milliseconds of the clock. */
const pauseMs = 500;

/** Has CloudFormation make the change set of a plan; returns at once. */
export function beginPlan(host: Host, scope: Scope, planId: string): void {
  host.clock.at(host.clock.now(), () => {
    void host.clock.run((task) => carryOut({ host, scope, planId, task }));
  });
}

type Work = { readonly host: Host; readonly scope: Scope; readonly planId: string; readonly task: Task };

async function carryOut(work: Work): Promise<void> {
  const { host, scope, planId } = work;
  const plan = shelfOf(host, scope).plans.get(planId);
  if (plan?.status !== 'CREATE_IN_PROGRESS') return;
  try {
    const ask = askFor(host, scope, plan);
    const changeSetArn = plan.changeSetArn ?? (await made(work, plan, ask));
    note(work, { changeSetArn });
    const { status, reason } = await follow(work, ask, changeSetArn);
    note(
      work,
      status === 'CREATE_COMPLETE' ? { status: 'CREATE_SUCCESS' } : { status: 'CREATE_FAILED', statusMessage: reason },
    );
  } catch (error) {
    const statusMessage = isAwsError(error) || error instanceof ConnectionLost ? error.message : String(error);
    note(work, { status: 'CREATE_FAILED', statusMessage });
  }
}

/** The way to CloudFormation with the permissions that a plan is carried out with. */
export function askFor(host: Host, scope: Scope, { caller, order }: Plan): AskCloudFormation {
  return cloudFormationFor(host, scope, { caller, requested: order.requested });
}

async function made({ host, scope }: Work, plan: Plan, ask: AskCloudFormation): Promise<string> {
  const { ClientRequestToken: ClientToken, ...input } = await stackInput(host, scope, {
    stackName: plan.stackName,
    provisionedProduct: { id: plan.provisionedProductId, name: plan.provisionedProductName },
    ...plan.order,
    userArnSession: plan.userArnSession,
    token: plan.id,
  });
  const ChangeSetType = plan.launches ? 'CREATE' : 'UPDATE';
  const { Id = '' } = await ask<{ readonly Id?: string }>('CreateChangeSet', {
    ...input,
    ClientToken,
    ChangeSetName: plan.changeSetName,
    ChangeSetType,
  });
  return Id;
}

type ChangeSet = { readonly Status?: string; readonly StatusReason?: string };

async function follow({ task }: Work, ask: AskCloudFormation, ChangeSetName: string) {
  for (;;) {
    const { Status = '', StatusReason = '' } = await ask<ChangeSet>('DescribeChangeSet', { ChangeSetName });
    if (!/_(IN_PROGRESS|PENDING)$/u.test(Status)) return { status: Status, reason: StatusReason };
    await task.sleep(pauseMs);
  }
}

function note({ host, scope, planId }: Work, change: Partial<Plan>): void {
  const { plans } = shelfOf(host, scope);
  const plan = plans.get(planId);
  if (plan !== undefined) plans.put(planId, { ...plan, ...change, updatedAt: host.clock.now() });
}

/** Takes up the plans that were being made when the sandbox was stopped. */
export function resumePlans(host: Host, scope: Scope): void {
  for (const { id, status } of shelfOf(host, scope).plans.values())
    if (status === 'CREATE_IN_PROGRESS') beginPlan(host, scope, id);
}
