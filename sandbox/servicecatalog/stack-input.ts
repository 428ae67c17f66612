import type { Host } from '../core/host.ts';
import { partitionOf } from '../core/partition.ts';
import type { Scope } from '../core/store.ts';
import { portfolioArn, productArn } from './needs.ts';
import type { KeptTag, Requested, StackParameter } from './records.ts';
import { merged } from './tags.ts';
import { putForLaunch } from './template-bucket.ts';

/** What a stack is made or changed by. */
export type StackRequest = {
  readonly stackName: string;
  readonly provisionedProduct: { readonly id: string; readonly name: string };
  readonly requested: Requested;
  readonly parameters: readonly StackParameter[];
  readonly notificationArns: readonly string[];
  /** SHA-256 of the template in the store. */
  readonly template: string;
  readonly userArnSession: string;
  readonly token: string;
};

/** The members that CreateStack, UpdateStack and CreateChangeSet have in common. */
export type StackInput = {
  readonly StackName: string;
  readonly TemplateURL: string;
  readonly Parameters: readonly StackParameter[];
  readonly Capabilities: readonly string[];
  readonly Tags: readonly KeptTag[];
  readonly NotificationARNs?: readonly string[];
  readonly ClientRequestToken: string;
};

/** The service grants every capability: who launches a product is not asked. */
const capabilities = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];

/** What a stack of a launch is asked for with; its template lies where CloudFormation can read it. */
export async function stackInput(host: Host, scope: Scope, request: StackRequest): Promise<StackInput> {
  const { stackName, parameters, notificationArns, requested, token } = request;
  return {
    StackName: stackName,
    TemplateURL: await putForLaunch(host, scope.region, host.store.blobsOf('servicecatalog').get(request.template)),
    Parameters: parameters,
    Capabilities: capabilities,
    Tags: merged(requested.tags, autoTags(scope, request)),
    ...(notificationArns.length > 0 && { NotificationARNs: notificationArns }),
    ClientRequestToken: token,
  };
}

/** Tags by which everything of a launch is found again [D]. */
function autoTags(
  { account, region }: Scope,
  { requested, provisionedProduct, userArnSession }: StackRequest,
): KeptTag[] {
  const place = { account, region, partition: partitionOf(region) };
  const { id, name } = provisionedProduct;
  const values = {
    provisionedProductArn: `arn:${place.partition}:servicecatalog:${region}:${account}:stack/${name}/${id}`,
    productArn: productArn(place, requested.productId, requested.productOwner),
    provisioningArtifactIdentifier: requested.artifactId,
    portfolioArn: portfolioArn(place, requested.portfolioId, requested.portfolioOwner),
    provisioningPrincipalArn: userArnSession,
  };
  return Object.entries(values).map(([key, Value]) => ({ Key: `aws:servicecatalog:${key}`, Value }));
}
