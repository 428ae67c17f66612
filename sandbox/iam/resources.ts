import type { ResourceProvider } from '../core/resource-provider.ts';
import { group } from './resources/group.ts';
import { inlinePolicy, policy } from './resources/inline-policies.ts';
import { managedPolicy } from './resources/managed-policy.ts';
import { role } from './resources/role.ts';
import { serviceLinkedRole } from './resources/service-linked-role.ts';
import { accessKey, user } from './resources/user.ts';

/** What CloudFormation makes with IAM. */
export const resources: readonly ResourceProvider[] = [
  role,
  managedPolicy,
  policy,
  inlinePolicy('Role'),
  inlinePolicy('User'),
  inlinePolicy('Group'),
  user,
  accessKey,
  group,
  serviceLinkedRole,
];
