import type {
  CreateAccessKeyCommandOutput,
  GetUserCommandOutput,
  ListAccessKeysCommandOutput,
  ListGroupsForUserCommandOutput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../core/aws-error.ts';
import type { Properties, ResourceProvider, ResourceRequest, ResourceState } from '../../core/resource-provider.ts';
import type { Ask } from './ask.ts';
import { askOf, makeOnce, unlessGone } from './ask.ts';
import { changeBoundary, changeTags } from './entity-changes.ts';
import type { Holder } from './holdings.ts';
import { addHoldings, changeHoldings, removeHoldings } from './holdings.ts';
import { beyond, tagsIn, textIn, textsIn } from './properties.ts';

/** `AWS::IAM::User`. `Ref` is the name. Passwords for the console are not modelled. */
export const user: ResourceProvider = {
  type: 'AWS::IAM::User',
  create: async (request) => {
    const ask = askOf(request);
    refuseLogin(request);
    const name = await makeOnce(request, () => createUser(ask, request));
    await addHoldings(ask, holderOf(name), request.properties);
    await changeGroups(ask, name, { properties: request.properties, previous: {} });
    return stateOf(ask, name);
  },
  update: async (request) => {
    const { physicalId: UserName, properties, previous } = request;
    const ask = askOf(request);
    refuseLogin(request);
    const [path = '/', before = '/'] = [properties, previous].map((one) => textIn(one, 'Path'));
    if (path !== before) await ask('UpdateUser', { UserName, NewPath: path });
    await changeBoundary(ask, holderOf(UserName), request);
    await changeHoldings(ask, holderOf(UserName), request);
    await changeGroups(ask, UserName, { properties, previous });
    await changeTags(ask, holderOf(UserName), request);
    return stateOf(ask, UserName);
  },
  delete: async (request) => unlessGone(removeUser(askOf(request), request)),
};

function holderOf(name: string): Holder {
  return { noun: 'User', name };
}

function refuseLogin({ properties }: ResourceRequest): void {
  if (properties['LoginProfile'] === undefined) return;
  throw new AwsError('UnsupportedOperation', 'LoginProfile of AWS::IAM::User is not modelled by the sandbox', {
    status: 501,
  });
}

async function createUser(ask: Ask, request: ResourceRequest): Promise<string> {
  const { properties, generateName } = request;
  const UserName = textIn(properties, 'UserName') ?? generateName({ maxLength: 64 });
  await ask('CreateUser', {
    UserName,
    Path: textIn(properties, 'Path'),
    PermissionsBoundary: textIn(properties, 'PermissionsBoundary'),
    Tags: tagsIn(request),
  });
  return UserName;
}

async function changeGroups(
  ask: Ask,
  UserName: string,
  { properties, previous }: { readonly properties: Properties; readonly previous: Properties },
): Promise<void> {
  const groups = textsIn(properties, 'Groups');
  const before = textsIn(previous, 'Groups');
  for (const GroupName of beyond(groups, before)) await ask('AddUserToGroup', { GroupName, UserName });
  for (const GroupName of beyond(before, groups)) await unlessGone(ask('RemoveUserFromGroup', { GroupName, UserName }));
}

/** Keys and memberships go with the user; what others attached makes IAM refuse. */
async function removeUser(
  ask: Ask,
  { physicalId: UserName, properties }: ResourceRequest & { readonly physicalId: string },
): Promise<void> {
  await ask('GetUser', { UserName });
  const { Groups = [] } = await ask<ListGroupsForUserCommandOutput>('ListGroupsForUser', { UserName });
  for (const { GroupName } of Groups) await ask('RemoveUserFromGroup', { GroupName, UserName });
  const { AccessKeyMetadata = [] } = await ask<ListAccessKeysCommandOutput>('ListAccessKeys', { UserName });
  for (const { AccessKeyId } of AccessKeyMetadata) await ask('DeleteAccessKey', { UserName, AccessKeyId });
  await removeHoldings(ask, holderOf(UserName), properties);
  await ask('DeleteUser', { UserName });
}

async function stateOf(ask: Ask, UserName: string): Promise<ResourceState> {
  const { User } = await ask<GetUserCommandOutput>('GetUser', { UserName });
  return { physicalId: UserName, attributes: { Arn: User?.Arn } };
}

/** `AWS::IAM::AccessKey`. `Ref` is the key's id, and only here the secret is to be had. */
export const accessKey: ResourceProvider = {
  type: 'AWS::IAM::AccessKey',
  create: async (request) => {
    const ask = askOf(request);
    const UserName = textIn(request.properties, 'UserName');
    const { AccessKey } = await ask<CreateAccessKeyCommandOutput>('CreateAccessKey', { UserName });
    const physicalId = AccessKey?.AccessKeyId ?? '';
    request.initiated?.(physicalId);
    await setStatus(ask, physicalId, { properties: request.properties, previous: {} });
    return { physicalId, attributes: { Id: physicalId, SecretAccessKey: AccessKey?.SecretAccessKey } };
  },
  update: async (request) => {
    const { physicalId, host } = request;
    const secret = () => host.identity.lookUp(physicalId)?.secretAccessKey;
    // Only an active key is known by its secret: either before the change or after it.
    const before = secret();
    await setStatus(askOf(request), physicalId, request);
    return { physicalId, attributes: { Id: physicalId, SecretAccessKey: before ?? secret() } };
  },
  delete: async (request) => {
    const UserName = textIn(request.properties, 'UserName');
    await unlessGone(askOf(request)('DeleteAccessKey', { UserName, AccessKeyId: request.physicalId }));
  },
};

async function setStatus(
  ask: Ask,
  AccessKeyId: string,
  { properties, previous }: { readonly properties: Properties; readonly previous: Properties },
): Promise<void> {
  const [Status = 'Active', before = 'Active'] = [properties, previous].map((one) => textIn(one, 'Status'));
  if (Status === before) return;
  await ask('UpdateAccessKey', { UserName: textIn(properties, 'UserName'), AccessKeyId, Status });
}
