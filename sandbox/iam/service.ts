import type { Host } from '../core/host.ts';
import type { Service } from '../core/service.ts';
import { accessKeyOperations } from './access-keys.ts';
import { boundaryOperations } from './boundaries.ts';
import { groupOperations } from './groups.ts';
import { holderOperations } from './holders.ts';
import { lookAroundOperations } from './look-around.ts';
import { policyOperations } from './policies.ts';
import { policyVersionOperations } from './policy-versions.ts';
import { resources } from './resources.ts';
import { roleOperations } from './roles.ts';
import { serviceLinkedRoleOperations } from './service-linked-roles.ts';
import { tagOperations } from './tags.ts';
import { userOperations } from './users.ts';

/** IAM: who there is and what they may. The decisions themselves are in `decide/`, asked through `openIdentity`. */
export function iam(_host: Host): Service {
  return {
    id: 'iam',
    protocol: 'query',
    isGlobal: true,
    model: () => import('@aws-sdk/client-iam'),
    operations: {
      ...userOperations,
      ...accessKeyOperations,
      ...groupOperations,
      ...roleOperations,
      ...serviceLinkedRoleOperations,
      ...policyOperations,
      ...policyVersionOperations,
      ...holderOperations('Role'),
      ...holderOperations('User'),
      ...holderOperations('Group'),
      ...boundaryOperations('Role'),
      ...boundaryOperations('User'),
      ...tagOperations('Role'),
      ...tagOperations('User'),
      ...tagOperations('Policy'),
      ...lookAroundOperations,
    },
    resources,
  };
}
