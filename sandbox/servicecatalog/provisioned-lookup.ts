import type { Need } from '../core/access.ts';
import type { Call } from '../core/service.ts';
import { provisionedProductArn } from './details.ts';
import { invalid, notFound } from './errors.ts';
import { atLevel, levelOf } from './needs.ts';
import type { ProvisionedProduct } from './records.ts';
import { shelf } from './shelf.ts';

/** How a request names a provisioned product: by id, or by name or ARN. */
export type ProvisionedNaming = { readonly id?: string | undefined; readonly name?: string | undefined };

/** @throws AwsError `ResourceNotFoundException` */
export function provisionedNamed(call: Call, naming: ProvisionedNaming): ProvisionedProduct {
  const provisioned = find(call, naming);
  if (provisioned === undefined) throw notFound('Provisioned product', naming.id ?? naming.name ?? '');
  return provisioned;
}

function find(call: Call, { id, name }: ProvisionedNaming): ProvisionedProduct | undefined {
  if ((id === undefined) === (name === undefined))
    throw invalid('You must provide the name or ID of the provisioned product, but not both.');
  const { provisioned } = shelf(call);
  if (id !== undefined) return provisioned.get(id);
  return provisioned.values().find((one) => one.name === name || provisionedProductArn(call, one) === name);
}

/** The permission for something on a provisioned product, with how close the caller is to who launched it. */
export function needsOn(call: Call, action: string, naming: ProvisionedNaming): Need[] {
  const provisioned = find(call, naming);
  return atLevel(action, provisioned === undefined ? 'Account' : levelOf(call.caller, provisioned));
}
