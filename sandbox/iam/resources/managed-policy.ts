import type {
  CreatePolicyCommandOutput,
  GetPolicyCommandOutput,
  ListEntitiesForPolicyCommandOutput,
  ListPolicyVersionsCommandOutput,
} from '@aws-sdk/client-iam';
import type { Properties, ResourceProvider, ResourceRequest, ResourceState } from '../../core/resource-provider.ts';
import type { Ask } from './ask.ts';
import { askOf, makeOnce, unlessGone } from './ask.ts';
import { beyond, documentIn, textIn, textsIn } from './properties.ts';

/** The lists of a template that say who gets the policy, and what IAM calls them. */
const holders = { Roles: 'Role', Users: 'User', Groups: 'Group' } as const;
const mostVersions = 5;

/** `AWS::IAM::ManagedPolicy`, by the calls that its handler declares. `Ref` is the ARN. */
export const managedPolicy: ResourceProvider = {
  type: 'AWS::IAM::ManagedPolicy',
  create: async (request) => {
    const ask = askOf(request);
    const arn = await makeOnce(request, () => createPolicy(ask, request));
    await changeHolders(ask, arn, { properties: request.properties, previous: {} });
    return stateOf(ask, arn);
  },
  update: async (request) => {
    const { physicalId, properties, previous } = request;
    const ask = askOf(request);
    const document = documentIn(properties, 'PolicyDocument');
    if (document !== documentIn(previous, 'PolicyDocument')) await addVersion(ask, physicalId, document);
    await changeHolders(ask, physicalId, { properties, previous });
    return stateOf(ask, physicalId);
  },
  delete: async (request) => unlessGone(removePolicy(askOf(request), request)),
};

async function createPolicy(ask: Ask, { properties, generateName }: ResourceRequest): Promise<string> {
  const { Policy } = await ask<CreatePolicyCommandOutput>('CreatePolicy', {
    PolicyName: textIn(properties, 'ManagedPolicyName') ?? generateName({ maxLength: 128 }),
    PolicyDocument: documentIn(properties, 'PolicyDocument'),
    Path: textIn(properties, 'Path'),
    Description: textIn(properties, 'Description'),
  });
  return Policy?.Arn ?? '';
}

/** The oldest version that is not in force makes room for the new one. */
async function addVersion(ask: Ask, PolicyArn: string, PolicyDocument: string): Promise<void> {
  const { Versions = [] } = await ask<ListPolicyVersionsCommandOutput>('ListPolicyVersions', { PolicyArn });
  const oldest = Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true).at(-1);
  if (Versions.length >= mostVersions && oldest !== undefined) {
    await ask('DeletePolicyVersion', { PolicyArn, VersionId: oldest.VersionId });
  }
  await ask('CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true });
}

async function changeHolders(
  ask: Ask,
  PolicyArn: string,
  { properties, previous }: { readonly properties: Properties; readonly previous: Properties },
): Promise<void> {
  for (const [list, noun] of Object.entries(holders)) {
    const names = textsIn(properties, list);
    const before = textsIn(previous, list);
    for (const name of beyond(names, before)) await ask(`Attach${noun}Policy`, { [`${noun}Name`]: name, PolicyArn });
    for (const name of beyond(before, names)) {
      await unlessGone(ask(`Detach${noun}Policy`, { [`${noun}Name`]: name, PolicyArn }));
    }
  }
}

/** Whoever got the policy elsewhere keeps it, and with it IAM refuses to delete it, as on AWS. */
async function removePolicy(
  ask: Ask,
  { physicalId: PolicyArn, properties }: ResourceRequest & { readonly physicalId: string },
): Promise<void> {
  await ask('GetPolicy', { PolicyArn });
  const entities = await ask<ListEntitiesForPolicyCommandOutput>('ListEntitiesForPolicy', { PolicyArn });
  const attached = new Set([
    ...(entities.PolicyRoles ?? []).map(({ RoleName }) => `Role/${RoleName}`),
    ...(entities.PolicyUsers ?? []).map(({ UserName }) => `User/${UserName}`),
    ...(entities.PolicyGroups ?? []).map(({ GroupName }) => `Group/${GroupName}`),
  ]);
  for (const [list, noun] of Object.entries(holders)) {
    for (const name of textsIn(properties, list)) {
      if (attached.has(`${noun}/${name}`)) await ask(`Detach${noun}Policy`, { [`${noun}Name`]: name, PolicyArn });
    }
  }
  const { Versions = [] } = await ask<ListPolicyVersionsCommandOutput>('ListPolicyVersions', { PolicyArn });
  for (const { VersionId, IsDefaultVersion } of Versions) {
    if (IsDefaultVersion !== true) await ask('DeletePolicyVersion', { PolicyArn, VersionId });
  }
  await ask('DeletePolicy', { PolicyArn });
}

async function stateOf(ask: Ask, PolicyArn: string): Promise<ResourceState> {
  const { Policy } = await ask<GetPolicyCommandOutput>('GetPolicy', { PolicyArn });
  return {
    physicalId: PolicyArn,
    attributes: {
      PolicyArn,
      PolicyId: Policy?.PolicyId,
      DefaultVersionId: Policy?.DefaultVersionId,
      AttachmentCount: Policy?.AttachmentCount,
      PermissionsBoundaryUsageCount: Policy?.PermissionsBoundaryUsageCount,
      IsAttachable: Policy?.IsAttachable,
      CreateDate: Policy?.CreateDate?.toISOString(),
      UpdateDate: Policy?.UpdateDate?.toISOString(),
    },
  };
}
