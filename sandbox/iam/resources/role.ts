import type { GetRoleCommandOutput } from '@aws-sdk/client-iam';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../core/resource-provider.ts';
import type { Ask } from './ask.ts';
import { askOf, makeOnce, unlessGone } from './ask.ts';
import { changeBoundary, changeTags } from './entity-changes.ts';
import type { Holder } from './holdings.ts';
import { addHoldings, changeHoldings, removeHoldings } from './holdings.ts';
import { documentIn, tagsIn, textIn } from './properties.ts';

const usualSessionSeconds = 3600;

/** `AWS::IAM::Role`, by the calls that its handler declares. `Ref` is the name, `Arn` and `RoleId` are attributes. */
export const role: ResourceProvider = {
  type: 'AWS::IAM::Role',
  create: async (request) => {
    const ask = askOf(request);
    const name = await makeOnce(request, () => createRole(ask, request));
    await addHoldings(ask, holderOf(name), request.properties);
    return stateOf(ask, name);
  },
  update: async (request) => {
    const { physicalId: RoleName, properties, previous } = request;
    const ask = askOf(request);
    const trust = documentIn(properties, 'AssumeRolePolicyDocument');
    if (trust !== documentIn(previous, 'AssumeRolePolicyDocument')) {
      await ask('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trust });
    }
    const [Description = '', before = ''] = [properties, previous].map((one) => textIn(one, 'Description'));
    const MaxSessionDuration = Number(properties['MaxSessionDuration'] ?? usualSessionSeconds);
    if (
      Description !== before ||
      MaxSessionDuration !== Number(previous['MaxSessionDuration'] ?? usualSessionSeconds)
    ) {
      await ask('UpdateRole', { RoleName, Description, MaxSessionDuration });
    }
    await changeBoundary(ask, holderOf(RoleName), request);
    await changeHoldings(ask, holderOf(RoleName), request);
    await changeTags(ask, holderOf(RoleName), request);
    return stateOf(ask, RoleName);
  },
  delete: async (request) => {
    const ask = askOf(request);
    await unlessGone(removeRole(ask, request));
  },
};

function holderOf(name: string): Holder {
  return { noun: 'Role', name };
}

async function createRole(ask: Ask, request: ResourceRequest): Promise<string> {
  const { properties, generateName } = request;
  const RoleName = textIn(properties, 'RoleName') ?? generateName({ maxLength: 64 });
  const seconds = properties['MaxSessionDuration'];
  await ask('CreateRole', {
    RoleName,
    AssumeRolePolicyDocument: documentIn(properties, 'AssumeRolePolicyDocument'),
    Path: textIn(properties, 'Path'),
    Description: textIn(properties, 'Description'),
    PermissionsBoundary: textIn(properties, 'PermissionsBoundary'),
    Tags: tagsIn(request),
    ...(seconds !== undefined && { MaxSessionDuration: Number(seconds) }),
  });
  return RoleName;
}

async function removeRole(
  ask: Ask,
  { physicalId, properties }: ResourceRequest & { readonly physicalId: string },
): Promise<void> {
  await ask('GetRole', { RoleName: physicalId });
  await removeHoldings(ask, holderOf(physicalId), properties);
  await ask('DeleteRole', { RoleName: physicalId });
}

async function stateOf(ask: Ask, RoleName: string): Promise<ResourceState> {
  const { Role } = await ask<GetRoleCommandOutput>('GetRole', { RoleName });
  return { physicalId: RoleName, attributes: { Arn: Role?.Arn, RoleId: Role?.RoleId } };
}
