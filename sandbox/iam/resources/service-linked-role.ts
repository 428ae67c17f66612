import type { CreateServiceLinkedRoleCommandOutput, DeleteServiceLinkedRoleCommandOutput } from '@aws-sdk/client-iam';
import type { ResourceProvider } from '../../core/resource-provider.ts';
import { askOf, makeOnce, unlessGone } from './ask.ts';
import { textIn } from './properties.ts';

/** `AWS::IAM::ServiceLinkedRole`. `Ref` is the name. */
export const serviceLinkedRole: ResourceProvider = {
  type: 'AWS::IAM::ServiceLinkedRole',
  create: async (request) => {
    const ask = askOf(request);
    const RoleName = await makeOnce(request, async () => {
      const { properties } = request;
      const { Role } = await ask<CreateServiceLinkedRoleCommandOutput>('CreateServiceLinkedRole', {
        AWSServiceName: textIn(properties, 'AWSServiceName'),
        CustomSuffix: textIn(properties, 'CustomSuffix'),
        Description: textIn(properties, 'Description'),
      });
      return Role?.RoleName ?? '';
    });
    await ask('GetRole', { RoleName });
    return { physicalId: RoleName, attributes: { RoleName } };
  },
  update: async (request) => {
    const { physicalId: RoleName, properties } = request;
    await askOf(request)('UpdateRole', { RoleName, Description: textIn(properties, 'Description') ?? '' });
    return { physicalId: RoleName, attributes: { RoleName } };
  },
  delete: async (request) => {
    const ask = askOf(request);
    await unlessGone(
      (async () => {
        const { DeletionTaskId } = await ask<DeleteServiceLinkedRoleCommandOutput>('DeleteServiceLinkedRole', {
          RoleName: request.physicalId,
        });
        await ask('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId });
      })(),
    );
  },
};
