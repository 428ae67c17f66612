import { KMSClient } from '@aws-sdk/client-kms';
import { createRedactor } from '#lib/handler/redact.ts';
import { type CallbackServer, startCallbackServer } from '#test/kit/callback-server.ts';
import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import { customResourceEvent, type EventParts, timedInvocation } from '#test/kit/custom-resource-event.ts';
import type { KeyStatement } from './contract.ts';
import { type ExistingKeyCheckParts, existingKeyCheck } from './handler.ts';
import { keyReader } from './key-reader.ts';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';

let server: CallbackServer;
let logs: CapturedLogs;
beforeAll(async () => {
  server = await startCallbackServer();
});
afterAll(() => server.close());
beforeEach(() => {
  logs = captureLogs();
});
afterEach(() => logs.restore());

/** As CloudFormation delivers it: booleans and numbers are text. */
const wanted: KeyStatement = {
  Sid: 'AllowAmcToEncrypt',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::444455556666:root' },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
    Bool: { 'aws:SecureTransport': 'true' },
  },
};
const administration = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
};
const properties = { KeyArn: KEY, Statements: [wanted] };

const good = { state: 'Enabled', spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', manager: 'CUSTOMER' };

function policyOf(...statements: readonly object[]) {
  return async () => JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function thrown(name: string, message = name) {
  return async () => Promise.reject(Object.assign(new Error(message), { name }));
}

const usable: ExistingKeyCheckParts = {
  describe: async () => good,
  policy: policyOf(administration, wanted),
  stackStatus: async () => 'UPDATE_IN_PROGRESS',
};

async function answerTo(parts: EventParts, world: Partial<ExistingKeyCheckParts> = {}) {
  const invocation = timedInvocation(30_000);
  const handler = existingKeyCheck({ ...usable, ...world }, { redactor: createRedactor(), edge: invocation.edge });
  await handler(customResourceEvent({ url: server.url(), properties, ...parts }), invocation.context);
  return server.answers.at(-1) ?? {};
}

async function reasonFor(world: Partial<ExistingKeyCheckParts>, parts: EventParts = {}): Promise<string> {
  const answer = await answerTo(parts, world);
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'Thing:nothing-created' });
  return String(answer['Reason']);
}

test.each(['Create', 'Update'] as const)('%s with a usable key succeeds', async (type) => {
  expect(await answerTo({ type })).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: expect.stringMatching(/^Thing:[0-9a-f]{32}$/),
  });
});

test('a condition that the policy writes as a boolean is the text that CloudFormation delivers', async () => {
  const Condition = { ...wanted.Condition, Bool: { 'aws:SecureTransport': true } };

  expect(await answerTo({}, { policy: policyOf({ ...wanted, Condition }) })).toMatchObject({ Status: 'SUCCESS' });
});

test('the administration of the own account covers what the own account is to be allowed', async () => {
  const Statements = [{ ...wanted, Principal: { AWS: ['111122223333'] } }];

  const answer = await answerTo({ properties: { KeyArn: KEY, Statements } }, { policy: policyOf(administration) });
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
});

test('fails without a statement, and gives it to paste', async () => {
  const reason = await reasonFor({ policy: policyOf(administration) });

  expect(reason).toMatch(/^The key arn:aws:kms:\S+ cannot be used, nothing was changed:\nadd to the policy of /);
  const [, pasted = ''] = reason.split(`add to the policy of ${KEY}: `);
  expect(JSON.parse(pasted)).toEqual(wanted);
});

test('what was pasted is enough', async () => {
  const [, pasted = ''] = (await reasonFor({ policy: policyOf(administration) })).split(`policy of ${KEY}: `);

  const policy = policyOf(administration, JSON.parse(pasted));
  expect(await answerTo({}, { policy })).toMatchObject({ Status: 'SUCCESS' });
});

test('fails with everything that is wrong at once', async () => {
  const describe = async () => ({ state: 'PendingDeletion', spec: 'RSA_2048', usage: 'SIGN_VERIFY', manager: 'AWS' });
  const deny = { Sid: 'NoOthers', Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
  const reason = await reasonFor({ describe, policy: policyOf(administration, deny) });

  expect(reason.split('\n').slice(1)).toEqual([
    'its state is PendingDeletion, must be Enabled',
    'its type is RSA_2048, must be SYMMETRIC_DEFAULT',
    'its usage is SIGN_VERIFY, must be ENCRYPT_DECRYPT',
    'it is managed by AWS, must be a key of your own, whose policy you can edit',
    'the Deny "NoOthers" in its policy keeps 444455556666 from kms:decrypt, which AllowAmcToEncrypt needs: take that out of it',
    `add to the policy of ${KEY}: ${JSON.stringify(wanted)}`,
  ]);
});

test('fails with as many statements as there is room for, and logs them all', async () => {
  const Statements = Array.from({ length: 20 }, (_, i) => ({ ...wanted, Sid: `Statement${i}` }));
  const reason = await reasonFor({ policy: policyOf() }, { properties: { KeyArn: KEY, Statements } });

  expect(reason).toContain('Statement0');
  expect(reason).toMatch(/\nand \d+ more, all of them in the log of this check$/);
  expect(Buffer.byteLength(JSON.stringify(server.answers.at(-1)))).toBeLessThan(4_096);
  expect(logs.text()).toContain('Statement19');
});

test('fails with a statement that nobody can read, instead of taking it for granted', async () => {
  const Statements = [{ Sid: 'Odd' }];

  expect(await reasonFor({}, { properties: { KeyArn: KEY, Statements } })).toContain('{"Sid":"Odd"}');
});

test('fails with a key that does not exist', async () => {
  const gone = thrown('NotFoundException', `Key '${KEY}' does not exist`);
  const reason = await reasonFor({ describe: gone, policy: gone });

  expect(reason.split('\n').slice(1)).toEqual(['there is no such key']);
});

describe('a key elsewhere', () => {
  test.each([
    [
      'arn:aws:kms:eu-west-1:999900001111:key/11111111-2222-3333-4444-555555555555',
      [
        'it is in region eu-west-1, must be in eu-central-1, where the stack is',
        'it is in account 999900001111, must be in 111122223333, where the stack is',
      ],
    ],
    [
      'arn:aws-cn:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555',
      ['it is in partition aws-cn, must be in aws, where the stack is'],
    ],
    [
      'arn:aws:kms:eu-central-1:111122223333:alias/mine',
      [
        "it must be given as the ARN of a key (arn:aws:kms:REGION:ACCOUNT:key/ID), got 'arn:aws:kms:eu-central-1:111122223333:alias/mine'",
      ],
    ],
  ])('fails without asking KMS: %s', async (KeyArn, expected) => {
    const asked = thrown('Error', 'KMS was asked');
    const reason = await reasonFor(
      { describe: asked, policy: asked },
      { properties: { KeyArn, Statements: [wanted] } },
    );

    expect(reason.split('\n').slice(1)).toEqual(expected);
  });
});

describe('a look that is denied', () => {
  const user = 'User: arn:aws:sts::111122223333:assumed-role/check/check is not authorized to perform:';
  const denied = (why: string) =>
    thrown('AccessDeniedException', `${user} kms:GetKeyPolicy on resource: ${KEY} ${why}`);

  test.each([
    ['because no identity-based policy allows the kms:GetKeyPolicy action', "the check's role lacks it"],
    [
      'because no permissions boundary allows the kms:GetKeyPolicy action',
      "the permissions boundary of the check's role does not allow it",
    ],
    ['with an explicit deny in a resource-based policy', 'a Deny in its policy forbids it'],
    ['with an explicit deny in an identity-based policy', "a Deny in the policies of the check's role forbids it"],
    ['with an explicit deny in a service control policy', 'a service control policy of your organization forbids it'],
    ['with an explicit deny in a resource control policy', 'a resource control policy of your organization forbids it'],
  ])('fails with who denies it: %s', async (why, expected) => {
    const reason = await reasonFor({ policy: denied(why) });

    expect(reason.split('\n').slice(1)).toEqual([`the check may not call kms:GetKeyPolicy on it: ${expected}`]);
  });

  test.each(['because no resource-based policy allows it', ''])('fails with what helps, once: %j', async (why) => {
    const lines = (await reasonFor({ describe: denied(why), policy: denied(why) })).split('\n').slice(1);

    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^the check may not call kms:DescribeKey on it: its policy does not let/);
    const [, pasted = ''] = (lines[1] ?? '').split(`add to the policy of ${KEY}: `);
    expect(JSON.parse(pasted)).toMatchObject({
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
    });
    expect(lines[2]).toMatch(/^the check may not call kms:GetKeyPolicy on it/);
  });

  test('does not hide what the other look finds', async () => {
    const reason = await reasonFor({
      describe: async () => ({ ...good, state: 'Disabled' }),
      policy: denied('because no identity-based policy allows it'),
    });

    expect(reason).toContain('its state is Disabled');
    expect(reason).toContain('may not call kms:GetKeyPolicy');
  });
});

test('fails with the message of an error that says nothing about the key', async () => {
  expect(await reasonFor({ describe: thrown('KMSInternalException', 'try later') })).toBe(
    'KMSInternalException: try later',
  );
});

describe('an update', () => {
  const unusable = { describe: async () => ({ ...good, state: 'Disabled' }) };
  const update = { type: 'Update', physicalResourceId: 'Thing:old' } as const;

  test('fails and keeps what was there', async () => {
    expect(await answerTo(update, unusable)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'Thing:old' });
  });

  test.each([unusable, { describe: thrown('KMSInternalException') }])(
    'succeeds while the stack rolls back to it',
    async (world) => {
      const stackStatus = async () => 'UPDATE_ROLLBACK_IN_PROGRESS';

      expect(await answerTo(update, { ...world, stackStatus })).toMatchObject({ Status: 'SUCCESS' });
    },
  );

  test('fails when the status of the stack is not to be had', async () => {
    const answer = await answerTo(update, { ...unusable, stackStatus: thrown('Throttling') });

    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('Disabled') });
  });
});

test.each([properties, {}, { Statements: 'odd' }])('Delete succeeds without a look: %#', async (given) => {
  const asked = thrown('Error', 'KMS was asked');
  const answer = await answerTo({ type: 'Delete', properties: given }, { describe: asked, policy: asked });

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Thing:0' });
});

describe('the reader', () => {
  /** A client that answers with this text, and what it was asked. */
  function client(body: object) {
    const asked: unknown[] = [];
    const kms = new KMSClient({ region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    kms.middlewareStack.add(
      (_, context) => async (call) => {
        asked.push([context['commandName'], call.input]);
        return { response: {}, output: { $metadata: {}, ...body } };
      },
      { step: 'initialize' },
    );
    return { asked, reader: keyReader(kms) };
  }
  const { signal } = new AbortController();

  test('describes a key', async () => {
    const { asked, reader } = client({
      KeyMetadata: {
        KeyId: 'k',
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeyManager: 'CUSTOMER',
      },
    });

    expect(await reader.describe(KEY, signal)).toEqual(good);
    expect(asked).toEqual([['DescribeKeyCommand', { KeyId: KEY }]]);
  });

  test('reads the only policy that a key has', async () => {
    const { asked, reader } = client({ Policy: '{"Statement":[]}', PolicyName: 'default' });

    expect(await reader.policy(KEY, signal)).toBe('{"Statement":[]}');
    expect(asked).toEqual([['GetKeyPolicyCommand', { KeyId: KEY, PolicyName: 'default' }]]);
  });

  test('fails when there is none in the answer', async () => {
    await expect(client({}).reader.policy(KEY, signal)).rejects.toThrow('gives no policy');
  });
});
