import type { ProvisionedProductStatus } from '@aws-sdk/client-service-catalog';
import type { AwsError } from '../core/aws-error.ts';
import type { Host } from '../core/host.ts';
import type { Output, PlanStatus, ProvisionedProduct, WorkRecord } from './records.ts';
import type { Shelf } from './shelf.ts';
import type { AskCloudFormation, Stack } from './stack-calls.ts';
import { failuresOf, refusalText } from './stack-calls.ts';

/** The place of a piece of work. */
export type Place = { readonly host: Host; readonly shelf: Shelf; readonly recordId: string };

type Settled = Place & {
  readonly ask: AskCloudFormation;
  /** The stack as it rests; undefined: there is none. */
  readonly stack: Stack | undefined;
};

/** Writes down how a piece of work ended. */
export async function settled({ host, shelf, recordId, ask, stack }: Settled): Promise<void> {
  const record = shelf.work.get(recordId);
  if (record === undefined) return;
  const isGood = hasSucceeded(record, stack);
  if (isGood || (record.type === 'TERMINATE_PROVISIONED_PRODUCT' && record.ignoreErrors)) {
    succeed({ host, shelf, recordId }, outputsOf(stack));
    return;
  }
  const reason = stack === undefined ? 'The stack is gone.' : await failuresOf(ask, stack, record.createdAt);
  // The words of AWS for a stack that failed are not documented; the reasons of its resources are what people look for.
  const errors = [{ Code: stack?.StackStatus ?? 'StackNotFound', Description: reason }];
  fail({ host, shelf, recordId }, { status: statusAfter(record, stack), errors });
}

/** CloudFormation, or IAM before it, refused the work. */
export function refused(place: Place, error: AwsError): void {
  const { host, shelf, recordId } = place;
  const record = shelf.work.get(recordId);
  if (record === undefined) return;
  if (record.type === 'TERMINATE_PROVISIONED_PRODUCT' && record.ignoreErrors) {
    succeed(place, []);
    return;
  }
  const isRole = error.message.startsWith('Access denied while assuming');
  const Description = isRole ? error.message : refusalText(error, host.ids.uuid());
  const status = record.type === 'PROVISION_PRODUCT' ? 'ERROR' : 'TAINTED';
  fail(place, { status, errors: [{ Code: error.code, Description }] });
}

function hasSucceeded({ type }: WorkRecord, stack: Stack | undefined): boolean {
  switch (type) {
    case 'PROVISION_PRODUCT':
      return stack?.StackStatus === 'CREATE_COMPLETE';
    case 'UPDATE_PROVISIONED_PRODUCT':
      return stack?.StackStatus === 'UPDATE_COMPLETE';
    case 'TERMINATE_PROVISIONED_PRODUCT':
      return stack === undefined || stack.StackStatus === 'DELETE_COMPLETE';
    default:
      return type satisfies never;
  }
}

/** A launch that failed has no stack that runs; an update that was rolled back has one, though not the one that was asked for. */
function statusAfter({ type }: WorkRecord, stack: Stack | undefined): ProvisionedProductStatus {
  switch (type) {
    case 'PROVISION_PRODUCT':
      return 'ERROR';
    case 'UPDATE_PROVISIONED_PRODUCT':
      return stack?.StackStatus === 'UPDATE_ROLLBACK_COMPLETE' ? 'TAINTED' : 'ERROR';
    case 'TERMINATE_PROVISIONED_PRODUCT':
      return 'TAINTED';
    default:
      return type satisfies never;
  }
}

/** The outputs of a stack; its ARN is always among them [R]. */
function outputsOf(stack: Stack | undefined): Output[] {
  if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return [];
  return [
    {
      OutputKey: 'CloudformationStackARN',
      OutputValue: stack.StackId,
      Description: 'The ARN of the launched Cloudformation Stack',
    },
    ...(stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '', Description }) => ({
      OutputKey,
      OutputValue,
      ...(Description !== undefined && { Description }),
    })),
  ];
}

function succeed({ host, shelf, recordId }: Place, outputs: readonly Output[]): void {
  const record = shelf.work.get(recordId);
  if (record === undefined) return;
  const provisioned = shelf.provisioned.get(record.provisionedProductId);
  if (record.type === 'TERMINATE_PROVISIONED_PRODUCT') shelf.provisioned.delete(record.provisionedProductId);
  else if (provisioned !== undefined) shelf.provisioned.put(provisioned.id, available(provisioned, record));
  shelf.work.put(recordId, { ...record, status: 'SUCCEEDED', outputs, updatedAt: host.clock.now() });
  concludePlan({ host, shelf, recordId }, 'EXECUTE_SUCCESS');
}

function available({ statusMessage: _, ...provisioned }: ProvisionedProduct, record: WorkRecord): ProvisionedProduct {
  return {
    ...provisioned,
    status: 'AVAILABLE',
    current: record.requested,
    lastSuccessfulProvisioningRecordId: record.id,
  };
}

type Failure = Pick<WorkRecord, 'errors'> & { readonly status: ProvisionedProductStatus };

function fail({ host, shelf, recordId }: Place, { status, errors }: Failure): void {
  const record = shelf.work.get(recordId);
  if (record === undefined) return;
  const provisioned = shelf.provisioned.get(record.provisionedProductId);
  const statusMessage = errors.map(({ Description }) => Description).join('; ');
  if (provisioned !== undefined) shelf.provisioned.put(provisioned.id, { ...provisioned, status, statusMessage });
  shelf.work.put(recordId, { ...record, status: 'FAILED', errors, updatedAt: host.clock.now() });
  concludePlan({ host, shelf, recordId }, 'EXECUTE_FAILED');
}

function concludePlan({ host, shelf, recordId }: Place, status: PlanStatus): void {
  const plan = shelf.plans.get(shelf.work.get(recordId)?.plan?.id ?? '');
  if (plan !== undefined) shelf.plans.put(plan.id, { ...plan, status, updatedAt: host.clock.now() });
}
