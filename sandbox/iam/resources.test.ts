import type { GetRoleCommandOutput } from '@aws-sdk/client-iam';
import { AwsError, isAwsError } from '../core/aws-error.ts';
import type { Host } from '../core/host.ts';
import type { Properties, ResourceProvider, ResourceRequest, ResourceState } from '../core/resource-provider.ts';
import { openTestHost } from '../core/test-host.fixture.ts';
import { account, allowAll, allowQueues, askIam, policyText, root, trustLambda } from './iam-gateway.fixture.ts';
import { resources } from './resources.ts';
import { iam } from './service.ts';

let host: Host;
let sent: string[];
let refused: string | undefined;
beforeEach(() => {
  host = openTestHost({ services: [iam] });
  sent = [];
  refused = undefined;
});
afterEach(() => host.clock.close());

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** One resource of a stack, worked on as the engine does. */
function resource(type: string) {
  const provider = providerOf(type);
  let properties: Properties = {};
  let state: ResourceState | undefined;
  let made: string | undefined;
  const physicalId = () => state?.physicalId ?? made ?? '';
  return {
    create: async (given: Properties) => {
      properties = given;
      const request = requestOf(type, given);
      state = await provider.create({
        ...request,
        initiated: (id) => {
          made = id;
        },
        ...(made !== undefined && { made }),
      });
      return state;
    },
    update: async (given: Properties) => {
      if (provider.update === undefined) throw new Error('no update');
      state = await provider.update({ ...requestOf(type, given), physicalId: physicalId(), previous: properties });
      properties = given;
      return state;
    },
    delete: () => provider.delete({ ...requestOf(type, properties), physicalId: physicalId() }),
  };
}

function providerOf(type: string): ResourceProvider {
  const provider = resources.find((one) => one.type === type);
  if (provider === undefined) throw new Error(`no provider of ${type}`);
  return provider;
}

function requestOf(type: string, properties: Properties): ResourceRequest {
  const { clock } = host;
  return {
    host,
    type,
    properties,
    logicalId: 'Thing',
    token: 'token',
    stack: { id: 'id', name: 'tenant', account, region: 'eu-central-1', partition: 'aws', tags: { stack: 'tenant' } },
    generateName: ({ maxLength }) => `tenant-Thing-${'X'.repeat(12)}`.slice(0, maxLength),
    invoke: async (service, operation, input) => {
      sent.push(operation);
      if (operation === refused) throw new AwsError('AccessDenied', operation, { status: 403 });
      return host.invoke({ service, operation, input, caller: root, scope: { account, region: 'eu-central-1' } });
    },
    task: { sleep: async (ms) => void (await clock.advance(ms)), wait: (happening) => happening },
  };
}

const getRole = async (RoleName: string) => (await askIam<GetRoleCommandOutput>(host, 'GetRole', { RoleName })).Role;
const trust = JSON.parse(trustLambda) as object;
const inline = (PolicyName: string, text = allowQueues) => ({ PolicyName, PolicyDocument: JSON.parse(text) as object });

test('a role as its handler makes, changes and deletes it', async () => {
  const role = resource('AWS::IAM::Role');
  const boundary = await resource('AWS::IAM::ManagedPolicy').create({
    ManagedPolicyName: 'b',
    PolicyDocument: JSON.parse(allowAll),
  });
  sent = [];
  const made = await role.create({
    AssumeRolePolicyDocument: trust,
    Path: '/factory/',
    ManagedPolicyArns: [administrator],
    Policies: [inline('one'), inline('two')],
    Tags: [{ Key: 'a', Value: '1' }],
  });

  expect(made).toEqual({
    physicalId: 'tenant-Thing-XXXXXXXXXXXX',
    attributes: {
      Arn: `arn:aws:iam::${account}:role/factory/tenant-Thing-XXXXXXXXXXXX`,
      RoleId: expect.stringMatching(/^AROA/u),
    },
  });
  expect(sent).toEqual(['CreateRole', 'AttachRolePolicy', 'PutRolePolicy', 'PutRolePolicy', 'GetRole']);
  sent = [];
  await role.update({
    AssumeRolePolicyDocument: trust,
    Path: '/factory/',
    Description: 'changed',
    PermissionsBoundary: boundary.physicalId,
    Policies: [inline('two', allowAll)],
    Tags: [{ Key: 'b', Value: '2' }],
  });
  expect(sent).toEqual([
    'UpdateRole',
    'PutRolePermissionsBoundary',
    'PutRolePolicy',
    'DetachRolePolicy',
    'DeleteRolePolicy',
    'UntagRole',
    'TagRole',
    'GetRole',
  ]);
  expect(await getRole(made.physicalId)).toMatchObject({
    Description: 'changed',
    PermissionsBoundary: { PermissionsBoundaryArn: boundary.physicalId },
    Tags: [
      { Key: 'b', Value: '2' },
      { Key: 'stack', Value: 'tenant' },
    ],
  });
  await role.delete();
  await expect(getRole(made.physicalId)).rejects.toMatchObject({ code: 'NoSuchEntity' });
  await role.delete();
});

test('a role that could not be completed is known to the rollback, and an attempt after a restart goes on', async () => {
  const role = resource('AWS::IAM::Role');
  const properties = { RoleName: 'half', AssumeRolePolicyDocument: trust, Policies: [inline('p')] };
  refused = 'PutRolePolicy';
  await expect(role.create(properties)).rejects.toMatchObject({ code: 'AccessDenied' });
  refused = undefined;
  expect(await getRole('half')).toMatchObject({ RoleName: 'half' });

  await role.create(properties);
  expect(sent.filter((operation) => operation === 'CreateRole')).toHaveLength(1);
  await role.delete();
  await expect(getRole('half')).rejects.toMatchObject({ code: 'NoSuchEntity' });
});

test('fails to delete a role to which somebody else attached a policy', async () => {
  const role = resource('AWS::IAM::Role');
  await role.create({ RoleName: 'shared', AssumeRolePolicyDocument: trust });
  await askIam(host, 'AttachRolePolicy', { RoleName: 'shared', PolicyArn: administrator });

  await expect(role.delete()).rejects.toThrow('Cannot delete entity, must detach all policies first.');
});

test('fails to make a role whose name is taken', async () => {
  await resource('AWS::IAM::Role').create({ RoleName: 'taken', AssumeRolePolicyDocument: trust });

  await expect(
    resource('AWS::IAM::Role').create({ RoleName: 'taken', AssumeRolePolicyDocument: trust }),
  ).rejects.toMatchObject({ code: 'EntityAlreadyExists' });
});

test('a managed policy: attached, changed by versions beyond the fifth, deleted with all of them', async () => {
  const role = await resource('AWS::IAM::Role').create({ RoleName: 'holder', AssumeRolePolicyDocument: trust });
  const policy = resource('AWS::IAM::ManagedPolicy');
  const document = (n: number) => JSON.parse(policyText({ Effect: 'Allow', Action: `sqs:${n}`, Resource: '*' }));
  const made = await policy.create({ Path: '/factory/', PolicyDocument: document(0), Roles: ['holder'] });
  for (let n = 1; n < 8; n++)
    await policy.update({ Path: '/factory/', PolicyDocument: document(n), Roles: ['holder'] });
  const last = await policy.update({ Path: '/factory/', PolicyDocument: document(7) });

  expect(made.physicalId).toBe(`arn:aws:iam::${account}:policy/factory/tenant-Thing-XXXXXXXXXXXX`);
  expect(made.attributes).toMatchObject({ AttachmentCount: 1, DefaultVersionId: 'v1', PolicyArn: made.physicalId });
  expect(last.attributes).toMatchObject({ AttachmentCount: 0, DefaultVersionId: 'v8' });
  await askIam(host, 'AttachRolePolicy', { RoleName: role.physicalId, PolicyArn: made.physicalId });
  await expect(policy.delete()).rejects.toThrow('Cannot delete a policy attached to entities.');
  await askIam(host, 'DetachRolePolicy', { RoleName: role.physicalId, PolicyArn: made.physicalId });
  await policy.delete();
  await expect(askIam(host, 'GetPolicy', { PolicyArn: made.physicalId })).rejects.toMatchObject({
    code: 'NoSuchEntity',
  });
});

test('one inline policy on several holders moves with them', async () => {
  for (const RoleName of ['one', 'two'])
    await resource('AWS::IAM::Role').create({ RoleName, AssumeRolePolicyDocument: trust });
  const holds = (RoleName: string, PolicyName: string) =>
    askIam(host, 'GetRolePolicy', { RoleName, PolicyName }).then(
      () => true,
      (error: unknown) => {
        if (isAwsError(error, 'NoSuchEntity')) return false;
        throw error;
      },
    );
  const policy = resource('AWS::IAM::Policy');
  const made = await policy.create({ ...inline('p'), Roles: ['one'] });
  await policy.update({ ...inline('p'), Roles: ['two'] });

  expect(made.attributes['Id']).toBe(made.physicalId);
  expect([await holds('one', 'p'), await holds('two', 'p')]).toEqual([false, true]);
  await policy.update({ ...inline('q'), Roles: ['two'] });
  expect([await holds('two', 'p'), await holds('two', 'q')]).toEqual([false, true]);
  await policy.delete();
  expect(await holds('two', 'q')).toBe(false);
  const alone = resource('AWS::IAM::RolePolicy');
  expect((await alone.create({ ...inline('r'), RoleName: 'one' })).physicalId).toBe('r|one');
  await alone.delete();
  await alone.delete();
});

test('a user with a key and a group', async () => {
  const group = resource('AWS::IAM::Group');
  const user = resource('AWS::IAM::User');
  const key = resource('AWS::IAM::AccessKey');
  const { physicalId: GroupName } = await group.create({ GroupName: 'g', Policies: [inline('p')] });
  const { physicalId: UserName, attributes } = await user.create({
    UserName: 'u',
    Groups: [GroupName],
    ManagedPolicyArns: [administrator],
  });
  const made = await key.create({ UserName, Status: 'Inactive' });

  expect(attributes['Arn']).toBe(`arn:aws:iam::${account}:user/u`);
  expect(made).toMatchObject({
    physicalId: expect.stringMatching(/^AKIA/u),
    attributes: { SecretAccessKey: expect.any(String) },
  });
  expect(await askIam(host, 'ListAccessKeys', { UserName })).toMatchObject({
    AccessKeyMetadata: [{ Status: 'Inactive' }],
  });
  await user.update({ UserName: 'u', Path: '/new/' });
  expect(await askIam(host, 'ListGroupsForUser', { UserName })).toMatchObject({ Groups: [] });
  await key.delete();
  await user.delete();
  await group.delete();
  await expect(user.create({ LoginProfile: { Password: 'x' } })).rejects.toMatchObject({
    code: 'UnsupportedOperation',
  });
});

test('a role of a service', async () => {
  const role = resource('AWS::IAM::ServiceLinkedRole');
  const { physicalId } = await role.create({ AWSServiceName: 'redshift.amazonaws.com' });
  await role.update({ AWSServiceName: 'redshift.amazonaws.com', Description: 'ours' });

  expect(await getRole(physicalId)).toMatchObject({ Description: 'ours' });
  await role.delete();
  await role.delete();
});
