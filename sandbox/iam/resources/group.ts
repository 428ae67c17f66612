import type { GetGroupCommandOutput } from '@aws-sdk/client-iam';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../core/resource-provider.ts';
import type { Ask } from './ask.ts';
import { askOf, makeOnce, unlessGone } from './ask.ts';
import { addHoldings, changeHoldings, removeHoldings } from './holdings.ts';
import { textIn } from './properties.ts';

/** `AWS::IAM::Group`. `Ref` is the name. */
export const group: ResourceProvider = {
  type: 'AWS::IAM::Group',
  create: async (request) => {
    const { properties, generateName } = request;
    const ask = askOf(request);
    const name = await makeOnce(request, async () => {
      const GroupName = textIn(properties, 'GroupName') ?? generateName({ maxLength: 128 });
      await ask('CreateGroup', { GroupName, Path: textIn(properties, 'Path') });
      return GroupName;
    });
    await addHoldings(ask, { noun: 'Group', name }, properties);
    return stateOf(ask, name);
  },
  update: async (request) => {
    const { physicalId: GroupName, properties, previous } = request;
    const ask = askOf(request);
    const [path = '/', before = '/'] = [properties, previous].map((one) => textIn(one, 'Path'));
    if (path !== before) await ask('UpdateGroup', { GroupName, NewPath: path });
    await changeHoldings(ask, { noun: 'Group', name: GroupName }, { properties, previous });
    return stateOf(ask, GroupName);
  },
  delete: async (request) => unlessGone(removeGroup(askOf(request), request)),
};

async function removeGroup(
  ask: Ask,
  { physicalId: GroupName, properties }: ResourceRequest & { readonly physicalId: string },
): Promise<void> {
  await ask('GetGroup', { GroupName });
  await removeHoldings(ask, { noun: 'Group', name: GroupName }, properties);
  await ask('DeleteGroup', { GroupName });
}

async function stateOf(ask: Ask, GroupName: string): Promise<ResourceState> {
  const { Group } = await ask<GetGroupCommandOutput>('GetGroup', { GroupName });
  return { physicalId: GroupName, attributes: { Arn: Group?.Arn } };
}
