import type { Collection, Store } from '../core/store.ts';
import { globalRegion } from '../core/store.ts';
import { noSuchEntity } from './errors.ts';
import { awsManagedPolicy } from './managed-policies.ts';
import type { AccessKeyRecord, EntityRecord, GroupRecord, PolicyRecord, RoleRecord, UserRecord } from './records.ts';

/** What IAM knows of one account. */
export type Directory = {
  readonly account: string;
  readonly roles: Entities<RoleRecord>;
  readonly users: Entities<UserRecord>;
  readonly groups: Entities<GroupRecord>;
  readonly policies: Entities<PolicyRecord>;
  /** By the key's id. */
  readonly accessKeys: Collection<AccessKeyRecord>;
};

/** Entities of one kind. Their names are unique whatever their case, and found in the case in which they were given. */
export type Entities<Value extends { readonly name: string }> = {
  readonly find: (name: string) => Value | undefined;
  /** @throws AwsError NoSuchEntity */
  readonly get: (name: string) => Value;
  readonly isTaken: (name: string) => boolean;
  readonly put: (value: Value) => void;
  readonly delete: (name: string) => void;
  /** By name. */
  readonly list: () => readonly Value[];
};

/** Opens what is known of an account. */
export function directoryOf(store: Store, account: string): Directory {
  const collection = <Value>(kind: string) => store.collection<Value>('iam', kind, { account, region: globalRegion });
  return {
    account,
    roles: entities('role', collection<RoleRecord>('roles')),
    users: entities('user', collection<UserRecord>('users')),
    groups: entities('group', collection<GroupRecord>('groups')),
    policies: entities('policy', collection<PolicyRecord>('policies')),
    accessKeys: collection('access-keys'),
  };
}

function entities<Value extends { readonly name: string }>(noun: string, records: Collection<Value>): Entities<Value> {
  const find = (name: string) => {
    const record = records.get(name.toLowerCase());
    return record?.name === name ? record : undefined;
  };
  return {
    find,
    get: (name) => {
      const found = find(name);
      if (found === undefined) throw noSuchEntity(`The ${noun} with name ${name} cannot be found.`);
      return found;
    },
    isTaken: (name) => records.has(name.toLowerCase()),
    put: (value) => records.put(value.name.toLowerCase(), value),
    delete: (name) => void records.delete(name.toLowerCase()),
    list: () => records.values().toSorted(byName),
  };
}

/** Orders by name, capitals first, as AWS lists. */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  if (one.name === other.name) return 0;
  return one.name < other.name ? -1 : 1;
}

/** A managed policy by its ARN, the account's own or one of AWS's. */
export function policyByArn(directory: Directory, arn: string): PolicyRecord | undefined {
  const own = directory.policies.find(arn.split('/').at(-1) ?? '');
  return own?.arn === arn ? own : awsManagedPolicy(arn);
}

/** Text of the version that is in force. */
export function defaultDocument({ versions, defaultVersion }: PolicyRecord): string {
  const version = versions.find(({ id }) => id === defaultVersion);
  if (version === undefined) throw new Error(`the default version ${defaultVersion} is not there`);
  return version.document;
}

/** Who holds a policy, and how: attached, or as a permissions boundary. */
export function holdersOf(directory: Directory, arn: string): Readonly<Record<'attached' | 'bounded', Holders>> {
  const holders = (holds: (entity: EntityRecord & { readonly boundary?: string }) => boolean): Holders => ({
    roles: directory.roles.list().filter(holds),
    users: directory.users.list().filter(holds),
    groups: directory.groups.list().filter(holds),
  });
  return {
    attached: holders(({ attached }) => attached.includes(arn)),
    bounded: holders(({ boundary }) => boundary === arn),
  };
}

export type Holders = {
  readonly roles: readonly RoleRecord[];
  readonly users: readonly UserRecord[];
  readonly groups: readonly GroupRecord[];
};

/** How many hold it. */
export function countOf({ roles, users, groups }: Holders): number {
  return roles.length + users.length + groups.length;
}

/** The groups of a user. */
export function groupsOf(directory: Directory, userName: string): readonly GroupRecord[] {
  return directory.groups.list().filter(({ members }) => members.includes(userName));
}
