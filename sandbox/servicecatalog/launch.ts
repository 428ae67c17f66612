import type {
  ProvisionProductCommandInput,
  ProvisionProductOutput,
  RecordDetail,
  TerminateProvisionedProductCommandInput,
  TerminateProvisionedProductOutput,
  UpdateProvisionedProductCommandInput,
  UpdateProvisionedProductOutput,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { recordDetail } from './details.ts';
import { duplicate, invalid } from './errors.ts';
import { onProduct, userOf } from './needs.ts';
import type { Order } from './order.ts';
import { launchOrder, updateOrder } from './order.ts';
import type { ProvisionedNaming } from './provisioned-lookup.ts';
import { needsOn, provisionedNamed } from './provisioned-lookup.ts';
import type { ProvisionedProduct, RecordType, WorkRecord } from './records.ts';
import { required } from './shapes.ts';
import { found, shelf } from './shelf.ts';
import { once } from './tokens.ts';
import type { Workshop } from './work.ts';

/** Launch, change and termination of products: each makes a record and leaves the work to the workshop. */
export function launchOperations(workshop: Workshop) {
  return {
    ProvisionProduct: provision(workshop),
    UpdateProvisionedProduct: update(workshop),
    TerminateProvisionedProduct: terminate(workshop),
  };
}

function provision(workshop: Workshop) {
  return operation<ProvisionProductCommandInput, ProvisionProductOutput>({
    needs: ({ ProductId }, call) => onProduct(call, 'ProvisionProduct', ProductId),
    run: async (input, call) => {
      const { ProvisionedProductName: name, ProvisionToken: token } = required(input, 'ProvisionedProductName');
      const made = await once(call, { operation: 'ProvisionProduct', token, input }, async () => {
        const order = await launchOrder(call, input);
        assertFree(call, name);
        const provisioned = newProvisioned(call, { name, order, token: token ?? call.host.ids.uuid() });
        shelf(call).provisioned.put(provisioned.id, provisioned);
        return put(call, newRecord(call, { provisioned, type: 'PROVISION_PRODUCT', order }));
      });
      return begun(call, workshop, made);
    },
  });
}

/** A name is free until the launch that has it is terminated. */
export function assertFree(call: Call, name: string): void {
  if (
    shelf(call)
      .provisioned.values()
      .some((one) => one.name === name)
  )
    throw duplicate(`A provisioned product named ${name} already exists.`);
}

/** A launch that is about to be. Its last record is set when the record is put. */
export function newProvisioned(
  call: Call,
  { name, order, token }: { readonly name: string; readonly order: Order; readonly token: string },
): ProvisionedProduct {
  const id = `pp-${call.host.ids.lower(13)}`;
  return {
    id,
    name,
    status: 'UNDER_CHANGE',
    createdAt: call.host.clock.now(),
    token,
    current: order.requested,
    stackName: `SC-${call.account}-${id}`,
    lastRecordId: '',
    lastProvisioningRecordId: '',
    ...userOf(call.caller),
  };
}

type Ordered = {
  readonly provisioned: ProvisionedProduct;
  readonly type: RecordType;
  readonly order: Order;
  readonly plan?: WorkRecord['plan'];
};

export function newRecord(call: Call, { provisioned, type, order, plan }: Ordered): WorkRecord {
  const now = call.host.clock.now();
  return {
    id: `rec-${call.host.ids.lower(13)}`,
    type,
    status: 'CREATED',
    createdAt: now,
    updatedAt: now,
    provisionedProductId: provisioned.id,
    provisionedProductName: provisioned.name,
    ...order,
    errors: [],
    outputs: [],
    ...userOf(call.caller),
    caller: call.caller,
    retainResources: false,
    ignoreErrors: false,
    ...(plan !== undefined && { plan }),
    begun: false,
  };
}

/** Keeps a record, and turns its provisioned product to it. @returns its id */
export function put(call: Call, record: WorkRecord): string {
  const { work, provisioned } = shelf(call);
  const old = found(provisioned.get(record.provisionedProductId), 'Provisioned product', record.provisionedProductId);
  const { statusMessage: _, ...rest } = old;
  work.put(record.id, record);
  provisioned.put(old.id, {
    ...rest,
    status: 'UNDER_CHANGE',
    lastRecordId: record.id,
    ...(record.type !== 'TERMINATE_PROVISIONED_PRODUCT' && { lastProvisioningRecordId: record.id }),
  });
  return record.id;
}

/** The answer to a request that began a piece of work. A repeated request finds the record as it is by now. */
export function begun(
  call: Call,
  workshop: Workshop,
  { id, isNew }: { readonly id: string; readonly isNew: boolean },
): { readonly RecordDetail: RecordDetail } {
  const record = found(shelf(call).work.get(id), 'Record', id);
  if (isNew) workshop.begin({ account: call.account, region: call.region }, id);
  return { RecordDetail: recordDetail(call, record) };
}

type Naming = {
  readonly ProvisionedProductId?: string | undefined;
  readonly ProvisionedProductName?: string | undefined;
};

function naming({ ProvisionedProductId, ProvisionedProductName }: Naming): ProvisionedNaming {
  return { id: ProvisionedProductId, name: ProvisionedProductName };
}

function update(workshop: Workshop) {
  return operation<UpdateProvisionedProductCommandInput, UpdateProvisionedProductOutput>({
    needs: (input, call) => needsOn(call, 'UpdateProvisionedProduct', naming(input)),
    run: async (input, call) => {
      const { UpdateToken: token } = input;
      const made = await once(call, { operation: 'UpdateProvisionedProduct', token, input }, async () => {
        const { id } = provisionedNamed(call, naming(input));
        const order = await updateOrder(call, provisionedNamed(call, { id }), input);
        const provisioned = changeable(provisionedNamed(call, { id }));
        return put(call, newRecord(call, { provisioned, type: 'UPDATE_PROVISIONED_PRODUCT', order }));
      });
      return begun(call, workshop, made);
    },
  });
}

/** A launch can be changed while it rests, with a stack that runs. @throws AwsError */
export function changeable(provisioned: ProvisionedProduct): ProvisionedProduct {
  if (provisioned.status !== 'AVAILABLE' && provisioned.status !== 'TAINTED')
    throw invalid(
      `Provisioned product ${provisioned.id} is ${provisioned.status}: only AVAILABLE and TAINTED ones can be updated.`,
    );
  return provisioned;
}

function terminate(workshop: Workshop) {
  return operation<TerminateProvisionedProductCommandInput, TerminateProvisionedProductOutput>({
    needs: (input, call) => needsOn(call, 'TerminateProvisionedProduct', naming(input)),
    run: async (input, call) => {
      const { TerminateToken: token, IgnoreErrors = false, RetainPhysicalResources = false } = input;
      const made = await once(call, { operation: 'TerminateProvisionedProduct', token, input }, () => {
        const provisioned = provisionedNamed(call, naming(input));
        if (provisioned.status === 'UNDER_CHANGE' || provisioned.status === 'PLAN_IN_PROGRESS')
          throw invalid(`Provisioned product ${provisioned.id} is ${provisioned.status} and cannot be terminated now.`);
        const order = { requested: provisioned.current, parameters: [], notificationArns: [], template: '' };
        const record = newRecord(call, { provisioned, type: 'TERMINATE_PROVISIONED_PRODUCT', order });
        return put(call, { ...record, ignoreErrors: IgnoreErrors, retainResources: RetainPhysicalResources });
      });
      return begun(call, workshop, made);
    },
  });
}
