import type {
  CreateRoleCommandInput,
  CreateRoleCommandOutput,
  DeleteRoleCommandInput,
  GetRoleCommandInput,
  GetRoleCommandOutput,
  ListRolesCommandInput,
  ListRolesCommandOutput,
  Role,
  UpdateAssumeRolePolicyCommandInput,
  UpdateRoleCommandInput,
  UpdateRoleDescriptionCommandInput,
  UpdateRoleDescriptionCommandOutput,
} from '@aws-sdk/client-iam';
import type { ConditionContext, Need } from '../core/access.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { fullRoleOf, listedRoleOf, roleOf, tagsOf } from './answers.ts';
import { checkedBoundary } from './boundaries.ts';
import { directoryOf } from './directory.ts';
import { alreadyExists, deleteConflict } from './errors.ts';
import { checkTrustPolicy } from './grammar/trust-policy.ts';
import {
  checkedDescription,
  checkedName,
  checkedPath,
  checkedSessionDuration,
  checkedTags,
  checkSize,
} from './input.ts';
import { arnOf, named, needFor, needOn, requestTagKeys } from './needs.ts';
import { pageOf } from './page.ts';
import { existsIn } from './principals.ts';
import { checkModifiable } from './protected.ts';
import type { RoleRecord } from './records.ts';

type Answer<Output> = Omit<Output, '$metadata'>;
type Named = { readonly RoleName: string | undefined };

/** Characters of a trust policy that count (documented default quota). */
const longestTrust = 2048;
const usualSessionSeconds = 3600;

/** Roles: what they are, and who may take them. */
export const roleOperations: Readonly<Record<string, AnyOperation>> = {
  CreateRole: operation<CreateRoleCommandInput, Answer<CreateRoleCommandOutput>>({
    needs: (input, call) => createNeeds(input, call),
    run: (input, call) => ({ Role: createdRole(createRole(input, call)) }),
  }),
  GetRole: operation<GetRoleCommandInput, Answer<GetRoleCommandOutput>>({
    needs: (input, call) => [roleNeed('GetRole', input, call)],
    run: ({ RoleName = '' }, call) => ({ Role: fullRoleOf(rolesOf(call).get(RoleName)) }),
  }),
  ListRoles: operation<ListRolesCommandInput, Answer<ListRolesCommandOutput>>({
    needs: ({ PathPrefix = '/' }, call) => [needFor(call, 'ListRoles', arnOf(call, 'role', PathPrefix))],
    run: (input, call) => {
      const { PathPrefix = '/' } = input;
      const roles = rolesOf(call)
        .list()
        .filter(({ path }) => path.startsWith(PathPrefix));
      const { items, rest } = pageOf(roles, ({ name }) => name, input);
      return { Roles: items.map(listedRoleOf), ...rest };
    },
  }),
  UpdateRole: operation<UpdateRoleCommandInput, object>({
    needs: (input, call) => [roleNeed('UpdateRole', input, call)],
    run: (input, call) => {
      updateRole(input, call);
      return {};
    },
  }),
  UpdateRoleDescription: operation<UpdateRoleDescriptionCommandInput, Answer<UpdateRoleDescriptionCommandOutput>>({
    needs: (input, call) => [roleNeed('UpdateRoleDescription', input, call)],
    run: (input, call) => ({ Role: roleOf(updateRole(input, call)) }),
  }),
  UpdateAssumeRolePolicy: operation<UpdateAssumeRolePolicyCommandInput, void>({
    needs: (input, call) => [roleNeed('UpdateAssumeRolePolicy', input, call)],
    run: ({ RoleName = '', PolicyDocument }, call) => {
      const role = rolesOf(call).get(RoleName);
      checkModifiable(role);
      rolesOf(call).put({ ...role, trust: checkedTrust(PolicyDocument, call) });
    },
  }),
  DeleteRole: operation<DeleteRoleCommandInput, void>({
    needs: (input, call) => [roleNeed('DeleteRole', input, call)],
    run: ({ RoleName = '' }, call) => deleteRole(rolesOf(call).get(RoleName), call),
  }),
};

function rolesOf(call: Call) {
  return directoryOf(call.host.store, call.account).roles;
}

/** A permission on the role that a request names. */
export function roleNeed(action: string, { RoleName = '' }: Named, call: Call, context?: ConditionContext): Need {
  const entity = named(rolesOf(call), RoleName);
  return needOn(call, 'role', { action, name: RoleName, entity, ...(context && { context }) });
}

/** With tags, IAM asks for the permission to tag too (documented). */
function createNeeds({ RoleName = '', Path = '/', PermissionsBoundary, Tags }: CreateRoleCommandInput, call: Call) {
  const arn = arnOf(call, 'role', `${Path}${RoleName}`);
  const context = { 'iam:PermissionsBoundary': PermissionsBoundary, ...requestTagKeys(Tags) };
  const actions = Tags === undefined || Tags.length === 0 ? ['CreateRole'] : ['CreateRole', 'TagRole'];
  return actions.map((action) => needFor(call, action, arn, context));
}

function createRole(input: CreateRoleCommandInput, call: Call): RoleRecord {
  const name = checkedName('roleName', input.RoleName);
  const path = checkedPath(input.Path);
  const description = checkedDescription(input.Description);
  const boundary = checkedBoundary(input.PermissionsBoundary, call);
  const role: RoleRecord = {
    name,
    path,
    id: `AROA${call.host.ids.upper(17)}`,
    arn: arnOf(call, 'role', `${path}${name}`),
    createdAt: call.host.clock.now(),
    trust: checkedTrust(input.AssumeRolePolicyDocument, call),
    maxSessionDuration: checkedSessionDuration(input.MaxSessionDuration ?? usualSessionSeconds),
    tags: checkedTags(input.Tags),
    attached: [],
    inline: {},
    ...(description !== undefined && { description }),
    ...(boundary !== undefined && { boundary }),
  };
  if (rolesOf(call).isTaken(name)) throw alreadyExists(`Role with name ${name} already exists.`);
  rolesOf(call).put(role);
  return role;
}

function createdRole(role: RoleRecord): Role {
  return { ...roleOf(role), ...tagsOf(role) };
}

function checkedTrust(document: string | undefined, call: Call): string {
  const text = document ?? '';
  checkTrustPolicy(text, existsIn(call));
  checkSize(text, longestTrust, `Cannot exceed quota for ACLSizePerRole: ${longestTrust}`);
  return text;
}

function updateRole(input: UpdateRoleCommandInput, call: Call): RoleRecord {
  const role = rolesOf(call).get(input.RoleName ?? '');
  const description = checkedDescription(input.Description);
  if (input.MaxSessionDuration !== undefined) checkModifiable(role);
  const updated: RoleRecord = {
    ...role,
    ...(description !== undefined && { description }),
    ...(input.MaxSessionDuration !== undefined && {
      maxSessionDuration: checkedSessionDuration(input.MaxSessionDuration),
    }),
  };
  rolesOf(call).put(updated);
  return updated;
}

function deleteRole(role: RoleRecord, call: Call): void {
  checkModifiable(role);
  if (role.attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(role.inline).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  rolesOf(call).delete(role.name);
}
