import type { UserCaller } from '../core/caller.ts';
import { openClock } from '../core/clock.ts';
import { openFaults } from '../core/faults.ts';
import type { Host } from '../core/host.ts';
import { openIds } from '../core/ids.ts';
import { openHost } from '../core/open-host.ts';
import { openStore } from '../core/store.ts';
import { testStart } from '../core/test-host.fixture.ts';
import { account, allowAll, allowQueues, askIam, policyText, trustLambda } from './iam-gateway.fixture.ts';
import { openIdentity } from './identity.ts';
import { seedPerson } from './seed.ts';
import { iam } from './service.ts';

let host: Host;
beforeEach(() => {
  host = openHost({
    clock: openClock({ start: testStart }),
    store: openStore(),
    ids: openIds('test'),
    faults: openFaults(),
    accounts: [account, '444455556666'],
    identity: openIdentity,
    services: [iam],
    endpoint: () => 'http://127.0.0.1:4566',
  });
});
afterEach(() => host.clock.close());

const need = { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-central-1:${account}:orders`, owner: account };
const workerArn = `arn:aws:iam::${account}:role/factory/worker`;
const decide = (caller: Parameters<Host['identity']['decide']>[0]['caller'], asked: object = need) =>
  host.identity.decide({ caller, need: { ...need, ...asked }, context: {} });
const assume = (context?: Record<string, string>) =>
  host.identity.assume({
    roleArn: workerArn,
    sessionName: 'run',
    service: 'lambda.amazonaws.com',
    ...(context && { context }),
  });

function userOf(accessKeyId: string): UserCaller {
  const caller = host.identity.lookUp(accessKeyId)?.caller;
  if (caller?.kind !== 'user') throw new Error('no user');
  return caller;
}

function seedAda(): UserCaller {
  seedPerson(host, { account, userName: 'ada', accessKeyId: 'AKIAADA', secretAccessKey: 'of ada' });
  return userOf('AKIAADA');
}

async function makeWorker(trust = trustLambda): Promise<void> {
  await askIam(host, 'CreateRole', { RoleName: 'worker', Path: '/factory/', AssumeRolePolicyDocument: trust });
}

test('a policy holds from the next decision on: put, attached, of a group, and taken away', async () => {
  const ada = seedAda();
  const answers: boolean[] = [decide(ada).allowed];
  const note = () => answers.push(decide(ada).allowed);
  await askIam(host, 'PutUserPolicy', { UserName: 'ada', PolicyName: 'p', PolicyDocument: allowQueues });
  note();
  await askIam(host, 'DeleteUserPolicy', { UserName: 'ada', PolicyName: 'p' });
  note();
  const PolicyArn = `arn:aws:iam::${account}:policy/queues`;
  await askIam(host, 'CreatePolicy', { PolicyName: 'queues', PolicyDocument: allowQueues });
  await askIam(host, 'CreateGroup', { GroupName: 'g' });
  await askIam(host, 'AttachGroupPolicy', { GroupName: 'g', PolicyArn });
  await askIam(host, 'AddUserToGroup', { GroupName: 'g', UserName: 'ada' });
  note();
  const PolicyDocument = policyText({ Effect: 'Allow', Action: 'sns:*', Resource: '*' });
  await askIam(host, 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true });
  note();

  expect(answers).toEqual([false, true, false, true, false]);
});

test('boundary and tags of a role reach its sessions', async () => {
  await makeWorker();
  const caller = assume();
  const PolicyDocument = policyText({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
  });
  await askIam(host, 'PutRolePolicy', { RoleName: 'worker', PolicyName: 'p', PolicyDocument });
  expect(decide(caller).because).toBe('because no identity-based policy allows the sqs:SendMessage action');
  await askIam(host, 'TagRole', { RoleName: 'worker', Tags: [{ Key: 'team', Value: 'blue' }] });
  expect(decide(caller)).toMatchObject({ allowed: true, statement: "policy 'p' statement 1" });
  const PolicyName = 'only-topics';
  await askIam(host, 'CreatePolicy', {
    PolicyName,
    PolicyDocument: policyText({ Effect: 'Allow', Action: 'sns:*', Resource: '*' }),
  });
  await askIam(host, 'PutRolePermissionsBoundary', {
    RoleName: 'worker',
    PermissionsBoundary: `arn:aws:iam::${account}:policy/${PolicyName}`,
  });

  expect(decide(caller).because).toBe('because no permissions boundary allows the sqs:SendMessage action');
});

test('a service takes a role that trusts it, and no other', async () => {
  await makeWorker();

  expect(assume()).toMatchObject({
    arn: `arn:aws:sts::${account}:assumed-role/worker/run`,
    roleArn: workerArn,
    roleName: 'worker',
  });
  expect(() =>
    host.identity.assume({ roleArn: workerArn, sessionName: 'run', service: 'events.amazonaws.com' }),
  ).toThrow(
    `events.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${workerArn} because no role trust policy allows the sts:AssumeRole action`,
  );
  expect(() =>
    host.identity.assume({ roleArn: `${workerArn}-2`, sessionName: 'run', service: 'lambda.amazonaws.com' }),
  ).toThrow('because the role does not exist');
  expect(host.observed.decisions().filter(({ allowed }) => !allowed)).toHaveLength(1);
});

test('a trust policy looks at the source of the service', async () => {
  await makeWorker(
    policyText({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  );

  expect(() => assume()).toThrow(/no role trust policy/u);
  expect(assume({ 'aws:SourceAccount': account }).roleName).toBe('worker');
});

test('AWS’s own policies count, in the partition of their ARN', async () => {
  const ada = seedAda();
  await askIam(host, 'AttachUserPolicy', { UserName: 'ada', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' });

  expect(decide(ada).allowed).toBe(true);
  expect(decide(ada, { action: 'iam:CreateUser' }).allowed).toBe(false);
});

test('an inactive key is nobody’s, and neither is one that was deleted', async () => {
  seedAda();
  await askIam(host, 'UpdateAccessKey', { UserName: 'ada', AccessKeyId: 'AKIAADA', Status: 'Inactive' });
  expect(host.identity.lookUp('AKIAADA')).toBeUndefined();
  await askIam(host, 'UpdateAccessKey', { UserName: 'ada', AccessKeyId: 'AKIAADA', Status: 'Active' });
  expect(host.identity.lookUp('AKIAADA')?.secretAccessKey).toBe('of ada');
  await askIam(host, 'DeleteAccessKey', { UserName: 'ada', AccessKeyId: 'AKIAADA' });

  expect(host.identity.lookUp('AKIAADA')).toBeUndefined();
});

test('seeding again keeps what somebody was given since', async () => {
  seedAda();
  await askIam(host, 'PutUserPolicy', { UserName: 'ada', PolicyName: 'p', PolicyDocument: allowAll });

  expect(decide(seedAda()).allowed).toBe(true);
});

test('IAM itself asks for permissions, on the path and with the keys of the request', async () => {
  const ada = seedAda();
  const boundary = `arn:aws:iam::${account}:policy/boundary`;
  await askIam(host, 'CreatePolicy', { PolicyName: 'boundary', PolicyDocument: allowAll });
  const condition = { Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } } };
  const PolicyDocument = policyText(
    {
      Effect: 'Allow',
      Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
      Resource: `arn:aws:iam::${account}:role/factory/*`,
      ...condition,
    },
    {
      Effect: 'Allow',
      Action: 'iam:AttachRolePolicy',
      Resource: '*',
      Condition: { ArnLike: { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/*` } },
    },
  );
  await askIam(host, 'PutUserPolicy', { UserName: 'ada', PolicyName: 'p', PolicyDocument });
  const create = (RoleName: string, more: object) =>
    askIam(host, 'CreateRole', { RoleName, AssumeRolePolicyDocument: trustLambda, ...more }, ada);

  await expect(create('free', { Path: '/factory/' })).rejects.toThrow(
    /no identity-based policy allows the iam:CreateRole action/u,
  );
  await expect(create('elsewhere', { PermissionsBoundary: boundary })).rejects.toMatchObject({ code: 'AccessDenied' });
  await create('bounded', { Path: '/factory/', PermissionsBoundary: boundary });
  await expect(
    create('tagged', { Path: '/factory/', PermissionsBoundary: boundary, Tags: [{ Key: 'a', Value: 'b' }] }),
  ).rejects.toThrow(/iam:TagRole/u);
  await askIam(host, 'PutRolePolicy', { RoleName: 'bounded', PolicyName: 'p', PolicyDocument: allowAll }, ada);
  await askIam(host, 'AttachRolePolicy', { RoleName: 'bounded', PolicyArn: boundary }, ada);
  const foreign = askIam(
    host,
    'AttachRolePolicy',
    { RoleName: 'bounded', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ada,
  );
  await expect(foreign).rejects.toThrow(/no identity-based policy allows the iam:AttachRolePolicy action/u);
});

test('temporary keys go with the token, until they expire on the machine’s clock', async () => {
  await makeWorker();
  const keys = host.identity.issue(assume(), 3_600_000);
  await host.clock.advance(40 * 24 * 3_600_000);

  expect(host.identity.lookUp(keys.accessKeyId)).toMatchObject({
    sessionToken: keys.sessionToken,
    expiration: keys.expiration,
  });
  expect(Math.abs(keys.expiration - Date.now() - 3_600_000)).toBeLessThan(60_000);
});
