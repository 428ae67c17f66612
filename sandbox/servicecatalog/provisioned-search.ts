import type { ProvisionedProductAttribute, SortOrder } from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { provisionedDetail } from './details.ts';
import { invalid } from './errors.ts';
import type { ProvisionedProduct } from './records.ts';
import { shelfOfAccount } from './shelf.ts';

/** A provisioned product as the search shows it. */
export function attributesOf(call: Call, provisioned: ProvisionedProduct): ProvisionedProductAttribute {
  const { LaunchRoleArn: _, ...detail } = provisionedDetail(call, provisioned);
  const { current, stackId } = provisioned;
  const { products, artifacts } = shelfOfAccount(call, current.productOwner);
  const productName = products.get(current.productId)?.name;
  const artifactName = artifacts.get(current.artifactId)?.name;
  return {
    ...detail,
    Tags: [...current.tags],
    ...(stackId !== undefined && { PhysicalId: stackId }),
    ...(productName !== undefined && { ProductName: productName }),
    ...(artifactName !== undefined && { ProvisioningArtifactName: artifactName }),
    UserArn: provisioned.userArn,
    UserArnSession: provisioned.userArnSession,
  };
}

/** Keys that a query may name [D], and what they stand for. */
const keys: Readonly<Record<string, (one: ProvisionedProductAttribute) => readonly (string | undefined)[]>> = {
  arn: ({ Arn }) => [Arn],
  createdtime: ({ CreatedTime }) => [CreatedTime?.toISOString()],
  id: ({ Id }) => [Id],
  idempotencytoken: ({ IdempotencyToken }) => [IdempotencyToken],
  lastrecordid: ({ LastRecordId }) => [LastRecordId],
  lastprovisioningrecordid: ({ LastProvisioningRecordId }) => [LastProvisioningRecordId],
  lastsuccessfulprovisioningrecordid: ({ LastSuccessfulProvisioningRecordId }) => [LastSuccessfulProvisioningRecordId],
  name: ({ Name }) => [Name],
  physicalid: ({ PhysicalId }) => [PhysicalId],
  productid: ({ ProductId }) => [ProductId],
  productname: ({ ProductName }) => [ProductName],
  provisioningartifactid: ({ ProvisioningArtifactId }) => [ProvisioningArtifactId],
  provisioningartifactname: ({ ProvisioningArtifactName }) => [ProvisioningArtifactName],
  status: ({ Status }) => [Status],
  tags: ({ Tags }) => (Tags ?? []).flatMap(({ Key, Value }) => [Key, Value]),
  type: ({ Type }) => [Type],
  userarn: ({ UserArn }) => [UserArn],
  userarnsession: ({ UserArnSession }) => [UserArnSession],
};

/** Whether a query finds a launch: `status:AVAILABLE`, with `*` for any letters, or a text that is looked for everywhere. */
export function matchesQuery(one: ProvisionedProductAttribute, query: string): boolean {
  const [, key = '', wanted = ''] = /^([A-Za-z]+):(.*)$/su.exec(query) ?? [];
  const values = keys[key.toLowerCase()];
  if (values !== undefined) return values(one).some((value) => value !== undefined && likeness(wanted).test(value));
  const everywhere = Object.values(keys).flatMap((of) => of(one));
  return everywhere.some((value) => value?.toLowerCase().includes(query.toLowerCase()));
}

function likeness(text: string): RegExp {
  const pattern = text.replace(/[.+?^${}()|[\]\\]/gu, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`, 'iu');
}

const sortKeys = { arn: 'Arn', id: 'Id', name: 'Name', lastRecordId: 'LastRecordId' } as const;

/** Launches in the order that was asked for; as they were made, where none was. @throws AwsError */
export function inOrder(
  found: readonly ProvisionedProductAttribute[],
  { SortBy, SortOrder }: { readonly SortBy?: string | undefined; readonly SortOrder?: SortOrder | undefined },
): ProvisionedProductAttribute[] {
  const direction = SortOrder === 'DESCENDING' ? -1 : 1;
  if (SortBy === undefined) return direction === 1 ? [...found] : found.toReversed();
  const member = Object.entries(sortKeys).find(([key]) => key === SortBy)?.[1];
  if (member === undefined) throw invalid(`SortBy must be one of ${Object.keys(sortKeys).join(', ')}, got ${SortBy}`);
  const textOf = (one: ProvisionedProductAttribute) => one[member] ?? '';
  return found.toSorted((a, b) => (textOf(a) < textOf(b) ? -direction : direction));
}
