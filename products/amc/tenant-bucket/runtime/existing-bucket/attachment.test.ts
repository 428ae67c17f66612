import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import {
  bucketIn,
  foreign,
  foreignPolicy,
  idsIn,
  inputOf,
  oldBucket,
  one,
  ownIds,
  picture,
  RECORD,
  run,
  STACK,
  starts,
  targets,
  two,
} from '#test/kit/existing-bucket-launch.ts';
import { asStored, bucketWorld, serviceError } from '#test/kit/existing-bucket-world.ts';
import { existingBucketCode } from './attachment.ts';

let logs: CapturedLogs;
beforeEach(() => {
  logs = captureLogs();
});
afterEach(() => logs.restore());

describe('attaching', () => {
  test('adds statements with ids of this launch behind those that are there', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');

    expect(idsIn(picture(world).policy)).toEqual(['Backup', ...ownIds(one)]);
    expect(world.sent[0]).toContain(JSON.stringify(foreign));
  });

  test('switches events on beside the queues, topics and functions that are told', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');

    expect(picture(world).notifications).toEqual({ ...targets, EventBridgeConfiguration: {} });
  });

  test('records what it is about to change before it does, and that it is done afterwards', async () => {
    const world = bucketWorld({ results: oldBucket() });
    const states: string[] = [];
    world.around = ({ name, moment }) => {
      const [attachment] = picture(world).record.attachments ?? [];
      if (name.startsWith('put') && moment === 'before') states.push(attachment?.state ?? 'nothing');
    };
    await run(world, 'Create');

    expect(states).toEqual(['attaching', 'attaching']);
    expect(picture(world).record).toEqual({
      stackId: STACK,
      attachments: [{ bucketName: 'results', state: 'attached', statementIds: ownIds(one), switchedEventsOn: true }],
    });
  });

  test('leaves events that are on alone, and remembers that', async () => {
    const world = bucketWorld({ results: oldBucket({ notifications: { EventBridgeConfiguration: {} } }) });
    await run(world, 'Create');

    expect(world.writes()).not.toContain('putNotifications results');
    expect(picture(world).record.attachments).toMatchObject([{ switchedEventsOn: false }]);
  });

  test.each(starts)('a bucket %s a second time writes nothing', async (_, start) => {
    const world = bucketWorld({ results: oldBucket(start) });
    await run(world, 'Create');
    const written = world.writes().length;
    await run(world, 'Create');
    await run(world, 'Update');

    expect(world.writes()).toHaveLength(written);
  });

  test('with other statements replaces its own', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    await run(world, 'Update', { statements: two, old: { statements: one } });

    expect(idsIn(picture(world).policy)).toEqual(['Backup', ...ownIds(two)]);
    expect(picture(world).record.attachments).toMatchObject([
      { state: 'attached', statementIds: ownIds(two), switchedEventsOn: true },
    ]);
  });

  test('writes once although what it reads is old for a moment', async () => {
    const world = bucketWorld({ results: oldBucket() });
    world.staleReads = 2;
    await run(world, 'Create');

    expect(world.writes().filter((call) => call.startsWith('put'))).toEqual([
      'putPolicy results',
      'putNotifications results',
    ]);
    expect(world.slept).toEqual([1_000, 2_000, 1_000, 2_000]);
  });

  test('says so when somebody has changed their statements right after it wrote', async () => {
    const quiet = bucketWorld({ results: oldBucket() });
    await run(quiet, 'Create');
    expect(logs.text()).not.toContain('changed at the same time');

    const world = bucketWorld({ results: oldBucket() });
    world.around = ({ name, moment }) => {
      const bucket = world.buckets.get('results');
      if (name !== 'putPolicy results' || moment !== 'after' || bucket?.policy === undefined) return;
      bucket.policy = bucket.policy.replace('"Backup"', '"Archive"');
    };
    await run(world, 'Create');

    expect(idsIn(picture(world).policy)).toEqual(['Archive', ...ownIds(one)]);
    expect(logs.text()).toContain('changed at the same time');
  });
});

describe('a policy that cannot be read is never replaced', () => {
  test.each(['AccessDenied', 'InternalError', 'NoSuchKey', 'MethodNotAllowed'])('%s', async (name) => {
    for (const time of [1, 2, 3]) {
      const world = bucketWorld({ results: oldBucket() });
      let reads = 0;
      world.around = (call) => {
        if (call.name === 'policy results' && call.moment === 'before' && ++reads >= time) throw serviceError(name);
      };
      await expect(run(world, 'Create')).rejects.toThrow();
      world.around = () => {};

      expect(JSON.parse(picture(world).policy ?? '').Statement).toContainEqual(foreign);
      expect(world.sent).toHaveLength(time === 3 ? 1 : 0);
    }
  });

  test('nor is one that is no policy', async () => {
    const world = bucketWorld({ results: oldBucket({ policy: '{"Statement":"?"}' }) });

    await expect(run(world, 'Create')).rejects.toThrow('left as it is');
    expect(world.writes()).toEqual([]);
  });
});

describe('while the stack rolls back', () => {
  test('a bucket that would be refused is attached as it was', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    const before = picture(world);
    await run(world, 'Update', { statements: two, old: { statements: one } });
    const bucket = world.buckets.get('results');
    if (bucket !== undefined) bucket.ownership = 'ObjectWriter';
    world.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await run(world, 'Update', { statements: one, old: { statements: two } });

    expect(picture(world)).toEqual(before);
    expect(logs.text()).toContain('let through');
  });

  test('an update that was refused because it moved the record is taken back', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    const before = picture(world);
    world.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await run(world, 'Update', { old: { record: `${RECORD}-new` } });

    expect(picture(world)).toEqual(before);
  });

  test('fails with a bucket whose events nobody may look at, without taking them for its own', async () => {
    const world = bucketWorld({ results: oldBucket({ notifications: { EventBridgeConfiguration: {} } }) });
    world.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    world.around = ({ name }) => {
      if (name.startsWith('notifications')) throw serviceError('AccessDenied');
    };

    await expect(run(world, 'Update')).rejects.toThrow('does not let this launch switch its events on');
    expect(picture(world).record.attachments).toMatchObject([{ switchedEventsOn: false }]);
  });

  test('a bucket that is gone is no obstacle', async () => {
    const world = bucketWorld({});
    world.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await run(world, 'Update');

    expect(world.writes()).toEqual([]);
  });
});

describe('letting go', () => {
  test.each(starts)('leaves a bucket %s as it was', async (_, start) => {
    const world = bucketWorld({ results: oldBucket(start) });
    const before = picture(world);
    await run(world, 'Create');
    await run(world, 'Delete');

    expect(picture(world)).toEqual(before);
    expect(world.store.size).toBe(0);
  });

  test('keeps what others have added meanwhile', async () => {
    const world = bucketWorld({ results: oldBucket({ policy: undefined }) });
    await run(world, 'Create');
    const bucket = world.buckets.get('results');
    if (bucket !== undefined) {
      const { Statement } = JSON.parse(bucket.policy ?? '');
      bucket.policy = asStored(JSON.stringify({ Version: '2012-10-17', Statement: [...Statement, foreign] }));
      bucket.notifications = { EventBridgeConfiguration: {}, QueueConfigurations: targets.QueueConfigurations };
    }
    await run(world, 'Delete');

    expect(idsIn(picture(world).policy)).toEqual(['Backup']);
    expect(picture(world).notifications).toEqual({ QueueConfigurations: targets.QueueConfigurations });
  });

  test('a second time changes nothing', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    await run(world, 'Delete');
    const written = world.writes().length;
    await run(world, 'Delete');

    expect(world.writes()).toHaveLength(written);
  });

  test('what was never attached changes nothing', async () => {
    const world = bucketWorld({ results: oldBucket({ notifications: { EventBridgeConfiguration: {} } }) });
    await run(world, 'Delete');

    expect(world.writes()).toEqual([]);
  });

  test('a bucket that is gone forgets it', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    world.buckets.clear();
    await run(world, 'Delete');

    expect(world.store.size).toBe(0);
  });

  test('without a policy or with events off already is no trouble', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    world.buckets.set('results', oldBucket({ policy: undefined }));
    await run(world, 'Delete');

    expect(picture(world)).toEqual({ policy: undefined, notifications: targets, record: {} });
  });

  test('without its record takes out its statements, and does not guess about events', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    world.store.clear();
    await run(world, 'Delete');

    expect(picture(world).policy).toBe(foreignPolicy);
    expect(picture(world).notifications).toEqual({ ...targets, EventBridgeConfiguration: {} });
  });

  test('fails with what to look at when S3 forbids it', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    world.around = ({ name }) => {
      if (name.startsWith('putPolicy')) throw serviceError('AccessDenied', 'Access Denied');
    };

    await expect(run(world, 'Delete')).rejects.toThrow(
      `bucket 'results' does not let this launch take its statements out of its policy`,
    );
    expect(world.store.size).toBe(1);
  });

  test('succeeds when S3 forbids to look at what was never attached', async () => {
    const world = bucketWorld({ results: oldBucket({ owner: '999900001111' }) });
    await run(world, 'Delete');

    expect(world.writes()).toEqual([]);
  });
});

test('fails with the likely cause when S3 does not take the policy', async () => {
  const world = bucketWorld({ results: oldBucket() });
  world.around = ({ name }) => {
    if (name.startsWith('putPolicy')) throw serviceError('MalformedPolicy', 'Invalid principal in policy');
  };

  await expect(run(world, 'Create')).rejects.toMatchObject({
    message: expect.stringContaining('does not exist, or not any more'),
    cause: { message: 'Invalid principal in policy' },
  });
});

describe('another bucket in its place', () => {
  const other = { bucketName: 'others' };
  const fresh = () =>
    bucketWorld({ results: oldBucket(), others: oldBucket({ policy: undefined, notifications: {} }) });
  /** An update that names another bucket reaches the code as a creation. */
  const replaced = async () => {
    const world = fresh();
    await run(world, 'Create');
    await run(world, 'Create', other);
    return world;
  };

  test('has an identity of its own, wherever its record is', () => {
    const { identity } = existingBucketCode(fresh()).options;

    expect(identity?.(inputOf(other))).toEqual(['others']);
    expect(identity?.(inputOf({ ...other, record: '/x', statements: [] }))).toEqual(['others']);
  });

  test('is attached first, and then the old one is let go as it was', async () => {
    const world = await replaced();
    expect(picture(world).record.attachments.map(({ bucketName }) => bucketName)).toEqual(['results', 'others']);
    await run(world, 'Delete');

    expect(bucketIn(world)).toEqual({ policy: foreignPolicy, notifications: targets });
    expect(idsIn(picture(world, 'others').policy)).toEqual(ownIds(one));
    expect(picture(world).record.attachments).toMatchObject([{ bucketName: 'others', switchedEventsOn: true }]);

    await run(world, 'Delete', other);
    expect(picture(world, 'others')).toEqual(picture(fresh(), 'others'));
    expect(world.store.size).toBe(0);
  });

  test.each([
    ['with an update back to the old one', true],
    ['without one', false],
  ])('is let go in a rollback %s', async (_, hasUpdate) => {
    const world = await replaced();
    world.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    if (hasUpdate) await run(world, 'Create');
    await run(world, 'Delete', other);

    expect(bucketIn(world, 'others')).toEqual(bucketIn(fresh(), 'others'));
    const only = bucketWorld({ results: oldBucket() });
    await run(only, 'Create');
    expect(picture(world)).toEqual(picture(only));
  });

  test('does not let go of it when the old one is let go late, after it has come back', async () => {
    const world = await replaced();
    await run(world, 'Delete');
    await run(world, 'Create');
    await run(world, 'Delete', other);

    expect(idsIn(picture(world).policy)).toEqual(['Backup', ...ownIds(one)]);
    expect(picture(world).record.attachments).toMatchObject([{ bucketName: 'results', switchedEventsOn: true }]);
  });
});
