import type {
  CreatePolicyCommandInput,
  CreatePolicyCommandOutput,
  DeletePolicyCommandInput,
  GetPolicyCommandInput,
  GetPolicyCommandOutput,
  ListEntitiesForPolicyCommandInput,
  ListEntitiesForPolicyCommandOutput,
  ListPoliciesCommandInput,
  ListPoliciesCommandOutput,
} from '@aws-sdk/client-iam';
import type { Need } from '../core/access.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { policyOf, tagsOf } from './answers.ts';
import type { Directory, Holders } from './directory.ts';
import { byName, countOf, directoryOf, holdersOf, policyByArn } from './directory.ts';
import { alreadyExists, deleteConflict } from './errors.ts';
import { checkIdentityPolicy } from './grammar/identity-policy.ts';
import {
  checkedDescription,
  checkedName,
  checkedPath,
  checkedPolicyArn,
  checkedTags,
  checkSize,
  existing,
  sortedTags,
} from './input.ts';
import { awsManagedPolicies } from './managed-policies.ts';
import { arnOf, entityKeys, needFor, requestTagKeys } from './needs.ts';
import { pageOf } from './page.ts';
import type { PolicyRecord } from './records.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

/** Characters of a managed policy that count (documented). */
export const longestPolicy = 6144;

/** Managed policies, their versions aside. */
export const policyOperations: Readonly<Record<string, AnyOperation>> = {
  CreatePolicy: operation<CreatePolicyCommandInput, Answer<CreatePolicyCommandOutput>>({
    needs: ({ PolicyName = '', Path = '/', Tags }, call) => {
      const arn = arnOf(call, 'policy', `${Path}${PolicyName}`);
      const actions = Tags === undefined || Tags.length === 0 ? ['CreatePolicy'] : ['CreatePolicy', 'TagPolicy'];
      return actions.map((action) => needFor(call, action, arn, requestTagKeys(Tags)));
    },
    run: (input, call) => {
      const policy = createPolicy(input, call);
      return { Policy: { ...policyOf(accountOf(call), policy), ...tagsOf(policy) } };
    },
  }),
  GetPolicy: operation<GetPolicyCommandInput, Answer<GetPolicyCommandOutput>>({
    needs: (input, call) => [policyNeed('GetPolicy', input, call)],
    run: ({ PolicyArn }, call) => {
      const policy = policyNamed(PolicyArn, call);
      const { description } = policy;
      return {
        Policy: {
          ...policyOf(accountOf(call), policy),
          ...(description !== undefined && { Description: description }),
          // Here, other than on roles, the list is there even when it is empty (recorded).
          Tags: sortedTags(policy.tags),
        },
      };
    },
  }),
  ListPolicies: operation<ListPoliciesCommandInput, Answer<ListPoliciesCommandOutput>>({
    needs: (_input, call) => [needFor(call, 'ListPolicies', '*')],
    run: (input, call) => {
      const { items, rest } = pageOf(listPolicies(input, call), ({ arn }) => arn, input);
      return { Policies: items.map((policy) => policyOf(accountOf(call), policy)), ...rest };
    },
  }),
  DeletePolicy: operation<DeletePolicyCommandInput, void>({
    needs: (input, call) => [policyNeed('DeletePolicy', input, call)],
    run: ({ PolicyArn }, call) => deletePolicy(policyNamed(PolicyArn, call), call),
  }),
  ListEntitiesForPolicy: operation<ListEntitiesForPolicyCommandInput, Answer<ListEntitiesForPolicyCommandOutput>>({
    needs: (input, call) => [policyNeed('ListEntitiesForPolicy', input, call)],
    run: (input, call) => listEntities(input, call),
  }),
};

function accountOf(call: Call): Directory {
  return directoryOf(call.host.store, call.account);
}

/** A permission on the policy that a request names. */
export function policyNeed(
  action: string,
  { PolicyArn = '' }: { readonly PolicyArn: string | undefined },
  call: Call,
): Need {
  return needFor(call, action, PolicyArn, entityKeys(policyByArn(accountOf(call), PolicyArn)));
}

/** @throws AwsError ValidationError, NoSuchEntity */
export function policyNamed(arn: string | undefined, call: Call): PolicyRecord {
  const checked = checkedPolicyArn(arn);
  return existing(policyByArn(accountOf(call), checked), `Policy ${checked} was not found.`);
}

function createPolicy(input: CreatePolicyCommandInput, call: Call): PolicyRecord {
  const name = checkedName('policyName', input.PolicyName);
  const path = checkedPath(input.Path);
  const description = checkedDescription(input.Description);
  const document = input.PolicyDocument ?? '';
  const now = call.host.clock.now();
  checkIdentityPolicy(document);
  checkSize(document, longestPolicy, `Cannot exceed quota for PolicySize: ${longestPolicy}`);
  const policy: PolicyRecord = {
    name,
    path,
    id: `ANPA${call.host.ids.upper(17)}`,
    arn: arnOf(call, 'policy', `${path}${name}`),
    createdAt: now,
    updatedAt: now,
    tags: checkedTags(input.Tags, true),
    versions: [{ id: 'v1', document, createdAt: now }],
    defaultVersion: 'v1',
    nextVersion: 2,
    ...(description !== undefined && { description }),
  };
  const { policies } = accountOf(call);
  if (policies.isTaken(name)) {
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
  policies.put(policy);
  return policy;
}

function deletePolicy({ arn, name, versions }: PolicyRecord, call: Call): void {
  checkOwn(arn, call);
  const { attached, bounded } = holdersOf(accountOf(call), arn);
  if (countOf(attached) + countOf(bounded) > 0) {
    throw deleteConflict('Cannot delete a policy attached to entities.');
  }
  if (versions.length > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  accountOf(call).policies.delete(name);
}

/** AWS's own policies are nobody's to change. @throws AwsError */
export function checkOwn(arn: string, call: Call): void {
  existing(arn.includes(`:${call.account}:`) ? arn : undefined, `Policy ${arn} was not found.`);
}

function listPolicies(input: ListPoliciesCommandInput, call: Call): readonly PolicyRecord[] {
  const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter } = input;
  const directory = accountOf(call);
  const own = Scope === 'AWS' ? [] : directory.policies.list();
  const ofAws = Scope === 'Local' ? [] : awsManagedPolicies(call.partition);
  const isUsed = ({ arn }: PolicyRecord) => {
    const { attached, bounded } = holdersOf(directory, arn);
    const isPermission = countOf(attached) > 0;
    const isBoundary = countOf(bounded) > 0;
    if (OnlyAttached && !isPermission && !isBoundary) return false;
    if (PolicyUsageFilter === undefined) return true;
    return PolicyUsageFilter === 'PermissionsPolicy' ? isPermission : isBoundary;
  };
  return [...own, ...ofAws]
    .filter(({ path }) => path.startsWith(PathPrefix))
    .filter(isUsed)
    .toSorted(byName);
}

type Entity = { readonly kind: keyof Holders; readonly name: string; readonly id: string };

const kindOfFilter = { User: 'users', Role: 'roles', Group: 'groups' } as const;

function listEntities(
  input: ListEntitiesForPolicyCommandInput,
  call: Call,
): Answer<ListEntitiesForPolicyCommandOutput> {
  const { EntityFilter, PathPrefix = '/', PolicyUsageFilter } = input;
  const { attached, bounded } = holdersOf(accountOf(call), policyNamed(input.PolicyArn, call).arn);
  const chosen =
    PolicyUsageFilter === 'PermissionsBoundary'
      ? [bounded]
      : PolicyUsageFilter === 'PermissionsPolicy'
        ? [attached]
        : [attached, bounded];
  const kinds = entityKinds(EntityFilter);
  const found = kinds.flatMap((kind): Entity[] => {
    const entities = chosen.flatMap((holders) => [...holders[kind]]).filter(({ path }) => path.startsWith(PathPrefix));
    return [...new Map(entities.map(({ name, id }) => [name, { kind, name, id }])).values()];
  });
  const { items, rest } = pageOf(found, ({ kind, name }) => `${kind}/${name}`, input);
  const of = (kind: keyof Holders) => items.filter((entity) => entity.kind === kind);
  return {
    PolicyRoles: of('roles').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    PolicyUsers: of('users').map(({ name, id }) => ({ UserName: name, UserId: id })),
    PolicyGroups: of('groups').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
    ...rest,
  };
}

/** The filters that speak of policies say nothing of who holds them. */
function entityKinds(filter: string | undefined): readonly (keyof Holders)[] {
  if (filter === 'User' || filter === 'Role' || filter === 'Group') return [kindOfFilter[filter]];
  return ['roles', 'users', 'groups'];
}
