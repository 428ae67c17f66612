import type {
  CreateProvisionedProductPlanCommandInput,
  CreateProvisionedProductPlanOutput,
  DeleteProvisionedProductPlanCommandInput,
  DescribeProvisionedProductPlanCommandInput,
  DescribeProvisionedProductPlanOutput,
  ExecuteProvisionedProductPlanCommandInput,
  ExecuteProvisionedProductPlanOutput,
  ListProvisionedProductPlansCommandInput,
  ListProvisionedProductPlansOutput,
  ProvisionedProductPlanDetails,
} from '@aws-sdk/client-service-catalog';
import { isAwsError } from '../core/aws-error.ts';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { invalid, invalidState } from './errors.ts';
import { isWithin, levelFrom } from './history.ts';
import { begun, changeable, newProvisioned, newRecord, put } from './launch.ts';
import { atLevel, levelOf, userOf } from './needs.ts';
import { launchOrder, updateOrder } from './order.ts';
import { paged } from './paging.ts';
import type { Plan } from './plan-record.ts';
import { askFor, beginPlan } from './plan-work.ts';
import type { ProvisionedProduct } from './records.ts';
import type { StackChange } from './resource-changes.ts';
import { resourceChange } from './resource-changes.ts';
import { required } from './shapes.ts';
import { found, shelf } from './shelf.ts';
import { once } from './tokens.ts';
import type { Workshop } from './work.ts';

/** Plans: changes that are looked at before they are carried out. */
export function planOperations(workshop: Workshop) {
  return {
    CreateProvisionedProductPlan: create,
    DescribeProvisionedProductPlan: describe,
    ListProvisionedProductPlans: list,
    ExecuteProvisionedProductPlan: execute(workshop),
    DeleteProvisionedProductPlan: remove,
  };
}

const create = operation<CreateProvisionedProductPlanCommandInput, CreateProvisionedProductPlanOutput>({
  needs: ({ ProvisionedProductName = '' }, call) => {
    const existing = named(call, ProvisionedProductName);
    return atLevel('CreateProvisionedProductPlan', existing === undefined ? 'User' : levelOf(call.caller, existing));
  },
  run: async (input, call) => {
    const given = required(
      input,
      'PlanName',
      'PlanType',
      'ProductId',
      'ProvisionedProductName',
      'ProvisioningArtifactId',
    );
    if (given.PlanType !== 'CLOUDFORMATION') throw invalid(`PlanType must be CLOUDFORMATION, got ${given.PlanType}`);
    const { IdempotencyToken: token } = input;
    const { id, isNew } = await once(call, { operation: 'CreateProvisionedProductPlan', token, input }, async () => {
      const plan = await newPlan(call, given);
      shelf(call).plans.put(plan.id, plan);
      return plan.id;
    });
    if (isNew) beginPlan(call.host, { account: call.account, region: call.region }, id);
    const plan = planNamed(call, id);
    return {
      PlanName: plan.name,
      PlanId: plan.id,
      ProvisionProductId: plan.provisionedProductId,
      ProvisionedProductName: plan.provisionedProductName,
      ProvisioningArtifactId: plan.order.requested.artifactId,
    };
  },
});

function named(call: Call, wanted: string): ProvisionedProduct | undefined {
  return shelf(call)
    .provisioned.values()
    .find(({ name }) => name === wanted);
}

type Given = CreateProvisionedProductPlanCommandInput & {
  readonly PlanName: string;
  readonly ProvisionedProductName: string;
};

/** A plan for the launch of that name: to make it where there is none, else to change it. */
async function newPlan(call: Call, input: Given): Promise<Plan> {
  const existing = named(call, input.ProvisionedProductName);
  const isOpen = shelf(call)
    .plans.values()
    .some(({ provisionedProductId, status }) => provisionedProductId === existing?.id && !status.startsWith('EXECUTE'));
  if (isOpen) throw invalidState(`Provisioned product ${existing?.id} has a plan already.`);
  const { ProvisioningParameters, NotificationArns, Tags, PathId, ProductId, ProvisioningArtifactId } = input;
  const wanted = { ProductId, ProvisioningArtifactId, PathId, Tags, NotificationArns, ProvisioningParameters };
  const order =
    existing === undefined
      ? await launchOrder(call, { ...wanted, ProvisionedProductName: input.ProvisionedProductName })
      : await updateOrder(call, changeable(existing), wanted);
  const fresh = () => newProvisioned(call, { name: input.ProvisionedProductName, order, token: call.host.ids.uuid() });
  const provisioned = existing ?? fresh();
  shelf(call).provisioned.put(provisioned.id, { ...provisioned, status: 'PLAN_IN_PROGRESS' });
  const now = call.host.clock.now();
  const id = `plan-${call.host.ids.lower(13)}`;
  return {
    id,
    name: input.PlanName,
    status: 'CREATE_IN_PROGRESS',
    createdAt: now,
    updatedAt: now,
    provisionedProductId: provisioned.id,
    provisionedProductName: provisioned.name,
    launches: existing === undefined,
    order,
    ...(existing !== undefined && {
      before: existing.status === 'TAINTED' ? ('TAINTED' as const) : ('AVAILABLE' as const),
    }),
    stackName: provisioned.stackName,
    changeSetName: id,
    ...userOf(call.caller),
    caller: call.caller,
  };
}

function planNamed(call: Call, id: string): Plan {
  return found(shelf(call).plans.get(id), 'Provisioned product plan', id);
}

function needsOnPlan(call: Call, action: string, id = '') {
  const plan = shelf(call).plans.get(id);
  return atLevel(action, plan === undefined ? 'Account' : levelOf(call.caller, plan));
}

const describe = operation<DescribeProvisionedProductPlanCommandInput, DescribeProvisionedProductPlanOutput>({
  needs: ({ PlanId }, call) => needsOnPlan(call, 'DescribeProvisionedProductPlan', PlanId),
  run: async (input, call) => {
    const plan = planNamed(call, required(input, 'PlanId').PlanId);
    const { items, next } = paged(await changesOf(call, plan), input);
    return { ProvisionedProductPlanDetails: details(plan), ResourceChanges: items.map(resourceChange), ...next };
  },
});

async function changesOf(call: Call, plan: Plan): Promise<readonly StackChange[]> {
  if (plan.status !== 'CREATE_SUCCESS') return [];
  const ask = askFor(call.host, shelf(call).scope, plan);
  const { Changes = [] } = await ask<{ readonly Changes?: readonly StackChange[] }>('DescribeChangeSet', {
    ChangeSetName: plan.changeSetArn,
  });
  return Changes;
}

function details(plan: Plan): ProvisionedProductPlanDetails {
  const { requested, parameters, notificationArns } = plan.order;
  return {
    ...summary(plan),
    CreatedTime: new Date(plan.createdAt),
    UpdatedTime: new Date(plan.updatedAt),
    PathId: requested.pathId,
    ProductId: requested.productId,
    Status: plan.status,
    NotificationArns: [...notificationArns],
    ProvisioningParameters: parameters.map(({ ParameterKey, ParameterValue, UsePreviousValue }) => ({
      Key: ParameterKey,
      ...(ParameterValue !== undefined && { Value: ParameterValue }),
      UsePreviousValue: UsePreviousValue === true,
    })),
    Tags: [...requested.tags],
    ...(plan.statusMessage !== undefined && { StatusMessage: plan.statusMessage }),
  };
}

function summary({ id, name, provisionedProductId, provisionedProductName, order }: Plan) {
  return {
    PlanName: name,
    PlanId: id,
    ProvisionProductId: provisionedProductId,
    ProvisionProductName: provisionedProductName,
    PlanType: 'CLOUDFORMATION' as const,
    ProvisioningArtifactId: order.requested.artifactId,
  };
}

const list = operation<ListProvisionedProductPlansCommandInput, ListProvisionedProductPlansOutput>({
  needs: ({ AccessLevelFilter }) => atLevel('ListProvisionedProductPlans', levelFrom(AccessLevelFilter)),
  run: (input, call) => {
    const { ProvisionProductId } = input;
    const plans = shelf(call)
      .plans.values()
      .filter((plan) => isWithin(call, plan, levelFrom(input.AccessLevelFilter)))
      .filter((plan) => ProvisionProductId === undefined || plan.provisionedProductId === ProvisionProductId);
    const { items, next } = paged(plans, input);
    return { ProvisionedProductPlans: items.map(summary), ...next };
  },
});

function execute(workshop: Workshop) {
  return operation<ExecuteProvisionedProductPlanCommandInput, ExecuteProvisionedProductPlanOutput>({
    needs: ({ PlanId }, call) => needsOnPlan(call, 'ExecuteProvisionedProductPlan', PlanId),
    run: async (input, call) => {
      const { PlanId, IdempotencyToken: token } = required(input, 'PlanId');
      const made = await once(call, { operation: 'ExecuteProvisionedProductPlan', token, input }, () => {
        const plan = planNamed(call, PlanId);
        const { changeSetArn } = plan;
        if (plan.status !== 'CREATE_SUCCESS' || changeSetArn === undefined)
          throw invalidState(`Plan ${PlanId} is ${plan.status} and cannot be executed.`);
        const { provisioned, plans } = shelf(call);
        const target = found(
          provisioned.get(plan.provisionedProductId),
          'Provisioned product',
          plan.provisionedProductId,
        );
        plans.put(PlanId, { ...plan, status: 'EXECUTE_IN_PROGRESS', updatedAt: call.host.clock.now() });
        const type = plan.launches ? 'PROVISION_PRODUCT' : 'UPDATE_PROVISIONED_PRODUCT';
        const record = newRecord(call, {
          provisioned: target,
          type,
          order: plan.order,
          plan: { id: PlanId, changeSetArn },
        });
        return put(call, record);
      });
      return begun(call, workshop, made);
    },
  });
}

const remove = operation<DeleteProvisionedProductPlanCommandInput, object>({
  needs: ({ PlanId }, call) => needsOnPlan(call, 'DeleteProvisionedProductPlan', PlanId),
  run: async (input, call) => {
    const plan = planNamed(call, required(input, 'PlanId').PlanId);
    if (plan.status.endsWith('IN_PROGRESS')) throw invalid(`Plan ${plan.id} is ${plan.status} and cannot be deleted.`);
    const isExecuted = plan.status.startsWith('EXECUTE');
    if (!isExecuted) await giveUp(call, plan, input.IgnoreErrors === true);
    const { plans, provisioned } = shelf(call);
    plans.delete(plan.id);
    const target = provisioned.get(plan.provisionedProductId);
    if (isExecuted || target === undefined) return {};
    if (plan.before === undefined) provisioned.delete(target.id);
    else provisioned.put(target.id, { ...target, status: plan.before });
    return {};
  },
});

/** Takes the change set away, and the stack that waits for it. */
async function giveUp(call: Call, plan: Plan, ignoresErrors: boolean): Promise<void> {
  try {
    const ask = askFor(call.host, shelf(call).scope, plan);
    if (plan.launches) await ask('DeleteStack', { StackName: plan.stackName });
    else if (plan.changeSetArn !== undefined) await ask('DeleteChangeSet', { ChangeSetName: plan.changeSetArn });
  } catch (error) {
    if (!ignoresErrors || !isAwsError(error)) throw error;
  }
}
