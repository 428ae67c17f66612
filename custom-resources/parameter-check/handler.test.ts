import type { Issue } from '#lib/errors.ts';
import { createRedactor } from '#lib/handler/redact.ts';
import { type CallbackServer, startCallbackServer } from '#test/kit/callback-server.ts';
import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import { customResourceEvent, type EventParts, STACK_ID, timedInvocation } from '#test/kit/custom-resource-event.ts';
import { type ParameterCheckParts, parameterCheck } from './handler.ts';

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

const valid = { SchemaDigest: 'digest-1', Parameters: { RetentionDays: '30' } };
const invalid = { SchemaDigest: 'digest-1', Parameters: { RetentionDays: '0' } };

/** A schema of one rule. */
function issuesIn(texts: Record<string, string>): Issue[] {
  return Number(texts['RetentionDays']) >= 1
    ? []
    : [{ path: '/RetentionDays', message: `must be >= 1, got ${texts['RetentionDays']}` }];
}

async function answer(parts: EventParts, more: Partial<ParameterCheckParts> = {}) {
  const asked: string[] = [];
  const stackStatus = async (stackId: string) => {
    asked.push(stackId);
    return 'UPDATE_IN_PROGRESS';
  };
  const invocation = timedInvocation(30_000);
  const handler = parameterCheck(
    { digest: 'digest-1', issuesIn, stackStatus, ...more },
    { redactor: createRedactor(), edge: invocation.edge },
  );
  const invoked = handler(customResourceEvent({ url: server.url(), ...parts }), invocation.context);
  const body = async () => {
    await invoked;
    return server.answers.at(-1);
  };
  return { asked, invocation, body };
}

test.each(['Create', 'Update'] as const)('%s of a valid launch succeeds', async (type) => {
  const { body, asked } = await answer({ type, properties: valid });

  expect(await body()).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: expect.stringMatching(/^Thing:[0-9a-f]{32}$/),
  });
  expect(asked).toEqual([]);
});

test('fails a creation in the words of the schema, with nothing to clean up', async () => {
  const { body, asked } = await answer({ properties: invalid });

  expect(await body()).toMatchObject({
    Status: 'FAILED',
    Reason: 'The launch has 1 issue, nothing was changed:\nRetentionDays must be >= 1, got 0',
    PhysicalResourceId: 'Thing:nothing-created',
  });
  expect(asked).toEqual([]);
});

test('fails with every issue', async () => {
  const several = () => ['/A', '/B/0', ''].map((path) => ({ path, message: 'is wrong' }));
  const { body } = await answer({ properties: invalid }, { issuesIn: several });

  expect((await body())?.['Reason']).toBe(
    'The launch has 3 issues, nothing was changed:\nA is wrong\nB/0 is wrong\nis wrong',
  );
});

test('says how many issues there is no room for, and logs them all', async () => {
  const many = () =>
    Array.from({ length: 300 }, (_, i) => ({ path: `/Parameter${i}`, message: 'must be "shorter" than this' }));
  const { body } = await answer({ properties: invalid }, { issuesIn: many });

  const reason = String((await body())?.['Reason']);
  const shown = reason.split('\n').filter((line) => line.startsWith('Parameter')).length;
  expect(reason).toMatch(new RegExp(`\nand ${300 - shown} more, all of them in the log of this check$`));
  expect(shown).toBeGreaterThan(30);
  expect(Buffer.byteLength(JSON.stringify(server.answers.at(-1)))).toBeLessThan(4_096);
  expect(logs.text()).toContain('Parameter299');
});

test('fails an update and keeps what was there', async () => {
  const { body, asked } = await answer({
    type: 'Update',
    properties: invalid,
    oldProperties: valid,
    physicalResourceId: 'Thing:old',
  });

  expect(await body()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'Thing:old' });
  expect(asked).toEqual([STACK_ID]);
});

test.each(['UPDATE_ROLLBACK_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'])('an update during %s succeeds', async (status) => {
  const { body } = await answer({ type: 'Update', properties: invalid }, { stackStatus: async () => status });

  expect(await body()).toMatchObject({ Status: 'SUCCESS' });
});

test('fails an update when the status of the stack is not to be had', async () => {
  const stackStatus = async () => Promise.reject(new Error('Rate exceeded'));
  const { body } = await answer({ type: 'Update', properties: invalid }, { stackStatus });

  expect(await body()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('RetentionDays') });
});

test('a list parameter is judged as the text it stands for', async () => {
  const given: string[] = [];
  const listing = (texts: Record<string, string>) => {
    given.push(...Object.values(texts));
    return [];
  };
  await (
    await answer({ properties: { ...valid, Parameters: { Ids: ['a', 'b'], Empty: '' } } }, { issuesIn: listing })
  ).body();

  expect(given).toEqual(['a,b', '']);
});

test('an update is judged together with what was there before, a creation is not', async () => {
  const befores: unknown[] = [];
  const comparing = (_: Record<string, string>, before?: Readonly<Record<string, string>>) => {
    befores.push(before);
    return [];
  };
  await (await answer({ properties: valid }, { issuesIn: comparing })).body();
  await (await answer({ type: 'Update', properties: invalid, oldProperties: valid }, { issuesIn: comparing })).body();

  expect(befores).toEqual([undefined, { RetentionDays: '30' }]);
});

test('values that were given under another version of the schema are not judged', async () => {
  const { body } = await answer({ properties: { ...invalid, SchemaDigest: 'digest-0' } });

  expect(await body()).toMatchObject({ Status: 'SUCCESS' });
  expect(logs.text()).toContain('another version of the schema');
});

test.each([invalid, {}, { Parameters: 'odd' }])('Delete succeeds with the properties %j', async (properties) => {
  const { body } = await answer({ type: 'Delete', properties });

  expect(await body()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Thing:0' });
});

test('answers within ten seconds although the stack cannot be asked', async () => {
  const hang = () => new Promise<string>(() => {});
  const { body, invocation } = await answer(
    { type: 'Update', properties: invalid, physicalResourceId: 'Thing:old' },
    { stackStatus: hang },
  );
  invocation.timeOut();

  expect(await body()).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('not finished after 8 s'),
    PhysicalResourceId: 'Thing:old',
  });
  expect(invocation.limits).toEqual([8_000]);
});

test('a validator that breaks is a refusal with its message', async () => {
  const broken = () => {
    throw new Error('validator is damaged');
  };
  const { body } = await answer({ properties: invalid }, { issuesIn: broken });

  expect(await body()).toMatchObject({
    Status: 'FAILED',
    Reason: 'validator is damaged',
    PhysicalResourceId: 'Thing:nothing-created',
  });
});

test('a value that looks like a secret is in neither the reason nor the log', async () => {
  const leaky = () => [{ path: '/Url', message: 'must not be https://x.example/?client_secret=abc123' }];
  const { body } = await answer({ properties: invalid }, { issuesIn: leaky });

  expect((await body())?.['Reason']).not.toContain('abc123');
  expect(logs.text()).not.toContain('abc123');
});
