import type {
  AddUserToGroupCommandInput,
  CreateGroupCommandInput,
  CreateGroupCommandOutput,
  DeleteGroupCommandInput,
  GetGroupCommandInput,
  GetGroupCommandOutput,
  ListGroupsCommandInput,
  ListGroupsCommandOutput,
  ListGroupsForUserCommandInput,
  ListGroupsForUserCommandOutput,
  RemoveUserFromGroupCommandInput,
  UpdateGroupCommandInput,
} from '@aws-sdk/client-iam';
import type { Need } from '../core/access.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { groupOf, userOf } from './answers.ts';
import { directoryOf, groupsOf } from './directory.ts';
import { alreadyExists, deleteConflict } from './errors.ts';
import { checkedName, checkedPath } from './input.ts';
import { arnOf, named, needFor, needOn } from './needs.ts';
import { pageOf } from './page.ts';
import type { GroupRecord } from './records.ts';
import { userNeed } from './users.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

/** Groups and who is in them. */
export const groupOperations: Readonly<Record<string, AnyOperation>> = {
  CreateGroup: operation<CreateGroupCommandInput, Answer<CreateGroupCommandOutput>>({
    needs: ({ GroupName = '', Path = '/' }, call) => [
      needFor(call, 'CreateGroup', arnOf(call, 'group', `${Path}${GroupName}`)),
    ],
    run: (input, call) => ({ Group: groupOf(createGroup(input, call)) }),
  }),
  GetGroup: operation<GetGroupCommandInput, Answer<GetGroupCommandOutput>>({
    needs: (input, call) => [groupNeed('GetGroup', input, call)],
    run: (input, call) => {
      const { users, groups } = accountOf(call);
      const group = groups.get(input.GroupName ?? '');
      const members = users.list().filter(({ name }) => group.members.includes(name));
      const { items, rest } = pageOf(members, ({ name }) => name, input);
      return { Group: groupOf(group), Users: items.map(userOf), ...rest };
    },
  }),
  ListGroups: operation<ListGroupsCommandInput, Answer<ListGroupsCommandOutput>>({
    needs: ({ PathPrefix = '/' }, call) => [needFor(call, 'ListGroups', arnOf(call, 'group', PathPrefix))],
    run: (input, call) => {
      const { PathPrefix = '/' } = input;
      const groups = accountOf(call)
        .groups.list()
        .filter(({ path }) => path.startsWith(PathPrefix));
      const { items, rest } = pageOf(groups, ({ name }) => name, input);
      return { Groups: items.map(groupOf), ...rest };
    },
  }),
  UpdateGroup: operation<UpdateGroupCommandInput, void>({
    needs: (input, call) => [groupNeed('UpdateGroup', input, call)],
    run: (input, call) => updateGroup(input, call),
  }),
  DeleteGroup: operation<DeleteGroupCommandInput, void>({
    needs: (input, call) => [groupNeed('DeleteGroup', input, call)],
    run: ({ GroupName = '' }, call) => deleteGroup(accountOf(call).groups.get(GroupName), call),
  }),
  AddUserToGroup: operation<AddUserToGroupCommandInput, void>({
    needs: (input, call) => [groupNeed('AddUserToGroup', input, call)],
    run: (input, call) => {
      const { group, userName } = membership(input, call);
      if (group.members.includes(userName)) return;
      accountOf(call).groups.put({ ...group, members: [...group.members, userName] });
    },
  }),
  RemoveUserFromGroup: operation<RemoveUserFromGroupCommandInput, void>({
    needs: (input, call) => [groupNeed('RemoveUserFromGroup', input, call)],
    run: (input, call) => {
      const { group, userName } = membership(input, call);
      accountOf(call).groups.put({ ...group, members: group.members.filter((member) => member !== userName) });
    },
  }),
  ListGroupsForUser: operation<ListGroupsForUserCommandInput, Answer<ListGroupsForUserCommandOutput>>({
    needs: (input, call) => [userNeed('ListGroupsForUser', input, call)],
    run: (input, call) => {
      const { name } = accountOf(call).users.get(input.UserName ?? '');
      const { items, rest } = pageOf(groupsOf(accountOf(call), name), (group) => group.name, input);
      return { Groups: items.map(groupOf), ...rest };
    },
  }),
};

function accountOf(call: Call) {
  return directoryOf(call.host.store, call.account);
}

function groupNeed(action: string, { GroupName = '' }: { readonly GroupName: string | undefined }, call: Call): Need {
  const entity = named(accountOf(call).groups, GroupName);
  return needOn(call, 'group', { action, name: GroupName, entity });
}

function createGroup(input: CreateGroupCommandInput, call: Call): GroupRecord {
  const name = checkedName('groupName', input.GroupName);
  const path = checkedPath(input.Path);
  const { groups } = accountOf(call);
  if (groups.isTaken(name)) throw alreadyExists(`Group with name ${name} already exists.`);
  const group: GroupRecord = {
    name,
    path,
    id: `AGPA${call.host.ids.upper(17)}`,
    arn: arnOf(call, 'group', `${path}${name}`),
    createdAt: call.host.clock.now(),
    members: [],
    attached: [],
    inline: {},
  };
  groups.put(group);
  return group;
}

function updateGroup(input: UpdateGroupCommandInput, call: Call): void {
  const { groups } = accountOf(call);
  const group = groups.get(input.GroupName ?? '');
  const name = checkedName('groupName', input.NewGroupName ?? group.name);
  const path = input.NewPath === undefined ? group.path : checkedPath(input.NewPath);
  const isOther = name.toLowerCase() !== group.name.toLowerCase();
  if (isOther && groups.isTaken(name)) throw alreadyExists(`Group with name ${name} already exists.`);
  groups.put({ ...group, name, path, arn: arnOf(call, 'group', `${path}${name}`) });
  if (isOther) groups.delete(group.name);
}

function deleteGroup({ name, members, attached, inline }: GroupRecord, call: Call): void {
  if (members.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.');
  if (attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(inline).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  accountOf(call).groups.delete(name);
}

type MembershipInput = { readonly GroupName: string | undefined; readonly UserName: string | undefined };

/** The user is looked for first (recorded). */
function membership({ GroupName = '', UserName = '' }: MembershipInput, call: Call) {
  const { users, groups } = accountOf(call);
  const { name: userName } = users.get(UserName);
  return { userName, group: groups.get(GroupName) };
}
