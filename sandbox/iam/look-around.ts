import type { AnyOperation } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { directoryOf } from './directory.ts';
import { needFor } from './needs.ts';
import type { PageInput } from './page.ts';
import { roleNeed } from './roles.ts';
import { userNeed } from './users.ts';

type RoleInput = PageInput & { readonly RoleName: string | undefined };
type UserInput = PageInput & { readonly UserName?: string | undefined };

/**
 * What tools ask before they delete or show something. The sandbox has no operation that makes instance profiles, MFA
 * devices, signing certificates or aliases: the lists are empty because there is none, not because nobody looked.
 */
export const lookAroundOperations: Readonly<Record<string, AnyOperation>> = {
  ListAccountAliases: operation({
    needs: (_input: PageInput, call) => [needFor(call, 'ListAccountAliases', '*')],
    run: () => ({ AccountAliases: [], IsTruncated: false }),
  }),
  ListInstanceProfiles: operation({
    needs: (_input: PageInput, call) => [needFor(call, 'ListInstanceProfiles', '*')],
    run: () => ({ InstanceProfiles: [], IsTruncated: false }),
  }),
  ListInstanceProfilesForRole: operation({
    needs: (input: RoleInput, call) => [roleNeed('ListInstanceProfilesForRole', input, call)],
    run: ({ RoleName = '' }: RoleInput, call) => {
      directoryOf(call.host.store, call.account).roles.get(RoleName);
      return { InstanceProfiles: [], IsTruncated: false };
    },
  }),
  ListMFADevices: operation({
    needs: (input: UserInput, call) => [userNeed('ListMFADevices', input, call)],
    run: (input: UserInput, call) => {
      if (input.UserName !== undefined) directoryOf(call.host.store, call.account).users.get(input.UserName);
      return { MFADevices: [], IsTruncated: false };
    },
  }),
};
