import type {
  CreateUserCommandInput,
  CreateUserCommandOutput,
  DeleteUserCommandInput,
  GetUserCommandInput,
  GetUserCommandOutput,
  ListUsersCommandInput,
  ListUsersCommandOutput,
  UpdateUserCommandInput,
  User,
} from '@aws-sdk/client-iam';
import type { Need } from '../core/access.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { fullUserOf, tagsOf, userOf } from './answers.ts';
import { checkedBoundary } from './boundaries.ts';
import { directoryOf, groupsOf } from './directory.ts';
import { alreadyExists, deleteConflict, validationError } from './errors.ts';
import { checkedName, checkedPath, checkedTags } from './input.ts';
import { arnOf, named, needFor, needOn, requestTagKeys } from './needs.ts';
import { pageOf } from './page.ts';
import type { UserRecord } from './records.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

/** Users, their keys and groups aside. */
export const userOperations: Readonly<Record<string, AnyOperation>> = {
  CreateUser: operation<CreateUserCommandInput, Answer<CreateUserCommandOutput>>({
    needs: (input, call) => createNeeds(input, call),
    run: (input, call) => ({ User: createUser(input, call) }),
  }),
  GetUser: operation<GetUserCommandInput, Answer<GetUserCommandOutput>>({
    needs: (input, call) => (isOfRoot(input, call) ? [] : [userNeed('GetUser', input, call)]),
    run: (input, call) => ({ User: isOfRoot(input, call) ? rootUser(call) : fullUserOf(userNamed(input, call)) }),
  }),
  ListUsers: operation<ListUsersCommandInput, Answer<ListUsersCommandOutput>>({
    needs: ({ PathPrefix = '/' }, call) => [needFor(call, 'ListUsers', arnOf(call, 'user', PathPrefix))],
    run: (input, call) => {
      const { PathPrefix = '/' } = input;
      const users = directoryOf(call.host.store, call.account)
        .users.list()
        .filter(({ path }) => path.startsWith(PathPrefix));
      const { items, rest } = pageOf(users, ({ name }) => name, input);
      return { Users: items.map(userOf), ...rest };
    },
  }),
  UpdateUser: operation<UpdateUserCommandInput, void>({
    needs: (input, call) => [userNeed('UpdateUser', input, call)],
    run: (input, call) => updateUser(input, call),
  }),
  DeleteUser: operation<DeleteUserCommandInput, void>({
    needs: (input, call) => [userNeed('DeleteUser', input, call)],
    run: (input, call) => deleteUser(userNamed(input, call), call),
  }),
};

type NameInput = { readonly UserName?: string | undefined };

/** The name that a request is about: without one, that of the user who asks. @throws AwsError ValidationError */
export function userNameOf({ UserName }: NameInput, { caller }: Call): string {
  if (UserName !== undefined) return UserName;
  if (caller.kind === 'user') return caller.userName;
  throw validationError('Must specify userName when calling with non-User credentials');
}

/** @throws AwsError NoSuchEntity */
export function userNamed(input: NameInput, call: Call): UserRecord {
  return directoryOf(call.host.store, call.account).users.get(userNameOf(input, call));
}

/** A permission on the user that a request is about. */
export function userNeed(action: string, input: NameInput, call: Call): Need {
  const name = userNameOf(input, call);
  const entity = named(directoryOf(call.host.store, call.account).users, name);
  return needOn(call, 'user', { action, name, entity });
}

/** Without a name, a root asks for itself, and is shown as a user whose id is the account (documented). */
function isOfRoot({ UserName }: NameInput, { caller }: Call): boolean {
  return UserName === undefined && caller.kind === 'root';
}

function rootUser({ account, partition }: Call): User {
  return {
    Path: '/',
    UserName: 'root',
    UserId: account,
    Arn: `arn:${partition}:iam::${account}:root`,
    CreateDate: new Date(0),
  };
}

function createNeeds({ UserName = '', Path = '/', PermissionsBoundary, Tags }: CreateUserCommandInput, call: Call) {
  const arn = arnOf(call, 'user', `${Path}${UserName}`);
  const context = { 'iam:PermissionsBoundary': PermissionsBoundary, ...requestTagKeys(Tags) };
  const actions = Tags === undefined || Tags.length === 0 ? ['CreateUser'] : ['CreateUser', 'TagUser'];
  return actions.map((action) => needFor(call, action, arn, context));
}

function createUser(input: CreateUserCommandInput, call: Call): User {
  const name = checkedName('userName', input.UserName);
  const path = checkedPath(input.Path);
  const boundary = checkedBoundary(input.PermissionsBoundary, call);
  const user: UserRecord = {
    name,
    path,
    id: `AIDA${call.host.ids.upper(17)}`,
    arn: arnOf(call, 'user', `${path}${name}`),
    createdAt: call.host.clock.now(),
    tags: checkedTags(input.Tags),
    attached: [],
    inline: {},
    ...(boundary !== undefined && { boundary }),
  };
  const { users } = directoryOf(call.host.store, call.account);
  if (users.isTaken(name)) throw alreadyExists(`User with name ${name} already exists.`);
  users.put(user);
  return { ...userOf(user), ...tagsOf(user) };
}

/** What speaks of the user by name goes with the new one: groups and keys. */
function updateUser(input: UpdateUserCommandInput, call: Call): void {
  const { users, groups, accessKeys } = directoryOf(call.host.store, call.account);
  const user = users.get(input.UserName ?? '');
  const name = checkedName('userName', input.NewUserName ?? user.name);
  const path = input.NewPath === undefined ? user.path : checkedPath(input.NewPath);
  const isOther = name.toLowerCase() !== user.name.toLowerCase();
  if (isOther && users.isTaken(name)) throw alreadyExists(`User with name ${name} already exists.`);
  users.put({ ...user, name, path, arn: arnOf(call, 'user', `${path}${name}`) });
  for (const group of groupsOf(directoryOf(call.host.store, call.account), user.name)) {
    groups.put({ ...group, members: group.members.map((member) => (member === user.name ? name : member)) });
  }
  for (const key of accessKeys.values()) {
    if (key.userName === user.name) accessKeys.put(key.id, { ...key, userName: name });
  }
  if (isOther) users.delete(user.name);
}

function deleteUser(user: UserRecord, call: Call): void {
  const directory = directoryOf(call.host.store, call.account);
  if (groupsOf(directory, user.name).length > 0) {
    throw deleteConflict('Cannot delete entity, must remove users from group first.');
  }
  if (user.attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(user.inline).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  if (directory.accessKeys.values().some(({ userName }) => userName === user.name)) {
    throw deleteConflict('Cannot delete entity, must delete access keys first.');
  }
  directory.users.delete(user.name);
}
