import { type CallbackServer, startCallbackServer } from '#test/kit/callback-server.ts';
import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import {
  customResourceEvent,
  type EventParts,
  lambdaContext,
  STACK_ID,
  timedInvocation,
} from '#test/kit/custom-resource-event.ts';
import { FactoryError } from '../errors.ts';
import {
  type CustomResourceOptions,
  type CustomResourceWork,
  customResource,
  pending,
  RefusedError,
} from './custom-resource.ts';
import type { RawProperties } from './custom-resource-event.ts';
import { createRedactor, MASK } from './redact.ts';

type Properties = { readonly name: string };
type Data = { readonly [name: string]: string };

let server: CallbackServer;
let logs: CapturedLogs;
beforeAll(async () => {
  server = await startCallbackServer();
});
afterAll(() => server.close());
let seen = 0;
beforeEach(() => {
  seen = server.puts.length;
  logs = captureLogs();
});
afterEach(() => {
  logs.restore();
  server.behave();
});

function puts() {
  return server.puts.slice(seen);
}

function lastAnswer(): Record<string, unknown> {
  return puts().at(-1)?.body ?? {};
}

let requests = 0;
function event(parts: EventParts = {}) {
  const requestId = parts.requestId ?? `request-${++requests}`;
  return customResourceEvent({ properties: { Name: 'one' }, url: server.url(requestId), ...parts, requestId });
}

function resource(
  run: CustomResourceWork<Properties, Data>['run'],
  more: Partial<CustomResourceWork<Properties, Data>> = {},
) {
  const work = {
    read: (raw: RawProperties) => ({ name: String(raw['Name']) }),
    identity: ({ name }: Properties) => [name],
    run,
    ...more,
  };
  return (options: CustomResourceOptions = {}) => {
    const invocation = timedInvocation();
    const handler = customResource(work, { redactor: createRedactor(), edge: invocation.edge, ...options });
    return { ...invocation, invoke: (parts?: EventParts) => handler(event(parts), invocation.context), handler };
  };
}

const done = async () => ({});

describe('the answer', () => {
  test('carries attributes, and copies what identifies the request', async () => {
    await resource(async () => ({ data: { Arn: 'a:b' } }))().invoke({ requestId: 'r-1' });

    expect(lastAnswer()).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: expect.stringMatching(/^Thing:[0-9a-f]{32}$/),
      StackId: STACK_ID,
      RequestId: 'r-1',
      LogicalResourceId: 'Thing',
      Data: { Arn: 'a:b' },
    });
  });

  test('is put with an empty content type, as the presigned URL demands', async () => {
    await resource(done)().invoke();

    expect(puts()[0]?.headers['content-type']).toBe('');
    expect(puts()[0]?.headers['content-length']).toBe(String(puts()[0]?.text.length));
  });

  test('masks attributes when asked to', async () => {
    await resource(async () => ({ data: { Arn: 'a:b' } }))({ noEcho: true }).invoke();

    expect(lastAnswer()).toMatchObject({ NoEcho: true });
  });

  test('carries a remark along with success', async () => {
    await resource(async () => ({ reason: 'kept the bucket' }))().invoke();

    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Reason: 'kept the bucket' });
  });
});

describe('failures', () => {
  test('of the work are answered with message and causes, without a stack trace', async () => {
    const fail = async () => {
      throw new FactoryError('X', 'the cluster is paused', { cause: new TypeError('no endpoint') });
    };
    await resource(fail)().invoke();

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: 'the cluster is paused (TypeError: no endpoint)' });
  });

  test('whose message holds a stack trace lose it', async () => {
    const inner = new Error('deep down');
    const fail = async () => Promise.reject(new Error(`wrapped: ${inner.stack}`));
    await resource(fail)().invoke();

    expect(lastAnswer()['Reason']).toBe('wrapped: Error: deep down');
  });

  test.each([
    ['a text', 'just text', 'just text'],
    ['undefined', undefined, 'threw undefined'],
    ['an object', { a: 1 }, 'threw {"a":1}'],
    ['a number too large for JSON', 10n, 'threw a value of type bigint'],
    ['an error without a message', new TypeError(), 'TypeError'],
    ['an empty text', '', 'failed without saying why'],
  ])('that throw %s are answered', async (_, thrown, reason) => {
    await resource(async () => Promise.reject(thrown))().invoke();

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: reason });
  });

  test('of work that throws before it returns a promise are answered', async () => {
    await resource(() => {
      throw new Error('at once');
    })().invoke();

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: 'at once' });
  });

  test('of reading the properties are answered and leave nothing to delete', async () => {
    const read = () => {
      throw new Error('Name is missing');
    };
    await resource(done, { read })().invoke();

    expect(lastAnswer()).toMatchObject({
      Status: 'FAILED',
      Reason: 'Name is missing',
      PhysicalResourceId: 'Thing:nothing-created',
    });
  });

  test('hold no secrets, neither in the reason nor in the log', async () => {
    const redactor = createRedactor();
    redactor.add('hunter2x');
    const fail = async () =>
      Promise.reject(new Error('login hunter2x', { cause: new Error('at https://x.example/?sig=abc hunter2x') }));
    await resource(fail)({ redactor }).invoke();

    expect(lastAnswer()['Reason']).toBe(`login ${MASK} (at https://x.example/?${MASK} ${MASK})`);
    expect(logs.text()).not.toMatch(/hunter2x|sig=abc/);
  });

  test('are logged with their stack, and the callback address is not', async () => {
    await resource(async () => Promise.reject(new Error('broken')))().invoke();

    expect(logs.entries().find((entry) => entry['level'] === 'ERROR')).toMatchObject({
      message: 'failed',
      requestType: 'Create',
      logicalId: 'Thing',
      stackId: STACK_ID,
      error: { message: 'broken', stack: expect.stringContaining('at ') },
    });
    expect(logs.text()).not.toContain('X-Amz-Signature=');
    expect(logs.text()).not.toContain('0a1b2c3d4e?');
  });

  test('of a request type that does not exist are answered', async () => {
    const odd = { ...event(), RequestType: 'Destroy' };
    const { handler, context } = resource(done)();
    // @ts-expect-error CloudFormation does not send this; somebody else might.
    await handler(odd, context);

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('got "Destroy"') });
  });
});

describe('time', () => {
  test('that runs out is answered before the function ends, and the work is told', async () => {
    let told: unknown;
    const hang = resource(
      ({ signal }) => new Promise(() => signal.addEventListener('abort', () => (told = signal.reason))),
    )();

    const invoked = hang.invoke();
    await Promise.resolve();
    hang.timeOut();
    await invoked;

    expect(hang.limits).toEqual([48_000]);
    expect(lastAnswer()).toMatchObject({
      Status: 'FAILED',
      Reason: "not finished after 48 s, shortly before the function's own timeout",
    });
    expect(lastAnswer()['PhysicalResourceId']).toMatch(/^Thing:[0-9a-f]{32}$/);
    expect(told).toBeInstanceOf(Error);
  });

  test('can be bounded for the work alone', async () => {
    const hang = resource(() => new Promise(() => {}))({ workLimitMs: 8_000 });

    const invoked = hang.invoke();
    await Promise.resolve();
    hang.timeOut();
    await invoked;

    expect(lastAnswer()).toMatchObject({ Reason: 'not finished after 8 s, which is as long as it may take' });
  });

  test("ends with the service timeout when that is shorter than the function's", async () => {
    const hang = resource(() => new Promise(() => {}))();

    const invoked = hang.invoke({ properties: { Name: 'one', ServiceTimeout: '30' } });
    await Promise.resolve();
    hang.timeOut();
    await invoked;

    expect(hang.limits).toEqual([24_000]);
    expect(lastAnswer()).toMatchObject({
      Reason: 'not finished after 24 s, shortly before CloudFormation stops waiting',
    });
  });

  test('that is left is known to the work', async () => {
    const left: number[] = [];
    let remaining = 100_000;
    const { handler } = resource(async ({ remainingMs }) => {
      left.push(remainingMs());
      remaining = 50_000;
      left.push(remainingMs());
      remaining = 1_000;
      left.push(remainingMs());
      return {};
    })();
    await handler(
      event(),
      lambdaContext(() => remaining),
    );

    expect(left).toEqual([85_000, 35_000, 0]);
  });

  test('is not waited for when the work is done: the real timer is cleared', async () => {
    const { handler } = resource(done)({ edge: {} });
    await handler(event(), lambdaContext());

    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
  });

  test('does not stop what the work left running on purpose', async () => {
    let signal = AbortSignal.abort();
    const { handler } = resource(async (request) => {
      signal = request.signal;
      return {};
    })({ edge: {} });
    await handler(event(), lambdaContext());
    await new Promise((resolve) => setImmediate(resolve));

    expect(signal.aborted).toBe(false);
  });

  test('runs out for real', async () => {
    const { handler } = resource(() => new Promise(() => {}))({ edge: {}, workLimitMs: 5 });
    await handler(event(), lambdaContext());

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('not finished') });
  });
});

describe('the physical id', () => {
  async function idOf(parts: EventParts): Promise<unknown> {
    await resource(done)().invoke(parts);
    return lastAnswer()['PhysicalResourceId'];
  }

  test('stays while the target stays and changes with it', async () => {
    const created = String(await idOf({}));

    expect(await idOf({ type: 'Update', physicalResourceId: created })).toBe(created);
    expect(await idOf({ type: 'Update', physicalResourceId: created, properties: { Name: 'two' } })).not.toBe(created);
    expect(await idOf({ logicalId: 'Other' })).toMatch(/^Other:/);
  });

  test('is answered as it came on Delete', async () => {
    expect(await idOf({ type: 'Delete', physicalResourceId: 'launch-one-Thing-ABC123' })).toBe(
      'launch-one-Thing-ABC123',
    );
  });

  test('stays the regular one when a creation fails, and its Delete runs', async () => {
    const deleted: string[] = [];
    const { invoke } = resource(async ({ type, properties }) => {
      if (type === 'Create') throw new Error('half done');
      deleted.push(`${type} ${properties.name}`);
      return {};
    })();
    await invoke();
    const id = String(lastAnswer()['PhysicalResourceId']);
    await invoke({ type: 'Delete', physicalResourceId: id });

    expect(id).toMatch(/^Thing:[0-9a-f]{32}$/);
    expect(deleted).toEqual(['Delete one']);
  });

  test('is a marker when a creation is refused, and the Delete that carries it runs nothing', async () => {
    const ran: string[] = [];
    const { invoke } = resource(async ({ type }) => {
      ran.push(type);
      throw new RefusedError('that name is taken');
    })();
    await invoke();
    const id = String(lastAnswer()['PhysicalResourceId']);
    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: 'that name is taken' });
    await invoke({ type: 'Delete', physicalResourceId: id });

    expect(id).toBe('Thing:nothing-created');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(ran).toEqual(['Create']);
  });

  test('stays the old one when an update is refused', async () => {
    const { invoke } = resource(async () => Promise.reject(new RefusedError('no')))();
    await invoke({ type: 'Update', physicalResourceId: 'Thing:old', properties: { Name: 'two' } });

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'Thing:old' });
  });

  test('of work that changes nothing is a marker after any failure', async () => {
    await resource(async () => Promise.reject(new Error('crash')), { changesNothing: true })().invoke();

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'Thing:nothing-created' });
  });

  test('that names another thing than the properties deletes nothing', async () => {
    const ran: string[] = [];
    const { invoke } = resource(async ({ type }) => {
      ran.push(type);
      return {};
    })();
    await invoke({ type: 'Delete', physicalResourceId: `Thing:${'0'.repeat(32)}` });
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Reason: expect.stringContaining('nothing was deleted') });
    expect(ran).toEqual([]);

    // One that CloudFormation made up, because the creation was never answered.
    await invoke({ type: 'Delete', physicalResourceId: 'launch-one-Thing-1ABCDEF' });
    expect(ran).toEqual(['Delete']);
  });
});

describe('old properties', () => {
  test('are typed like the new ones, and unknown when they cannot be read', async () => {
    const seenOld: unknown[] = [];
    const read = (raw: RawProperties) => {
      if (typeof raw['Name'] !== 'string') throw new Error('unreadable');
      return { name: raw['Name'] };
    };
    const { invoke } = resource(
      async ({ oldProperties }) => {
        seenOld.push(oldProperties);
        return {};
      },
      { read },
    )();
    await invoke();
    await invoke({ type: 'Update', oldProperties: { Name: 'zero' } });
    await invoke({ type: 'Update', oldProperties: { Named: 'zero' } });

    expect(seenOld).toEqual([undefined, { name: 'zero' }, undefined]);
  });
});

describe('the size of the answer', () => {
  test('cuts a long reason and says where the rest is', async () => {
    const reason = 'ü"\n😀'.repeat(3_000);
    await resource(async () => Promise.reject(new Error(reason)))().invoke();

    const put = puts()[0];
    expect(Buffer.byteLength(put?.text ?? '')).toBeLessThan(4_096);
    expect(Buffer.byteLength(put?.text ?? '')).toBeGreaterThan(4_000);
    expect(put?.body['Reason']).toMatch(
      /^ü.*\.\.\. \(the rest is in log stream 2026\/11\/21\/\[\$LATEST\]0123456789abcdef0123456789abcdef\)$/s,
    );
    expect(String(put?.body['Reason']).isWellFormed()).toBe(true);
  });

  test('fails when attributes do not fit, with bytes and limit', async () => {
    await resource(async () => ({ data: { Small: 'x', Large: 'y'.repeat(4_000) } }))().invoke();

    expect(lastAnswer()).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: expect.stringMatching(/^Thing:[0-9a-f]{32}$/),
    });
    expect(lastAnswer()['Reason']).toMatch(
      /has \d{4} bytes with its attributes \(Small, Large\), CloudFormation takes fewer than 4096/,
    );
    expect(lastAnswer()).not.toHaveProperty('Data');
  });

  test('lets attributes through that just fit', async () => {
    const { invoke } = resource(async ({ properties }) => ({ data: { Value: 'y'.repeat(Number(properties.name)) } }))();
    await invoke({ properties: { Name: '0' } });
    const room = 4_095 - (puts()[0]?.text.length ?? 0);
    const sameLength = { requestId: `request-${requests}` };
    const { invoke: again } = resource(async ({ properties }) => ({
      data: { Value: 'y'.repeat(Number(properties.name)) },
    }))();
    await again({ properties: { Name: String(room) }, ...sameLength });

    expect(puts()[1]?.text).toHaveLength(4_095);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
  });
});

describe('the callback', () => {
  test.each([
    ['answers 500', { kind: 'status', status: 500 }],
    ['answers 403 for a moment', { kind: 'status', status: 403, text: '<Error><Code>AccessDenied</Code></Error>' }],
    ['drops the connection', { kind: 'reset' }],
  ] as const)('is tried again when it %s', async (_, how) => {
    server.misbehave(how, 3);
    const { invoke, slept } = resource(done)();
    await invoke();

    expect(puts().map((put) => put.accepted)).toEqual([false, false, false, true]);
    expect(slept).toEqual([250, 500, 1_000]);
  });

  test('that never takes the answer is thrown for Lambda, within the time there is', async () => {
    server.misbehave(
      { kind: 'status', status: 503, text: '<Error><Code>SlowDown</Code><Message>later</Message></Error>' },
      50,
    );
    const { invoke, slept, context } = resource(done)();

    const failure = await invoke().catch((error) => error);

    expect(failure.message).toMatch(/did not take the answer in \d+ tries: status 503, SlowDown, later/);
    expect(failure.message).not.toContain('127.0.0.1');
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(60_000);
    expect(context.getRemainingTimeInMillis()).toBeGreaterThan(0);
  });

  test('is called again by the next delivery, without the work running twice', async () => {
    let runs = 0;
    const { invoke } = resource(async () => {
      runs++;
      return { data: { Run: String(runs) } };
    })();
    server.misbehave({ kind: 'status', status: 500 }, 100);
    await expect(invoke({ requestId: 'again' })).rejects.toThrow(/did not take the answer/);
    server.behave();

    await invoke({ requestId: 'again' });

    expect(runs).toBe(1);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', RequestId: 'again', Data: { Run: '1' } });
  });

  test('is given up at once when there is none', async () => {
    const { invoke } = resource(done)();

    await expect(invoke({ url: '' })).rejects.toThrow(/no ResponseURL/);
  });

  test('that is slow is waited for', async () => {
    server.misbehave({ kind: 'delay', ms: 30 });
    await resource(done)().invoke();

    expect(puts()).toHaveLength(1);
  });
});

describe('a duplicate delivery', () => {
  test('after the answer runs and answers nothing', async () => {
    let runs = 0;
    const { invoke } = resource(async () => ({ data: { Run: String(++runs) } }))();
    await invoke({ requestId: 'twice' });
    await invoke({ requestId: 'twice' });

    expect(runs).toBe(1);
    expect(puts()).toHaveLength(1);
  });

  test('at the same time joins the first', async () => {
    let runs = 0;
    let finish = () => {};
    const { invoke } = resource(async () => {
      runs++;
      await new Promise<void>((resolve) => (finish = resolve));
      return {};
    })();
    const both = Promise.all([invoke({ requestId: 'both' }), invoke({ requestId: 'both' })]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(puts()).toHaveLength(0);
    finish();
    await both;

    expect(runs).toBe(1);
    expect(puts()).toHaveLength(1);
  });

  test('of another request is another request', async () => {
    let runs = 0;
    const { invoke } = resource(async () => ({ data: { Run: String(++runs) } }))();
    await invoke({ requestId: 'first' });
    await invoke({ requestId: 'second' });

    expect(puts().map((put) => put.body['RequestId'])).toEqual(['first', 'second']);
  });
});

describe('pending work', () => {
  test('is handed over and not answered, not even by a duplicate', async () => {
    const handed: unknown[] = [];
    const defer = async (next: unknown) => void handed.push(next);
    const { invoke } = resource(async () => pending({ state: { job: 7 }, afterSeconds: 30 }))({ defer });
    await invoke({ requestId: 'later' });
    await invoke({ requestId: 'later' });

    expect(handed).toEqual([{ state: { job: 7 }, afterSeconds: 30 }]);
    expect(puts()).toHaveLength(0);
  });

  test('fails when it cannot be handed over', async () => {
    const defer = async () => Promise.reject(new Error('no such state machine'));
    await resource(async () => pending({ state: null, afterSeconds: 30 }))({ defer }).invoke();

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: 'no such state machine' });
  });

  test('fails where nothing waits for it', async () => {
    await resource(async () => pending({ state: null, afterSeconds: 30 }))().invoke();

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('nothing waits for it') });
  });
});
