import { physicalId } from '#lib/handler/physical-id.ts';
import { createRedactor } from '#lib/handler/redact.ts';
import { type CallbackServer, startCallbackServer } from '#test/kit/callback-server.ts';
import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import {
  customResourceEvent,
  type EventParts,
  lambdaContext,
  timedInvocation,
} from '#test/kit/custom-resource-event.ts';
import { type DataAccount, dataAccount, fakeBucket, serviceError, versions } from '#test/kit/data-account.ts';
import { DISPOSAL_TAG } from './contract.ts';
import { type DisposalOptions, dataDisposal } from './handler.ts';

let server: CallbackServer;
let logs: CapturedLogs;
let account: DataAccount;
beforeAll(async () => {
  server = await startCallbackServer();
});
afterAll(() => server.close());
beforeEach(() => {
  logs = captureLogs();
  account = dataAccount();
});
afterEach(() => logs.restore());

/** The Delete of a launch that said what to destroy. */
async function remove(
  properties: EventParts['properties'],
  more: Partial<EventParts> & DisposalOptions & { remainingMs?: () => number } = {},
) {
  const { remainingMs = () => 900_000, mostObjects, ...parts } = more;
  const handler = dataDisposal(account.services, {
    redactor: createRedactor(),
    edge: timedInvocation().edge,
    now: () => new Date('2026-11-21T12:00:00Z'),
    mostObjects,
  });
  const event = customResourceEvent({
    type: 'Delete',
    url: server.url(),
    physicalResourceId: physicalId('Thing', []),
    properties: { DataRetention: 'destroy', ...properties },
    ...parts,
  });
  await handler(event, lambdaContext(remainingMs));
  return server.answers.at(-1) ?? {};
}

function everything() {
  account.buckets.set('data', fakeBucket({ versions: versions(3) }));
  account.tables.set('runs', { isProtected: true, isBeingDeleted: false, busyFor: 0 });
  account.keys.set('key-1', { windowDays: undefined });
  return { Buckets: ['data', ''], Tables: ['', 'runs'], Keys: ['key-1'] };
}

describe('what is destroyed', () => {
  test('is everything that is named, keys last', async () => {
    const answer = await remove(everything());

    expect(account.changes).toEqual(['delete bucket data', 'delete table runs', 'delete key key-1 in 7 days']);
    expect(answer).toMatchObject({
      Status: 'SUCCESS',
      Reason: "bucket 'data' is deleted\ntable 'runs' is deleted\nkey 'key-1' will be deleted on 2026-11-28",
    });
  });

  test.each(['Create', 'Update'] as const)('is nothing on %s', async (type) => {
    expect(await remove(everything(), { type })).toMatchObject({ Status: 'SUCCESS' });
    expect(account.changes).toEqual([]);
  });

  test.each(['retain', '', 'Destroy', undefined])('is nothing when DataRetention is %p', async (DataRetention) => {
    expect(await remove({ ...everything(), DataRetention })).toMatchObject({ Status: 'SUCCESS' });
    expect(account.changes).toEqual([]);
  });

  test.each([
    'ROLLBACK_IN_PROGRESS',
    'UPDATE_IN_PROGRESS',
    'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    'DELETE_FAILED',
  ])('is nothing while the stack is %s', async (status) => {
    account.status = status;
    const answer = await remove(everything());

    expect(answer).toMatchObject({
      Status: 'SUCCESS',
      Reason: expect.stringContaining(`is ${status} and not being deleted`),
    });
    expect(account.changes).toEqual([]);
    expect(account.buckets.get('data')?.versions).toHaveLength(3);
  });

  test('is nothing, and that is a failure, when the status of the stack is not known', async () => {
    account.status = new Error('Rate exceeded');

    expect(await remove(everything())).toMatchObject({ Status: 'FAILED', Reason: 'Rate exceeded' });
    expect(account.changes).toEqual([]);
  });

  test.each([{}, { Buckets: '', Tables: [''], Keys: [] }])('is nothing for the lists %j', async (lists) => {
    expect(await remove(lists)).toMatchObject({ Status: 'SUCCESS', Reason: 'there was no data' });
  });

  test('may be gone already', async () => {
    const answer = await remove({ Buckets: ['data'], Tables: ['runs'], Keys: ['key-1'] });

    expect(answer).toMatchObject({
      Status: 'SUCCESS',
      Reason: "bucket 'data' was gone already\ntable 'runs' was gone already\nkey 'key-1' was gone already",
    });
  });

  test('twice is the same as once', async () => {
    const lists = everything();
    await remove(lists);
    const before = [...account.changes];

    expect(await remove(lists)).toMatchObject({
      Status: 'SUCCESS',
      Reason: expect.stringContaining("key 'key-1' was scheduled for deletion already"),
    });
    expect(account.changes).toEqual(before);
  });
});

describe('a bucket', () => {
  test('loses all versions, delete markers and uploads, page by page and a few at a time', async () => {
    account = dataAccount(100);
    const uploads = versions(250, 'upload').map(({ key, versionId }) => ({ key, uploadId: versionId }));
    account.buckets.set('data', fakeBucket({ versions: versions(1_050), uploads }));

    expect(await remove({ Buckets: ['data'] })).toMatchObject({ Status: 'SUCCESS' });
    expect(account.buckets.size).toBe(0);
    expect(account.mostParallel()).toBe(4);
  });

  test('of another account is left alone, and that is a failure', async () => {
    account.buckets.set('data', fakeBucket({ versions: versions(1), owner: '999900001111' }));

    expect(await remove({ Buckets: ['data'] })).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining("bucket 'data': AccessDenied"),
    });
    expect(account.buckets.get('data')?.versions).toHaveLength(1);
  });

  test('whose objects may not be deleted is a failure that names some of them', async () => {
    const errors = new Map(versions(5).map(({ key }) => [key, { code: 'AccessDenied', lasting: true }]));
    account.buckets.set('data', fakeBucket({ versions: versions(8), errors }));

    const { Status, Reason } = await remove({ Buckets: ['data'] });

    expect(Status).toBe('FAILED');
    expect(Reason).toContain(
      "5 object versions of bucket 'data' could not be deleted (key-0000000: AccessDenied not now;",
    );
    expect(Reason).toContain('and 2 more');
    expect(account.buckets.get('data')?.versions).toHaveLength(5);
  });

  test('whose objects fail for a moment is tried again', async () => {
    const errors = new Map([['key-0000001', { code: 'InternalError', lasting: false }]]);
    account.buckets.set('data', fakeBucket({ versions: versions(3), errors }));

    expect(await remove({ Buckets: ['data'] })).toMatchObject({
      Status: 'SUCCESS',
      Reason: "bucket 'data' is deleted",
    });
  });

  test('with more objects than are deleted one by one empties itself', async () => {
    account.buckets.set(
      'data',
      fakeBucket({ versions: versions(2_001), tags: { 'aws:cloudformation:stack-name': 'launch-one' } }),
    );

    const answer = await remove({ Buckets: ['data'] }, { mostObjects: 2_000 });

    const bucket = account.buckets.get('data');
    expect(answer).toMatchObject({
      Status: 'SUCCESS',
      Reason: "bucket 'data' stays and empties itself within days, because it holds more than 2000 object versions",
    });
    expect(bucket?.isExpiring).toBe(true);
    expect(bucket?.tags).toEqual({
      'aws:cloudformation:stack-name': 'launch-one',
      [DISPOSAL_TAG]: 'objects expire from 2026-11-22 - empty about 2026-11-25 - then delete this bucket',
    });
    expect(bucket?.tags[DISPOSAL_TAG]).toMatch(/^[\p{L}\p{N} +=._:/@-]{1,256}$/u);
    expect(logs.text()).toContain('empties itself within days');
  });

  test('with as many objects as are allowed is emptied', async () => {
    account.buckets.set('data', fakeBucket({ versions: versions(2_000) }));

    expect(await remove({ Buckets: ['data'] }, { mostObjects: 2_000 })).toMatchObject({
      Reason: "bucket 'data' is deleted",
    });
  });

  test('empties itself when time runs short', async () => {
    account = dataAccount(10);
    account.buckets.set('data', fakeBucket({ versions: versions(100) }));
    let remaining = 75_000;
    const passing = () => {
      remaining -= 15_000;
      return remaining;
    };

    const answer = await remove({ Buckets: ['data'] }, { remainingMs: passing });

    expect(answer).toMatchObject({
      Status: 'SUCCESS',
      Reason: expect.stringContaining('could be deleted in the time of one function'),
    });
    expect(account.buckets.get('data')?.isExpiring).toBe(true);
    expect(account.buckets.get('data')?.versions.length).toBeGreaterThan(0);
    expect(account.buckets.get('data')?.versions.length).toBeLessThan(100);
  });

  test('into which somebody keeps writing empties itself', async () => {
    account.buckets.set('data', fakeBucket({ versions: versions(1), writer: () => versions(1, 'new') }));

    expect(await remove({ Buckets: ['data'] })).toMatchObject({
      Status: 'SUCCESS',
      Reason: expect.stringContaining('objects keep appearing in it'),
    });
  });

  test('that cannot be tagged still empties itself', async () => {
    account.buckets.set('data', fakeBucket({ versions: versions(3) }));
    account.failures.set('setTags data', [serviceError('InvalidTag')]);

    expect(await remove({ Buckets: ['data'] }, { mostObjects: 2 })).toMatchObject({ Status: 'SUCCESS' });
    expect(logs.text()).toContain('could not be tagged');
  });

  test('that disappears meanwhile is gone', async () => {
    account.buckets.set('data', fakeBucket({ versions: versions(1) }));
    account.failures.set('deleteBucket data', [serviceError('NoSuchBucket')]);

    expect(await remove({ Buckets: ['data'] })).toMatchObject({
      Status: 'SUCCESS',
      Reason: "bucket 'data' was gone already",
    });
  });

  test('whose upload ends meanwhile is emptied', async () => {
    account.buckets.set('data', fakeBucket({ uploads: [{ key: 'a', uploadId: 'u' }] }));
    account.failures.set('abortUpload data', [serviceError('NoSuchUpload')]);

    expect(await remove({ Buckets: ['data'] })).toMatchObject({ Status: 'SUCCESS' });
  });
});

describe('a table', () => {
  test('in the way of other changes is tried until it works', async () => {
    account.tables.set('runs', { isProtected: true, isBeingDeleted: false, busyFor: 0 });
    account.failures.set('unprotect runs', [
      serviceError('LimitExceededException'),
      serviceError('ThrottlingException'),
    ]);

    expect(await remove({ Tables: ['runs'] })).toMatchObject({ Status: 'SUCCESS', Reason: "table 'runs' is deleted" });
  });

  test('that is being deleted already is done', async () => {
    account.tables.set('runs', { isProtected: false, isBeingDeleted: true, busyFor: 0 });

    expect(await remove({ Tables: ['runs'] })).toMatchObject({ Status: 'SUCCESS' });
    expect(account.changes).toEqual([]);
  });

  test('that may not be deleted is a failure', async () => {
    account.tables.set('runs', { isProtected: false, isBeingDeleted: false, busyFor: 0 });
    account.failures.set('deleteTable runs', [serviceError('AccessDeniedException', 'no')]);

    expect(await remove({ Tables: ['runs'] })).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining("table 'runs': AccessDeniedException: no"),
    });
  });
});

describe('a key', () => {
  test('is kept for as long as objects still expire', async () => {
    const lists = everything();
    await remove(lists, { mostObjects: 2 });

    expect(account.keys.get('key-1')?.windowDays).toBe(30);
  });

  test('is left alone when something it encrypts stayed, and all the rest is still tried', async () => {
    const lists = everything();
    account.failures.set('versions data', [serviceError('AccessDenied', 'no')]);

    const answer = await remove(lists);

    expect(account.changes).toEqual(['delete table runs']);
    expect(account.keys.get('key-1')?.windowDays).toBeUndefined();
    expect(answer).toMatchObject({
      Status: 'FAILED',
      Reason:
        "The data could not be disposed of:\nbucket 'data': AccessDenied: no\nDone so far:\ntable 'runs' is deleted",
    });
  });

  test('that was scheduled by somebody else is done, and stays as it was', async () => {
    account.keys.set('key-1', { windowDays: 12 });

    expect(await remove({ Keys: ['key-1'] })).toMatchObject({
      Status: 'SUCCESS',
      Reason: "key 'key-1' was scheduled for deletion already",
    });
    expect(account.keys.get('key-1')?.windowDays).toBe(12);
  });

  test('in a state in which it cannot be deleted is a failure', async () => {
    account.keys.set('key-1', { windowDays: undefined });
    account.failures.set('scheduleDeletion key-1', [serviceError('KMSInvalidStateException', 'pending import')]);

    expect(await remove({ Keys: ['key-1'] })).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('pending import'),
    });
  });
});

test('stops touching anything once time is up', async () => {
  const invocation = timedInvocation(900_000);
  let release = () => {};
  const slow = dataAccount();
  slow.buckets.set('data', fakeBucket({ versions: versions(1) }));
  slow.tables.set('runs', { isProtected: false, isBeingDeleted: false, busyFor: 0 });
  const services = {
    ...slow.services,
    buckets: () => ({
      ...slow.services.buckets({ account: '111122223333', signal: new AbortController().signal }),
      versions: () =>
        new Promise<never>((_, reject) => {
          release = () => reject(serviceError('AbortError'));
        }),
    }),
  };
  const handler = dataDisposal(services, { redactor: createRedactor(), edge: invocation.edge });
  const invoked = handler(
    customResourceEvent({
      type: 'Delete',
      url: server.url(),
      physicalResourceId: 'x',
      properties: { DataRetention: 'destroy', Buckets: ['data'], Tables: ['runs'] },
    }),
    invocation.context,
  );
  await new Promise((resolve) => setImmediate(resolve));
  invocation.timeOut();
  await invoked;
  release();
  await new Promise((resolve) => setImmediate(resolve));

  expect(server.answers.at(-1)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('not finished') });
  expect(slow.changes).toEqual([]);
  expect(logs.text()).not.toContain('could not be disposed of');
});
