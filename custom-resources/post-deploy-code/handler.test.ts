import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { physicalId } from '#lib/handler/physical-id.ts';
import { createRedactor, MASK } from '#lib/handler/redact.ts';
import { createSecrets } from '#lib/handler/secrets.ts';
import type { Json } from '#lib/parameters.ts';
import { type CallbackServer, startCallbackServer } from '#test/kit/callback-server.ts';
import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import { customResourceEvent, type EventParts, timedInvocation } from '#test/kit/custom-resource-event.ts';
import { type Definition, drive } from '#test/kit/waiter-drive.ts';
import { type PostDeployOptions, type PostDeployRequest, pending, postDeployCode, RefusedError } from './handler.ts';
import type { ExecutionStarter } from './waiter.ts';

type Input = { readonly Cluster: string; readonly Size?: number };

const WAITER_ARN = 'arn:aws:states:eu-central-1:111122223333:stateMachine:waiter';
const waiterText = readFileSync(join(import.meta.dirname, 'waiter.asl.json'), 'utf8');
const waiter: Definition = JSON.parse(waiterText);

/** An update of the only target there is without an `identity`. */
const update = { type: 'Update', physicalResourceId: physicalId('Thing', []) } as const;

let server: CallbackServer;
let logs: CapturedLogs;
let seen = 0;
beforeAll(async () => {
  server = await startCallbackServer();
});
afterAll(() => server.close());
beforeEach(() => {
  seen = server.answers.length;
  logs = captureLogs();
});
afterEach(() => {
  logs.restore();
  server.behave();
});

function answers() {
  return server.answers.slice(seen);
}

/** Properties as the template writes them. */
function properties(input: Json, more: { [name: string]: string } = {}) {
  return {
    RunOn: 'when-changed',
    OnDelete: 'nothing',
    CodeDigest: 'c1',
    WaiterArn: WAITER_ARN,
    ServiceTimeout: '600',
    Input: JSON.stringify(input),
    ...more,
  };
}

/** Names of executions that were started, with their input. */
function fakeStepFunctions(failure?: Error) {
  const started = new Map<string, string>();
  const client: ExecutionStarter = {
    async send({ input }) {
      if (failure !== undefined) throw failure;
      if (input.stateMachineArn !== WAITER_ARN) throw new Error('unexpected state machine');
      if (started.has(input.name ?? '')) throw Object.assign(new Error('exists'), { name: 'ExecutionAlreadyExists' });
      started.set(input.name ?? '', input.input ?? '');
      return { $metadata: {}, executionArn: `${WAITER_ARN}:${input.name}`, startDate: new Date(0) };
    },
  };
  return { client, started, inputs: () => [...started.values()].map((text) => JSON.parse(text)) };
}

type Run = (request: PostDeployRequest<Input>) => ReturnType<Parameters<typeof postDeployCode<Input>>[0]>;

function deployed(run: Run, options: PostDeployOptions<Input> = {}, failure?: Error) {
  const invocation = timedInvocation();
  const stepFunctions = fakeStepFunctions(failure);
  const redactor = createRedactor();
  let time = 1_000_000;
  const world = {
    edge: invocation.edge,
    redactor,
    secrets: createSecrets({ ssm: async () => 'hunter2x', redactor }),
    stepFunctions: stepFunctions.client,
    now: () => time,
  };
  const handler = postDeployCode<Input>(run, options, world);
  const runs: string[] = [];
  return {
    ...stepFunctions,
    runs,
    pass: (seconds: number) => {
      time += seconds * 1_000;
    },
    invoke: (parts: EventParts) =>
      handler(customResourceEvent({ url: server.url(), requestId: crypto.randomUUID(), ...parts }), invocation.context),
    /** What the waiter does. */
    look: (payload: unknown) => handler(JSON.parse(JSON.stringify(payload)), invocation.context),
  };
}

/** Code that remembers its runs. */
function recording(options: PostDeployOptions<Input> = {}) {
  const runs: string[] = [];
  const code = deployed(async ({ type, input, oldInput }) => {
    runs.push([type, input.Cluster, oldInput?.Cluster].filter((part) => part !== undefined).join(' '));
    return { data: { Cluster: input.Cluster } };
  }, options);
  return { ...code, runs };
}

describe('when the code runs', () => {
  test.each(['create', 'every-update', 'when-changed'])('on Create with %s', async (RunOn) => {
    const { invoke, runs } = recording();
    await invoke({ properties: properties({ Cluster: 'a' }, { RunOn }) });

    expect(runs).toEqual(['Create a']);
    expect(answers()).toMatchObject([{ Status: 'SUCCESS', Data: { Cluster: 'a' } }]);
  });

  const same = properties({ Cluster: 'a' });
  test.each([
    ['create', 'other input', { Input: '{"Cluster":"b"}' }, []],
    ['create', 'other code', { CodeDigest: 'c2' }, []],
    ['every-update', 'another deployment', { RunId: '2' }, ['Update a a']],
    ['when-changed', 'another deployment', { RunId: '2' }, []],
    ['when-changed', 'another waiter', { WaiterArn: 'x' }, []],
    ['when-changed', 'the same input in other words', { Input: '{ "Cluster": "a" }' }, []],
    ['when-changed', 'the same input as an object', { Input: { Cluster: 'a' } }, []],
    ['when-changed', 'other input as an object', { Input: { Cluster: 'b' } }, ['Update b a']],
    ['when-changed', 'other input', { Input: '{"Cluster":"b"}' }, ['Update b a']],
    ['when-changed', 'other code', { CodeDigest: 'c2' }, ['Update a a']],
  ])('on Update with %s and %s', async (RunOn, _, change, expected) => {
    const { invoke, runs } = recording();
    await invoke({ ...update, properties: { ...same, RunOn, ...change }, oldProperties: { ...same, RunOn } });

    expect(runs).toEqual(expected);
    expect(answers()).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('on Update with the same members in another order: not', async () => {
    const { invoke, runs } = recording();
    const inOrder = (Input: Json) => ({ ...same, Input });
    await invoke({
      ...update,
      properties: inOrder({ Cluster: 'a', Tags: { X: '1', Y: '2' } }),
      oldProperties: inOrder({ Tags: { Y: '2', X: '1' }, Cluster: 'a' }),
    });

    expect(runs).toEqual([]);
  });

  test('a rollback runs it again with the input of before', async () => {
    const { invoke, runs } = recording();
    const other = properties({ Cluster: 'b' });
    await invoke({ ...update, properties: other, oldProperties: same });
    await invoke({ ...update, properties: same, oldProperties: other });

    expect(runs).toEqual(['Update b a', 'Update a b']);
  });

  test('what ran before in a form that cannot be read counts as changed', async () => {
    const { invoke, runs } = recording();
    await invoke({ ...update, properties: same, oldProperties: { Old: 'contract' } });

    expect(runs).toEqual(['Update a']);
  });

  test.each([
    ['nothing', []],
    ['run', ['Delete a']],
  ])('on Delete with %s', async (OnDelete, expected) => {
    const { invoke, runs } = recording();
    await invoke({
      type: 'Delete',
      physicalResourceId: 'stack-Thing-1',
      properties: properties({ Cluster: 'a' }, { OnDelete }),
    });

    expect(runs).toEqual(expected);
    expect(answers()).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'stack-Thing-1' }]);
  });
});

describe('another target', () => {
  const identity = ({ Cluster }: Input) => [Cluster];
  const [a, b] = ['a', 'b'].map((Cluster) => properties({ Cluster }, { OnDelete: 'run', RunOn: 'create' }));

  test('is created, and the old one deleted with its own input', async () => {
    const { invoke, runs } = recording({ identity });
    await invoke({ properties: a });
    const oldId = String(answers()[0]?.['PhysicalResourceId']);
    await invoke({ type: 'Update', properties: b, oldProperties: a, physicalResourceId: oldId });
    const newId = String(answers()[1]?.['PhysicalResourceId']);
    await invoke({ type: 'Delete', properties: a, physicalResourceId: oldId });

    expect(newId).not.toBe(oldId);
    expect(runs).toEqual(['Create a', 'Create b', 'Delete a']);
  });

  test('is not deleted in place of the one that the id names', async () => {
    const { invoke, runs } = recording({ identity });
    await invoke({ properties: a });
    await invoke({ type: 'Delete', properties: b, physicalResourceId: String(answers()[0]?.['PhysicalResourceId']) });

    expect(runs).toEqual(['Create a']);
    expect(answers()[1]).toMatchObject({ Status: 'SUCCESS' });
  });

  test('is not deleted when its creation was refused', async () => {
    const runs: string[] = [];
    const { invoke } = deployed(async ({ type }) => {
      runs.push(type);
      throw new RefusedError('the cluster belongs to somebody else');
    });
    await invoke({ properties: a });
    await invoke({ type: 'Delete', properties: a, physicalResourceId: String(answers()[0]?.['PhysicalResourceId']) });

    expect(answers()).toMatchObject([
      { Status: 'FAILED', Reason: 'the cluster belongs to somebody else' },
      { Status: 'SUCCESS' },
    ]);
    expect(runs).toEqual(['Create']);
  });
});

describe('attributes', () => {
  test('of a request that does not run the code are recalled', async () => {
    const recall = async ({ input }: PostDeployRequest<Input>) => ({ Cluster: `still ${input.Cluster}` });
    const { invoke, runs } = recording({ recall });
    await invoke({ ...update, properties: properties({ Cluster: 'b' }, { RunOn: 'create' }) });

    expect(runs).toEqual([]);
    expect(answers()).toMatchObject([{ Status: 'SUCCESS', Data: { Cluster: 'still b' } }]);
  });

  test('are masked when the author says so', async () => {
    const { invoke } = recording({ noEcho: true });
    await invoke({ properties: properties({ Cluster: 'a' }) });

    expect(answers()).toMatchObject([{ NoEcho: true }]);
  });
});

describe('what the template hands over', () => {
  test('fails with everything that is wrong, and leaves nothing to clean up', async () => {
    const { invoke } = recording();
    await invoke({ properties: { RunOn: 'always', OnDelete: 'maybe', Input: '{"token": hunter2x' } });

    const reason = String(answers()[0]?.['Reason']);
    expect(reason).toContain('/RunOn must be one of create, every-update, when-changed, got "always"');
    expect(reason).toContain('/OnDelete must be one of nothing, run, got "maybe"');
    expect(reason).toContain('/Input must be JSON');
    expect(reason).not.toContain('hunter2x');
    expect(answers()[0]).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'Thing:nothing-created' });
  });

  test("goes through the author's parser", async () => {
    const parse = () => {
      throw new Error('Cluster is missing');
    };
    const { invoke } = recording({ parse });
    await invoke({ properties: properties({}) });

    expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: 'Cluster is missing' }]);
  });

  test('gives access to secrets, which turn up neither in the reason nor in the log', async () => {
    const { invoke } = deployed(async ({ secrets, logger }) => {
      const password = await secrets.text('/db/password');
      logger.info('connecting', { url: `postgres://me:${password}@db` });
      throw new Error(`cannot log in with ${password}`);
    });
    await invoke({ properties: properties({ Cluster: 'a' }) });

    expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: `cannot log in with ${MASK}` }]);
    expect(logs.text()).toContain('connecting');
    expect(logs.text()).not.toContain('hunter2x');
  });
});

describe('work that goes on', () => {
  /** Work that is done at the third look. */
  const counted: PostDeployOptions<Input> = {
    check: async ({ input }, state) =>
      Number(state) < 3
        ? pending({ state: Number(state) + 1, afterSeconds: 20 })
        : { data: { Looks: `${state} at ${input.Cluster}` } },
  };
  const start = async () => pending({ state: 1, afterSeconds: 60 });

  test('is handed to the waiter under a name that belongs to the request, and not answered', async () => {
    const { invoke, started, inputs } = deployed(start, counted);
    await invoke({ requestId: 'r-1', properties: properties({ Cluster: 'a' }) });

    expect([...started.keys()]).toEqual(['Thing-r-1']);
    expect(inputs()).toMatchObject([
      {
        done: false,
        poll: { state: 1, afterSeconds: 60, deadline: 1_000_000 + 540_000, request: { RequestId: 'r-1' } },
      },
    ]);
    expect(answers()).toEqual([]);
  });

  test('is looked at until it is done, and then answered once', async () => {
    const { invoke, inputs, look } = deployed(start, counted);
    await invoke({ properties: properties({ Cluster: 'a' }) });
    const { visited, waitedSeconds, end } = await drive(waiter, inputs()[0], { invoke: look });

    expect(end).toBe('Done');
    expect(waitedSeconds).toBe(60 + 20 + 20);
    expect(visited.filter((name) => name === 'Look')).toHaveLength(3);
    expect(answers()).toMatchObject([
      {
        Status: 'SUCCESS',
        Data: { Looks: '3 at a' },
        PhysicalResourceId: expect.stringMatching(/^Thing:[0-9a-f]{32}$/),
      },
    ]);
  });

  test('is waited for once, also when the request is delivered to another environment again', async () => {
    const one = deployed(start, counted);
    const request = { requestId: 'r-2', properties: properties({ Cluster: 'a' }) };
    await one.invoke(request);
    const second = postDeployCode<Input>(start, counted, {
      stepFunctions: one.client,
      secrets: createSecrets({}),
      now: () => 5,
      edge: timedInvocation().edge,
    });
    await second(customResourceEvent({ url: server.url(), ...request }), timedInvocation().context);

    expect(one.started.size).toBe(1);
    expect(answers()).toEqual([]);
  });

  test('that fails is answered with its reason', async () => {
    const check = async () => Promise.reject(new Error('the job ended with code 3'));
    const { invoke, inputs, look } = deployed(start, { check });
    await invoke({ properties: properties({ Cluster: 'a' }) });
    const { end } = await drive(waiter, inputs()[0], { invoke: look });

    expect(end).toBe('Done');
    expect(answers()).toMatchObject([
      {
        Status: 'FAILED',
        Reason: 'the job ended with code 3',
        PhysicalResourceId: expect.stringMatching(/^Thing:[0-9a-f]{32}$/),
      },
    ]);
  });

  test('is looked at again when a look is throttled', async () => {
    let looks = 0;
    const check = async () => {
      if (++looks < 3) throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
      return {};
    };
    const { invoke, inputs, look } = deployed(start, { check });
    await invoke({ properties: properties({ Cluster: 'a' }) });
    await drive(waiter, inputs()[0], { invoke: look });

    expect(looks).toBe(3);
    expect(answers()).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('fails in time when it never ends', async () => {
    const check = async () => pending({ state: null, afterSeconds: 200 });
    const { invoke, inputs, look, pass } = deployed(start, { check });
    await invoke({ properties: properties({ Cluster: 'a' }) });
    const { end, waitedSeconds } = await drive(waiter, inputs()[0], { invoke: look, wait: pass });

    expect(end).toBe('Done');
    expect(waitedSeconds).toBe(540);
    expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('still going on') }]);
  });

  test('is not looked at more often than an execution can bear', async () => {
    const check = async () => pending({ state: null, afterSeconds: 0 });
    const { invoke, inputs, look, pass } = deployed(start, { check });
    await invoke({ properties: properties({ Cluster: 'a' }, { ServiceTimeout: '3600' }) });
    const { visited } = await drive(waiter, inputs()[0], { invoke: look, wait: pass }).catch((error) => ({
      visited: [String(error)],
    }));

    // Some three events for each state, and 25,000 are the end of an execution.
    expect(visited.length).toBeGreaterThan(1_000);
    expect(visited.length).toBeLessThan(5_000);
    expect(inputs()[0].poll.afterSeconds).toBe(60);
  });

  test('is answered by giving up when the function cannot be invoked', async () => {
    const { invoke, inputs, look } = deployed(start, counted);
    await invoke({ properties: properties({ Cluster: 'a' }) });
    const onlyGivingUp = async (payload: unknown) => {
      if (typeof payload === 'object' && payload !== null && 'giveUp' in payload) return look(payload);
      throw Object.assign(new Error('exit status 129'), { name: 'Runtime.ExitError' });
    };
    const { end, visited } = await drive(waiter, inputs()[0], { invoke: onlyGivingUp });

    expect(end).toBe('GivenUp');
    expect(visited.at(-2)).toBe('GiveUp');
    expect(answers()).toMatchObject([
      {
        Status: 'FAILED',
        Reason: 'whether the work is done could not be found out: Runtime.ExitError: exit status 129',
      },
    ]);
  });

  test('is looked at again when the callback does not take the answer', async () => {
    const { invoke, inputs, look } = deployed(start, { check: async () => ({}) });
    await invoke({ properties: properties({ Cluster: 'a' }) });
    server.misbehave({ kind: 'status', status: 500 }, 12);
    const { end } = await drive(waiter, inputs()[0], { invoke: look });

    expect(end).toBe('Done');
    expect(answers()).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test.each([
    ['there is nothing to look at it with', {}, {}, /has no 'check'/],
    ['the resource names no waiter', counted, { WaiterArn: '' }, /names no waiter/],
  ])('fails when %s', async (_, options, more, reason) => {
    const { invoke } = deployed(start, options);
    await invoke({ properties: properties({ Cluster: 'a' }, more) });

    expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: expect.stringMatching(reason) }]);
  });

  test('fails when the waiter cannot be started', async () => {
    const { invoke } = deployed(
      start,
      counted,
      Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }),
    );
    await invoke({ properties: properties({ Cluster: 'a' }) });

    expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: 'AccessDeniedException: not authorized' }]);
  });

  test('fails when its state is more than an execution can hold', async () => {
    const { invoke } = deployed(async () => pending({ state: 'x'.repeat(100_000), afterSeconds: 60 }), counted);
    await invoke({ properties: properties({ Cluster: 'a' }) });

    expect(answers()).toMatchObject([
      { Status: 'FAILED', Reason: expect.stringMatching(/has 100002 bytes, 100000 is the limit/) },
    ]);
  });

  test('leaves the callback address in no log', async () => {
    const { invoke, inputs, look } = deployed(start, counted);
    await invoke({ properties: properties({ Cluster: 'a' }) });
    await drive(waiter, inputs()[0], { invoke: look });

    expect(logs.lines.length).toBeGreaterThan(4);
    expect(logs.text()).not.toMatch(/X-Amz-Signature=/);
  });
});

describe('the waiter', () => {
  test('has exactly the placeholders that the template fills in', () => {
    const placeholders = [...waiterText.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1]);

    expect([...new Set(placeholders)].sort()).toEqual(['FunctionArn', 'Partition']);
  });

  test('retries every task with jitter, a bound, and a way out', () => {
    const tasks = Object.values(JSON.parse(waiterText).States).filter((state) =>
      JSON.stringify(state).includes('lambda:invoke'),
    );

    expect(tasks).toHaveLength(2);
    for (const task of tasks)
      expect(task).toMatchObject({
        Retry: [{ JitterStrategy: 'FULL', MaxAttempts: expect.any(Number) }],
        TimeoutSeconds: 960,
      });
    expect(JSON.parse(waiterText)).toMatchObject({
      TimeoutSeconds: 4_500,
      States: { Look: { Catch: [{ Next: 'GiveUp' }] } },
    });
  });

  test('is started through the real client', () => {
    const client: ExecutionStarter = new SFNClient({ region: 'eu-central-1' });

    expect(client).toBeInstanceOf(SFNClient);
  });
});
