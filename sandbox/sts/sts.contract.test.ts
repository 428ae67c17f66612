import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import * as sdk from '@aws-sdk/client-sts';
import { rootOf, testAccounts } from '../gateway/test-gateway.fixture.ts';
import type { IamGateway } from '../iam/iam-gateway.fixture.ts';
import { account, askIam, openIamGateway, policyText } from '../iam/iam-gateway.fixture.ts';
import { seedPerson } from '../iam/seed.ts';
import { sts } from './service.ts';

const [, other] = testAccounts;
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const key = { accessKeyId: 'AKIAADAADAADAADAADAA', secretAccessKey: 'of ada' } as const;

let gateway: IamGateway;
let ada: sdk.STSClient;
beforeAll(async () => {
  gateway = await openIamGateway([sts]);
  await setUp(gateway);
  ada = new sdk.STSClient(gateway.as(key.accessKeyId, key.secretAccessKey));
});
afterAll(() => gateway.close());

/** A user who may take every role, and roles of every kind. */
async function setUp({ host }: IamGateway): Promise<void> {
  seedPerson(host, {
    account,
    userName: 'ada',
    ...key,
    policies: { roles: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }] } },
  });
  const role = (RoleName: string, statement: object, more: object = {}) =>
    askIam(host, 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: policyText({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }),
      ...more,
    });
  await role('plain', { Principal: { AWS: account } }, { MaxSessionDuration: 7200 });
  await role('external', { Principal: { AWS: account }, Condition: { StringEquals: { 'sts:ExternalId': 's3cret' } } });
  await role('tagged', { Principal: { AWS: account }, Action: ['sts:AssumeRole', 'sts:TagSession'] });
  await role('closed', { Principal: { Service: 'lambda.amazonaws.com' } });
  for (const RoleName of ['plain', 'tagged']) {
    const PolicyDocument = policyText({ Effect: 'Allow', Action: ['iam:*', 'sts:AssumeRole'], Resource: '*' });
    await askIam(host, 'PutRolePolicy', { RoleName, PolicyName: 'p', PolicyDocument });
  }
}

const assume = (RoleArn: string, more: Partial<sdk.AssumeRoleCommandInput> = {}, client = ada) =>
  client.send(new sdk.AssumeRoleCommand({ RoleArn, RoleSessionName: 'run', ...more }));

function optionsOf(credentials: sdk.Credentials | undefined, of = gateway) {
  return of.as(credentials?.AccessKeyId ?? '', credentials?.SecretAccessKey ?? '', credentials?.SessionToken);
}

test('tells who one is: user, root, session', async () => {
  const who = async (client: sdk.STSClient) => client.send(new sdk.GetCallerIdentityCommand({}));
  const { Credentials } = await assume(roleArn('plain'));

  expect(await who(ada)).toMatchObject({ Account: account, Arn: `arn:aws:iam::${account}:user/ada` });
  expect(await who(new sdk.STSClient(gateway.client))).toMatchObject({ UserId: account, Arn: rootOf(account).arn });
  expect(await who(new sdk.STSClient(optionsOf(Credentials)))).toMatchObject({
    UserId: expect.stringMatching(/^AROA[A-Z0-9]{17}:run$/u),
    Arn: `arn:aws:sts::${account}:assumed-role/plain/run`,
  });
});

test('hands out keys that work, for an hour unless asked', async () => {
  const { Credentials, AssumedRoleUser, PackedPolicySize } = await assume(roleArn('plain'));
  const longer = await assume(roleArn('plain'), { DurationSeconds: 7200 });
  const { Roles } = await new IAMClient(optionsOf(Credentials)).send(new ListRolesCommand({}));

  expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/u);
  expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account}:assumed-role/plain/run`);
  expect(PackedPolicySize).toBeUndefined();
  expect(Roles?.map(({ RoleName }) => RoleName)).toContain('plain');
  const secondsLeft = (keys?: sdk.Credentials) =>
    Math.round(((keys?.Expiration?.getTime() ?? 0) - Date.now()) / 60_000);
  expect([secondsLeft(Credentials), secondsLeft(longer.Credentials)]).toEqual([60, 120]);
});

test('a session policy takes away', async () => {
  const Policy = policyText({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
  const limited = await assume(roleArn('plain'), { Policy });
  const byArn = await assume(roleArn('plain'), {
    PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AWSServiceCatalogEndUserFullAccess' }],
  });
  const listing = (keys?: sdk.Credentials) => new IAMClient(optionsOf(keys)).send(new ListRolesCommand({}));

  expect(limited.PackedPolicySize).toBeGreaterThan(0);
  await expect(listing(limited.Credentials)).rejects.toThrow(
    'because no session policy allows the iam:ListRoles action',
  );
  await expect(listing(byArn.Credentials)).rejects.toThrow('because no session policy allows the iam:ListRoles action');
});

test('the external id has to be the right one', async () => {
  await expect(assume(roleArn('external'))).rejects.toThrow(
    'because no role trust policy allows the sts:AssumeRole action',
  );
  await expect(assume(roleArn('external'), { ExternalId: 'guess' })).rejects.toMatchObject({ name: 'AccessDenied' });
  await assume(roleArn('external'), { ExternalId: 's3cret' });
});

test('tags on a session need the trust for tags', async () => {
  const Tags = [{ Key: 'team', Value: 'blue' }];

  await expect(assume(roleArn('plain'), { Tags })).rejects.toThrow(
    'because no role trust policy allows the sts:TagSession action',
  );
  await assume(roleArn('tagged'), { Tags });
  const twice = assume(roleArn('tagged'), { Tags: [...Tags, { Key: 'Team', Value: 'red' }] });
  await expect(twice).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('a role taken from a role lasts an hour at most', async () => {
  const { Credentials } = await assume(roleArn('tagged'));
  const client = new sdk.STSClient(optionsOf(Credentials));

  await assume(roleArn('plain'), {}, client);
  await expect(assume(roleArn('plain'), { DurationSeconds: 7200 }, client)).rejects.toThrow(
    /1 hour session limit for roles assumed by role chaining/u,
  );
});

test('fails what STS refuses', async () => {
  await expect(assume(roleArn('closed'))).rejects.toThrow(
    'because no role trust policy allows the sts:AssumeRole action',
  );
  await expect(assume(roleArn('nobody'))).rejects.toThrow(
    `is not authorized to perform: sts:AssumeRole on resource: ${roleArn('nobody')}`,
  );
  await expect(assume(roleArn('plain'), {}, new sdk.STSClient(gateway.client))).rejects.toThrow(
    'Roles may not be assumed by root accounts.',
  );
  await expect(assume('nothing-valid-in-here-at-all')).rejects.toThrow('nothing-valid-in-here-at-all is invalid');
  await expect(assume(roleArn('plain'), { RoleSessionName: 'a:b' })).rejects.toThrow(
    'failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*',
  );
  await expect(assume(roleArn('plain'), { DurationSeconds: 60 })).rejects.toThrow(/greater than or equal to 900/u);
  await expect(assume(roleArn('plain'), { DurationSeconds: 10_000 })).rejects.toThrow(
    'exceeds the MaxSessionDuration set for this role.',
  );
  await expect(assume(roleArn('plain'), { Policy: '{' })).rejects.toThrow(sdk.MalformedPolicyDocumentException);
  await expect(assume(roleArn('plain'), { SourceIdentity: 'ada' })).rejects.toThrow(
    'sts:AssumeRole with SourceIdentity is not modelled by the sandbox',
  );
});

test('a session of a role that is gone may nothing, not even after one of its name came', async () => {
  const PolicyDocument = policyText({ Effect: 'Allow', Action: '*', Resource: '*' });
  const create = async () => {
    const AssumeRolePolicyDocument = policyText({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: account },
    });
    await askIam(gateway.host, 'CreateRole', { RoleName: 'brief', AssumeRolePolicyDocument });
    await askIam(gateway.host, 'PutRolePolicy', { RoleName: 'brief', PolicyName: 'p', PolicyDocument });
  };
  await create();
  const { Credentials } = await assume(roleArn('brief'));
  await askIam(gateway.host, 'DeleteRolePolicy', { RoleName: 'brief', PolicyName: 'p' });
  await askIam(gateway.host, 'DeleteRole', { RoleName: 'brief' });
  await create();

  const listing = new IAMClient(optionsOf(Credentials)).send(new ListRolesCommand({}));
  await expect(listing).rejects.toThrow('because no identity-based policy allows the iam:ListRoles action');
});

test('gives temporary keys to users and roots, not to sessions', async () => {
  const { Credentials } = await ada.send(new sdk.GetSessionTokenCommand({ DurationSeconds: 900 }));
  const session = await assume(roleArn('plain'));
  const who = await new sdk.STSClient(optionsOf(Credentials)).send(new sdk.GetCallerIdentityCommand({}));
  const root = await new sdk.STSClient(gateway.client).send(new sdk.GetSessionTokenCommand({}));

  expect(who.Arn).toBe(`arn:aws:iam::${account}:user/ada`);
  expect(root.Credentials?.Expiration?.getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
  const again = new sdk.STSClient(optionsOf(session.Credentials)).send(new sdk.GetSessionTokenCommand({}));
  await expect(again).rejects.toThrow('Cannot call GetSessionToken with session credentials');
});

test('knows whose account an access key is of', async () => {
  const info = await ada.send(new sdk.GetAccessKeyInfoCommand({ AccessKeyId: `AKIAROOT${other}` }));

  expect(info.Account).toBe(other);
  await expect(
    ada.send(new sdk.GetAccessKeyInfoCommand({ AccessKeyId: 'AKIANOBODYNOBODYNOBO' })),
  ).rejects.toMatchObject({ name: 'ValidationError' });
});

test('keys and sessions survive a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sts-'));
  const first = await openIamGateway([sts], folder);
  await setUp(first);
  const client = new sdk.STSClient(first.as(key.accessKeyId, key.secretAccessKey));
  const { Credentials } = await assume(roleArn('plain'), {}, client);
  await first.close();

  const again = await openIamGateway([sts], folder);
  const who = await new sdk.STSClient(optionsOf(Credentials, again)).send(new sdk.GetCallerIdentityCommand({}));
  expect(who.Arn).toBe(`arn:aws:sts::${account}:assumed-role/plain/run`);
  await again.close();
  rmSync(folder, { recursive: true });
});
