import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import {
  bucketIn,
  foreign,
  idsIn,
  oldBucket,
  one,
  ownIds,
  type Parts,
  PREFIX,
  picture,
  run,
  starts,
  targets,
  two,
} from '#test/kit/existing-bucket-launch.ts';
import { asStored, type BucketWorld, bucketWorld } from '#test/kit/existing-bucket-world.ts';

let logs: CapturedLogs;
beforeEach(() => {
  logs = captureLogs();
});
afterEach(() => logs.restore());

type Step = { readonly type: 'Create' | 'Update' | 'Delete'; readonly parts?: Parts };
type Moment = { readonly number: number; readonly moment: 'before' | 'after' };

/** The moments of a step: before and after each of its calls. */
async function momentsOf(prepare: () => Promise<BucketWorld>, step: Step): Promise<Moment[]> {
  const world = await prepare();
  const first = world.calls.length + 1;
  await run(world, step.type, step.parts);
  const numbers = Array.from({ length: world.calls.length - first + 1 }, (_, i) => first + i);
  expect(numbers.length).toBeGreaterThan(2);
  return numbers.flatMap((number) => (['before', 'after'] as const).map((moment) => ({ number, moment })));
}

/** The process dies at that moment: this call and all that would come after it fail. */
async function crash(world: BucketWorld, step: Step, at: Moment): Promise<void> {
  let isDead = false;
  world.around = ({ number, moment }) => {
    isDead ||= number === at.number && moment === at.moment;
    if (isDead) throw new Error('crash');
  };
  await expect(run(world, step.type, step.parts)).rejects.toThrow();
  world.around = () => {};
}

/** Crashes a step at each of its moments, then does something else, and looks at what has become of the world. */
async function afterEachCrash(prepare: () => Promise<BucketWorld>, step: Step, then: Step, look = picture) {
  const pictures = [];
  for (const at of await momentsOf(prepare, step)) {
    const world = await prepare();
    await crash(world, step, at);
    await run(world, then.type, then.parts);
    pictures.push({ at, ...look(world) });
  }
  return pictures;
}

function expectAll(pictures: readonly object[], expected: object): void {
  for (const each of pictures) expect(each).toEqual({ at: expect.anything(), ...expected });
}

describe.each(starts)('a bucket %s', (_, start) => {
  const fresh = async () => bucketWorld({ results: oldBucket(start) });
  const attached = async () => {
    const world = await fresh();
    await run(world, 'Create');
    return world;
  };
  const create: Step = { type: 'Create' };
  const update: Step = { type: 'Update', parts: { statements: two, old: { statements: one } } };
  const back: Step = { type: 'Update', parts: { statements: one, old: { statements: two } } };
  const remove: Step = { type: 'Delete' };
  const removeTwo: Step = { type: 'Delete', parts: { statements: two } };

  test('whose attaching was cut short is attached by the next try', async () => {
    expectAll(await afterEachCrash(fresh, create, create), picture(await attached()));
  });

  test('whose attaching was cut short is as it was after letting it go', async () => {
    expectAll(await afterEachCrash(fresh, create, remove), picture(await fresh()));
  });

  test('whose update was cut short is updated by the next try', async () => {
    const world = await attached();
    await run(world, update.type, update.parts);

    expectAll(await afterEachCrash(attached, update, update), picture(world));
  });

  test('whose update was cut short is attached as before when that is rolled back', async () => {
    expectAll(await afterEachCrash(attached, update, back), picture(await attached()));
  });

  test('whose update was cut short is as it was after letting it go', async () => {
    expectAll(await afterEachCrash(attached, update, removeTwo), picture(await fresh()));
    expectAll(await afterEachCrash(attached, update, remove), picture(await fresh()));
  });

  test('that was half let go is let go by the next try', async () => {
    expectAll(await afterEachCrash(attached, remove, remove), picture(await fresh()));
  });

  test('that was half let go is attached by the next try', async () => {
    expectAll(await afterEachCrash(attached, remove, create), picture(await attached()));
  });

  test('is attached once, and let go whole, however far apart two deliveries of one request are', async () => {
    for (let turns = 0; turns < 40; turns++) {
      const world = await fresh();
      const later = async () => {
        for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
        await run(world, 'Create');
      };
      await Promise.all([run(world, 'Create'), later()]);
      expect(picture(world)).toEqual(picture(await attached()));
      await run(world, 'Delete');
      expect(picture(world)).toEqual(picture(await fresh()));
    }
  });
});

test('another bucket whose attaching was cut short leaves the old one attached, and is as it was after letting it go', async () => {
  const other = { bucketName: 'others' };
  const fresh = () =>
    bucketWorld({ results: oldBucket(), others: oldBucket({ policy: undefined, notifications: {} }) });
  const attached = async () => {
    const world = fresh();
    await run(world, 'Create');
    return world;
  };
  const both = (world: BucketWorld) => ({ ...picture(world), others: picture(world, 'others') });
  const pictures = await afterEachCrash(
    attached,
    { type: 'Create', parts: other },
    { type: 'Delete', parts: other },
    both as typeof picture, // The same, and more.
  );

  expectAll(pictures, both(await attached()));
});

test('of two buckets, one that was half let go does not take the record of the other along', async () => {
  const other = { bucketName: 'others' };
  const fresh = () => bucketWorld({ results: oldBucket(), others: oldBucket({ policy: undefined }) });
  const both = async () => {
    const world = fresh();
    await run(world, 'Create');
    await run(world, 'Create', other);
    return world;
  };
  const remove: Step = { type: 'Delete' };
  for (const at of await momentsOf(both, remove)) {
    const world = await both();
    await crash(world, remove, at);
    await run(world, 'Delete', other);
    expect(bucketIn(world, 'others')).toEqual(bucketIn(fresh(), 'others'));
    await run(world, 'Delete');
    expect(picture(world)).toEqual(picture(fresh()));
  }
});

describe('somebody else who writes at the same time', () => {
  const fresh = async () => bucketWorld({ results: oldBucket() });
  const theirs = { ...foreign, Sid: 'Theirs' };
  const policyOf = (...statements: readonly object[]) =>
    asStored(JSON.stringify({ Version: '2008-10-17', Id: 'Old', Statement: statements }));
  const theirPolicy = policyOf(foreign, theirs);
  const ours = one.map((each) => ({ ...each, Sid: `${PREFIX}${each.Sid}` }));
  const theirPolicyWithOurs = policyOf(foreign, ...ours, theirs);

  /** Writes as if it had read before us. No service tells anybody about that; only looking again does. */
  async function interrupted(what: 'policy' | 'events', type: 'Create' | 'Delete') {
    const prepare = async () => {
      const world = await fresh();
      if (type === 'Delete') await run(world, 'Create');
      return world;
    };
    const reference = await prepare();
    await run(reference, type);
    const [read, write] = what === 'policy' ? ['policy', 'putPolicy'] : ['notifications', 'putNotifications'];
    const worlds: BucketWorld[] = [];
    for (const at of await momentsOf(prepare, { type })) {
      // Between a read and the write that follows nobody can tell; after the last look nobody looks any more.
      const rest = reference.calls.slice(at.moment === 'before' ? at.number - 1 : at.number);
      if (rest.find((call) => [`${read} results`, `${write} results`].includes(call)) !== `${read} results`) continue;
      const world = await prepare();
      world.around = ({ number, moment }) => {
        const bucket = world.buckets.get('results');
        if (number !== at.number || moment !== at.moment || bucket === undefined) return;
        if (what === 'policy') bucket.policy = type === 'Create' ? theirPolicy : theirPolicyWithOurs;
        else bucket.notifications = { QueueConfigurations: targets.QueueConfigurations };
      };
      await run(world, type);
      worlds.push(world);
    }
    expect(worlds.length).toBeGreaterThan(3);
    return worlds;
  }

  test('keeps their statements, and does not lose us ours', async () => {
    for (const world of await interrupted('policy', 'Create')) {
      expect(idsIn(picture(world).policy)).toEqual(['Backup', 'Theirs', ...ownIds(one)]);
    }
  });

  test('keeps their notifications, and does not switch our events off', async () => {
    for (const world of await interrupted('events', 'Create')) {
      expect(picture(world).notifications).toEqual({
        QueueConfigurations: targets.QueueConfigurations,
        EventBridgeConfiguration: {},
      });
    }
  });

  test('keeps their statements, and none of ours, when we let go', async () => {
    for (const world of await interrupted('policy', 'Delete')) {
      expect(idsIn(picture(world).policy)).toEqual(['Backup', 'Theirs']);
    }
  });
});
