import * as sdk from '@aws-sdk/client-iam';
import type { IamGateway } from './iam-gateway.fixture.ts';
import { account, allowAll, allowQueues, openIamGateway, trustLambda } from './iam-gateway.fixture.ts';

let gateway: IamGateway;
let iam: sdk.IAMClient;
beforeAll(async () => {
  gateway = await openIamGateway();
  iam = gateway.iam;
});
afterAll(() => gateway.close());

const arnOf = (kind: string, path: string) => `arn:aws:iam::${account}:${kind}/${path}`;
const createPolicy = async (PolicyName: string, PolicyDocument = allowQueues) => {
  const { Policy } = await iam.send(new sdk.CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return Policy?.Arn;
};

test('a role from its creation to its deletion', async () => {
  const RoleName = 'worker';
  const PermissionsBoundary = await createPolicy('boundary', allowAll);
  const made = await iam.send(
    new sdk.CreateRoleCommand({
      RoleName,
      Path: '/factory/',
      AssumeRolePolicyDocument: trustLambda,
      Description: 'works',
      MaxSessionDuration: 7200,
      PermissionsBoundary,
      Tags: [{ Key: 'team', Value: 'blue' }],
    }),
  );
  await iam.send(new sdk.UpdateRoleCommand({ RoleName, Description: 'works hard', MaxSessionDuration: 3600 }));
  const described = await iam.send(new sdk.UpdateRoleDescriptionCommand({ RoleName, Description: 'rests' }));
  await iam.send(new sdk.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trustLambda }));
  await iam.send(
    new sdk.TagRoleCommand({
      RoleName,
      Tags: [
        { Key: 'Team', Value: 'red' },
        { Key: 'a', Value: '' },
      ],
    }),
  );
  const { Tags } = await iam.send(new sdk.ListRoleTagsCommand({ RoleName }));
  await iam.send(new sdk.UntagRoleCommand({ RoleName, TagKeys: ['A'] }));
  await iam.send(new sdk.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
  const { Role } = await iam.send(new sdk.GetRoleCommand({ RoleName }));
  const { Roles } = await iam.send(new sdk.ListRolesCommand({ PathPrefix: '/factory/' }));

  expect(made.Role).toMatchObject({ Arn: arnOf('role', 'factory/worker'), Tags: [{ Key: 'team', Value: 'blue' }] });
  expect(made.Role?.MaxSessionDuration).toBeUndefined();
  expect(described.Role?.Description).toBe('rests');
  expect(Tags).toEqual([
    { Key: 'Team', Value: 'red' },
    { Key: 'a', Value: '' },
  ]);
  expect(Role).toMatchObject({
    RoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/u),
    CreateDate: expect.any(Date),
    MaxSessionDuration: 3600,
    PermissionsBoundary: { PermissionsBoundaryArn: PermissionsBoundary },
    RoleLastUsed: {},
    Tags: [{ Key: 'Team', Value: 'red' }],
  });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trustLambda);
  expect(Role?.AssumeRolePolicyDocument).toContain('%22');
  expect(Roles?.map(({ RoleName: name, Tags: tags }) => [name, tags])).toEqual([[RoleName, undefined]]);
  const deleting = iam.send(new sdk.DeletePolicyCommand({ PolicyArn: PermissionsBoundary }));
  await expect(deleting).rejects.toThrow(sdk.DeleteConflictException);
  await iam.send(new sdk.DeleteRolePermissionsBoundaryCommand({ RoleName }));
  await iam.send(new sdk.DeleteRoleCommand({ RoleName }));
  await expect(iam.send(new sdk.GetRoleCommand({ RoleName }))).rejects.toThrow(
    'The role with name worker cannot be found.',
  );
});

test('fails roles as IAM does', async () => {
  const role = { RoleName: 'twice', AssumeRolePolicyDocument: trustLambda };
  await iam.send(new sdk.CreateRoleCommand(role));
  const create = (more: object) => iam.send(new sdk.CreateRoleCommand({ ...role, RoleName: 'other', ...more }));

  await expect(create({ RoleName: 'TWICE' })).rejects.toThrow(sdk.EntityAlreadyExistsException);
  await expect(create({ RoleName: 'a b' })).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(create({ RoleName: 'x'.repeat(65) })).rejects.toThrow(/less than or equal to 64/u);
  await expect(create({ Path: 'factory' })).rejects.toThrow(/must begin and end with \//u);
  await expect(create({ MaxSessionDuration: 60 })).rejects.toThrow(/greater than or equal to 3600/u);
  await expect(create({ AssumeRolePolicyDocument: '{' })).rejects.toThrow(sdk.MalformedPolicyDocumentException);
  await expect(create({ PermissionsBoundary: arnOf('policy', 'none') })).rejects.toThrow(sdk.NoSuchEntityException);
  await expect(
    create({
      AssumeRolePolicyDocument: `${trustLambda}${' '.repeat(9000)}`,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
    }),
  ).rejects.toThrow(/Duplicate tag keys/u);
});

/** Each operation takes the name that is its own. */
const holder = { RoleName: 'holder', UserName: 'holder', GroupName: 'holder' };

describe.each(['Role', 'User', 'Group'] as const)('policies of a %s', (noun) => {
  const send = {
    Role: {
      attach: (PolicyArn?: string) => iam.send(new sdk.AttachRolePolicyCommand({ ...holder, PolicyArn })),
      detach: (PolicyArn?: string) => iam.send(new sdk.DetachRolePolicyCommand({ ...holder, PolicyArn })),
      attached: () => iam.send(new sdk.ListAttachedRolePoliciesCommand(holder)),
      put: (PolicyName: string, PolicyDocument: string) =>
        iam.send(new sdk.PutRolePolicyCommand({ ...holder, PolicyName, PolicyDocument })),
      get: (PolicyName: string) => iam.send(new sdk.GetRolePolicyCommand({ ...holder, PolicyName })),
      drop: (PolicyName: string) => iam.send(new sdk.DeleteRolePolicyCommand({ ...holder, PolicyName })),
      list: () => iam.send(new sdk.ListRolePoliciesCommand(holder)),
      make: () => iam.send(new sdk.CreateRoleCommand({ ...holder, AssumeRolePolicyDocument: trustLambda })),
      end: () => iam.send(new sdk.DeleteRoleCommand(holder)),
    },
    User: {
      attach: (PolicyArn?: string) => iam.send(new sdk.AttachUserPolicyCommand({ ...holder, PolicyArn })),
      detach: (PolicyArn?: string) => iam.send(new sdk.DetachUserPolicyCommand({ ...holder, PolicyArn })),
      attached: () => iam.send(new sdk.ListAttachedUserPoliciesCommand(holder)),
      put: (PolicyName: string, PolicyDocument: string) =>
        iam.send(new sdk.PutUserPolicyCommand({ ...holder, PolicyName, PolicyDocument })),
      get: (PolicyName: string) => iam.send(new sdk.GetUserPolicyCommand({ ...holder, PolicyName })),
      drop: (PolicyName: string) => iam.send(new sdk.DeleteUserPolicyCommand({ ...holder, PolicyName })),
      list: () => iam.send(new sdk.ListUserPoliciesCommand(holder)),
      make: () => iam.send(new sdk.CreateUserCommand(holder)),
      end: () => iam.send(new sdk.DeleteUserCommand(holder)),
    },
    Group: {
      attach: (PolicyArn?: string) => iam.send(new sdk.AttachGroupPolicyCommand({ ...holder, PolicyArn })),
      detach: (PolicyArn?: string) => iam.send(new sdk.DetachGroupPolicyCommand({ ...holder, PolicyArn })),
      attached: () => iam.send(new sdk.ListAttachedGroupPoliciesCommand(holder)),
      put: (PolicyName: string, PolicyDocument: string) =>
        iam.send(new sdk.PutGroupPolicyCommand({ ...holder, PolicyName, PolicyDocument })),
      get: (PolicyName: string) => iam.send(new sdk.GetGroupPolicyCommand({ ...holder, PolicyName })),
      drop: (PolicyName: string) => iam.send(new sdk.DeleteGroupPolicyCommand({ ...holder, PolicyName })),
      list: () => iam.send(new sdk.ListGroupPoliciesCommand(holder)),
      make: () => iam.send(new sdk.CreateGroupCommand(holder)),
      end: () => iam.send(new sdk.DeleteGroupCommand(holder)),
    },
  }[noun];

  test('are attached and put, seen, and taken away before it goes', async () => {
    await send.make();
    const arn = await createPolicy(`for-${noun}`);
    await send.attach(arn);
    await send.attach(arn);
    await send.put('inline', allowQueues);

    expect((await send.attached()).AttachedPolicies).toEqual([{ PolicyName: `for-${noun}`, PolicyArn: arn }]);
    expect((await send.list()).PolicyNames).toEqual(['inline']);
    expect(decodeURIComponent((await send.get('inline')).PolicyDocument ?? '')).toBe(allowQueues);
    await expect(send.end()).rejects.toThrow('Cannot delete entity, must detach all policies first.');
    await send.detach(arn);
    await expect(send.detach(arn)).rejects.toThrow(`Policy ${arn} was not found.`);
    await expect(send.end()).rejects.toThrow('Cannot delete entity, must delete policies first.');
    await send.drop('inline');
    await expect(send.drop('inline')).rejects.toThrow(/policy with name inline cannot be found/u);
    await send.end();
  });

  test('fails what is not there, malformed or too long', async () => {
    await send.make();
    const long = JSON.stringify({
      Version: '2012-10-17',
      Statement: Array.from({ length: 200 }, (_, n) => ({
        Sid: `s${n}`,
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: '*',
      })),
    });

    await expect(send.attach('worker')).rejects.toThrow('ARN worker is not valid.');
    await expect(send.attach(arnOf('policy', 'none'))).rejects.toThrow('does not exist or is not attachable.');
    await expect(send.attach('arn:aws:iam::aws:policy/NoSuchPolicy')).rejects.toThrow(sdk.NoSuchEntityException);
    await expect(send.put('p', '{}')).rejects.toThrow(sdk.MalformedPolicyDocumentException);
    await expect(send.put('p', long)).rejects.toThrow(/Maximum policy size of \d+ bytes exceeded for \w+ holder/u);
    await send.end();
  });
});

test('a managed policy and its versions', async () => {
  const PolicyArn = await createPolicy('versions');
  const create = (SetAsDefault: boolean) =>
    iam.send(new sdk.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowAll, SetAsDefault }));
  await create(true);
  await create(false);
  await iam.send(
    new sdk.TagPolicyCommand({
      PolicyArn,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
    }),
  );
  await iam.send(new sdk.UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
  const { Versions } = await iam.send(new sdk.ListPolicyVersionsCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(new sdk.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));

  expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
    ['v3', false],
    ['v2', true],
    ['v1', false],
  ]);
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(allowAll);
  expect((await iam.send(new sdk.ListPolicyTagsCommand({ PolicyArn }))).Tags).toEqual([{ Key: 'A', Value: '2' }]);
  await expect(iam.send(new sdk.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))).rejects.toThrow(
    'Cannot delete the default version of a policy.',
  );
  await iam.send(new sdk.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
  await create(false);
  await create(false);
  await expect(create(false)).rejects.toThrow(sdk.LimitExceededException);
  await iam.send(new sdk.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  const { PolicyVersion: sixth } = await create(false);
  expect(sixth?.VersionId).toBe('v6');
  await expect(iam.send(new sdk.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))).rejects.toThrow(
    `Policy ${PolicyArn} version v1 does not exist or is not attachable.`,
  );
  await expect(iam.send(new sdk.DeletePolicyCommand({ PolicyArn }))).rejects.toThrow(sdk.DeleteConflictException);
  for (const VersionId of ['v2', 'v4', 'v5', 'v6'])
    await iam.send(new sdk.DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  await iam.send(new sdk.DeletePolicyCommand({ PolicyArn }));
});

test('policies by who holds them, and AWS’s own', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new sdk.CreateUserCommand({ UserName: 'boss' }));
  await iam.send(new sdk.AttachUserPolicyCommand({ UserName: 'boss', PolicyArn }));
  await iam.send(
    new sdk.PutUserPermissionsBoundaryCommand({ UserName: 'boss', PermissionsBoundary: await createPolicy('limit') }),
  );
  const listed = async (input: sdk.ListPoliciesCommandInput) =>
    (await iam.send(new sdk.ListPoliciesCommand(input))).Policies?.map(({ PolicyName }) => PolicyName);

  expect(await iam.send(new sdk.GetPolicyCommand({ PolicyArn }))).toMatchObject({
    Policy: { AttachmentCount: 1, DefaultVersionId: 'v1', Tags: [] },
  });
  expect(await listed({ Scope: 'AWS', OnlyAttached: true })).toEqual(['AdministratorAccess']);
  expect(await listed({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['limit']);
  expect(await listed({ Scope: 'Local' })).not.toContain('AdministratorAccess');
  expect(await iam.send(new sdk.ListEntitiesForPolicyCommand({ PolicyArn }))).toMatchObject({
    PolicyUsers: [{ UserName: 'boss' }],
    PolicyRoles: [],
    PolicyGroups: [],
  });
  await expect(
    iam.send(new sdk.DeletePolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' })),
  ).rejects.toThrow(sdk.NoSuchEntityException);
  await expect(createPolicy('limit')).rejects.toThrow(
    'A policy called limit already exists. Duplicate names are not allowed.',
  );
  await expect(
    createPolicy(
      'long',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: `arn:aws:sqs:::${'x'.repeat(6144)}` }],
      }),
    ),
  ).rejects.toThrow('Cannot exceed quota for PolicySize: 6144');
  await iam.send(new sdk.DeleteUserPermissionsBoundaryCommand({ UserName: 'boss' }));
});

test('a user with keys and groups', async () => {
  const UserName = 'ada';
  const { User } = await iam.send(
    new sdk.CreateUserCommand({ UserName, Path: '/team/', Tags: [{ Key: 'team', Value: 'blue' }] }),
  );
  await iam.send(new sdk.TagUserCommand({ UserName, Tags: [{ Key: 'x', Value: 'y' }] }));
  await iam.send(new sdk.UntagUserCommand({ UserName, TagKeys: ['team'] }));
  await iam.send(new sdk.CreateGroupCommand({ GroupName: 'readers' }));
  await iam.send(new sdk.AddUserToGroupCommand({ GroupName: 'readers', UserName }));
  const { AccessKey } = await iam.send(new sdk.CreateAccessKeyCommand({ UserName }));
  const AccessKeyId = AccessKey?.AccessKeyId;
  await iam.send(new sdk.UpdateUserCommand({ UserName, NewUserName: 'lovelace', NewPath: '/' }));
  await iam.send(new sdk.UpdateGroupCommand({ GroupName: 'readers', NewGroupName: 'writers', NewPath: '/all/' }));
  const renamed = { UserName: 'lovelace' };

  expect(User).toMatchObject({ Arn: arnOf('user', 'team/ada'), UserId: expect.stringMatching(/^AIDA/u) });
  expect((await iam.send(new sdk.GetUserCommand(renamed))).User).toMatchObject({
    Arn: arnOf('user', 'lovelace'),
    Tags: [{ Key: 'x', Value: 'y' }],
  });
  expect((await iam.send(new sdk.ListUserTagsCommand(renamed))).Tags).toEqual([{ Key: 'x', Value: 'y' }]);
  expect((await iam.send(new sdk.ListUsersCommand({ PathPrefix: '/' }))).Users?.map((user) => user.UserName)).toContain(
    'lovelace',
  );
  expect((await iam.send(new sdk.ListGroupsForUserCommand(renamed))).Groups?.map((group) => group.Arn)).toEqual([
    arnOf('group', 'all/writers'),
  ]);
  expect((await iam.send(new sdk.GetGroupCommand({ GroupName: 'writers' }))).Users).toMatchObject([renamed]);
  expect((await iam.send(new sdk.ListGroupsCommand({}))).Groups).toMatchObject([{ GroupName: 'writers' }]);
  await iam.send(new sdk.UpdateAccessKeyCommand({ ...renamed, AccessKeyId, Status: 'Inactive' }));
  expect((await iam.send(new sdk.ListAccessKeysCommand(renamed))).AccessKeyMetadata).toMatchObject([
    { AccessKeyId, Status: 'Inactive' },
  ]);
  await expect(iam.send(new sdk.DeleteUserCommand(renamed))).rejects.toThrow('must remove users from group first.');
  await iam.send(new sdk.RemoveUserFromGroupCommand({ GroupName: 'writers', ...renamed }));
  await expect(iam.send(new sdk.DeleteUserCommand(renamed))).rejects.toThrow('must delete access keys first.');
  await iam.send(new sdk.DeleteAccessKeyCommand({ ...renamed, AccessKeyId }));
  await iam.send(new sdk.DeleteUserCommand(renamed));
  await iam.send(new sdk.DeleteGroupCommand({ GroupName: 'writers' }));
});

test('a role of a service', async () => {
  const AWSServiceName = 'redshift.amazonaws.com';
  const { Role } = await iam.send(new sdk.CreateServiceLinkedRoleCommand({ AWSServiceName }));
  const RoleName = Role?.RoleName;

  expect(Role?.Arn).toBe(arnOf('role', 'aws-service-role/redshift.amazonaws.com/AWSServiceRoleForRedshift'));
  await expect(iam.send(new sdk.CreateServiceLinkedRoleCommand({ AWSServiceName }))).rejects.toThrow(
    /has been taken in this account/u,
  );
  await expect(iam.send(new sdk.DeleteRoleCommand({ RoleName }))).rejects.toThrow(sdk.UnmodifiableEntityException);
  const { DeletionTaskId } = await iam.send(new sdk.DeleteServiceLinkedRoleCommand({ RoleName }));
  expect(await iam.send(new sdk.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }))).toMatchObject({
    Status: 'SUCCEEDED',
  });
});

test('lists by pages, and goes on where somebody deleted', async () => {
  for (const n of [1, 2, 3]) await iam.send(new sdk.CreateGroupCommand({ GroupName: `page-${n}` }));
  const first = await iam.send(new sdk.ListGroupsCommand({ MaxItems: 2 }));
  const second = await iam.send(new sdk.ListGroupsCommand({ MaxItems: 2, Marker: first.Marker }));

  expect([first.IsTruncated, second.IsTruncated]).toEqual([true, false]);
  expect([...(first.Groups ?? []), ...(second.Groups ?? [])].map(({ GroupName }) => GroupName)).toEqual([
    'page-1',
    'page-2',
    'page-3',
  ]);
  await expect(iam.send(new sdk.ListGroupsCommand({ Marker: '%' }))).rejects.toThrow('Invalid Marker.');
});

test('what there cannot be is listed as nothing', async () => {
  expect((await iam.send(new sdk.ListAccountAliasesCommand({}))).AccountAliases).toEqual([]);
  expect((await iam.send(new sdk.ListInstanceProfilesCommand({}))).InstanceProfiles).toEqual([]);
  expect((await iam.send(new sdk.ListInstanceProfilesForRoleCommand({ RoleName: 'twice' }))).InstanceProfiles).toEqual(
    [],
  );
  expect((await iam.send(new sdk.ListMFADevicesCommand({ UserName: 'boss' }))).MFADevices).toEqual([]);
});

test('every operation was sent through the SDK', () => {
  const operations = Object.keys(gateway.host.service('iam')?.operations ?? {});

  expect(operations.filter((name) => !gateway.called.has(name))).toEqual([]);
});
