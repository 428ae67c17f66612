import type {
  Bucket,
  DefaultEncryption,
  Notifications,
  ParameterStore,
  PublicAccess,
  World,
} from '#products/amc/tenant-bucket/runtime/existing-bucket/ports.ts';

/** A bucket that somebody made long before. */
export type OldBucket = {
  owner: string;
  region: string;
  encryption: DefaultEncryption | undefined;
  ownership: string | undefined;
  publicAccess: PublicAccess | undefined;
  policy: string | undefined;
  notifications: Notifications;
};

/** What happens around one call: throw, or change something behind the caller's back. */
export type AroundCall = (call: {
  readonly number: number;
  readonly name: string;
  readonly moment: 'before' | 'after';
}) => void;

/** Buckets and parameters in memory, with the error names of the real services. */
export type BucketWorld = World & {
  readonly buckets: Map<string, OldBucket>;
  readonly store: Map<string, string>;
  /** Every call, in order: `putPolicy results`. */
  readonly calls: string[];
  /** Calls that changed something. */
  readonly writes: () => readonly string[];
  /** Policies as they were sent. */
  readonly sent: string[];
  readonly slept: number[];
  around: AroundCall;
  status: string;
  /** So many reads after a write still see what was there before it. */
  staleReads: number;
};

/** An error with a name, as the SDK throws it. */
export function serviceError(name: string, message: string = name): Error {
  return Object.assign(new Error(message), { name });
}

/** An account with these buckets. */
export function bucketWorld(buckets: Record<string, OldBucket>): BucketWorld {
  const state = {
    buckets: new Map(Object.entries(buckets)),
    store: new Map<string, string>(),
    calls: [] as string[],
    sent: [] as string[],
    slept: [] as number[],
    around: (() => {}) as AroundCall,
    status: 'UPDATE_IN_PROGRESS',
    staleReads: 0,
  };
  const calling = callsOf(() => world);
  const world: BucketWorld = Object.assign(state, {
    writes: () => state.calls.filter((call) => /^(put|delete|write|remove)/.test(call)),
    bucket: (scope: { bucketName: string; account: string }) => fakeBucket(() => world, scope, calling),
    parameters: () => fakeParameters(state.store, calling),
    stackStatus: async () => state.status,
    sleep: async (ms: number) => void state.slept.push(ms),
  });
  return world;
}

type Calling = <T>(name: string, effect: () => T) => Promise<T>;

/** Runs what a call does between the two moments at which a test may interfere. */
function callsOf(world: () => BucketWorld): Calling {
  return async (name, effect) => {
    const { calls } = world();
    const number = calls.push(name);
    // Calls that are made at the same time do take turns.
    await new Promise((resolve) => setImmediate(resolve));
    world().around({ number, name, moment: 'before' });
    const result = effect();
    world().around({ number, name, moment: 'after' });
    return result;
  };
}

function fakeBucket(
  world: () => BucketWorld,
  { bucketName, account }: { bucketName: string; account: string },
  calling: Calling,
): Bucket {
  const old = memory(world);
  const found = () => {
    const bucket = world().buckets.get(bucketName);
    if (bucket === undefined) throw serviceError('NoSuchBucket', 'The specified bucket does not exist');
    if (bucket.owner !== account) throw serviceError('AccessDenied', 'Access Denied');
    return bucket;
  };
  const call = <T>(name: string, effect: (bucket: OldBucket) => T) =>
    calling(`${name} ${bucketName}`, () => effect(found()));
  return {
    region: () => call('region', ({ region }) => region),
    encryption: () => call('encryption', ({ encryption }) => encryption),
    ownership: () => call('ownership', ({ ownership }) => ownership),
    publicAccess: () => call('publicAccess', ({ publicAccess }) => publicAccess),
    policy: () => call('policy', ({ policy }) => old.seen('policy', policy)),
    putPolicy: (text) =>
      call('putPolicy', (bucket) => {
        world().sent.push(text);
        old.remember('policy', bucket.policy);
        bucket.policy = asStored(text);
      }),
    deletePolicy: () =>
      call('deletePolicy', (bucket) => {
        old.remember('policy', bucket.policy);
        bucket.policy = undefined;
      }),
    notifications: () =>
      call('notifications', ({ notifications }) => structuredClone(old.seen('events', notifications))),
    putNotifications: (notifications) =>
      call('putNotifications', (bucket) => {
        old.remember('events', bucket.notifications);
        bucket.notifications = withoutGaps(notifications);
      }),
  };
}

/** What reads still see for a while. */
function memory(world: () => BucketWorld) {
  const before = new Map<string, { value: unknown; reads: number }>();
  return {
    remember: (what: string, value: unknown) => void before.set(what, { value, reads: world().staleReads }),
    seen: <T>(what: string, value: T): T => {
      const stale = before.get(what);
      if (stale === undefined || stale.reads-- <= 0) return value;
      return stale.value as T; // What was remembered under this name is of the same type.
    },
  };
}

/** An answer of S3 has no members without a value. */
function withoutGaps(notifications: Notifications): Notifications {
  return JSON.parse(JSON.stringify(notifications));
}

/** S3 refuses what is no policy, and keeps what is one in its own spelling. */
export function asStored(text: string): string {
  const policy = JSON.parse(text);
  const statements: unknown[] = policy.Statement;
  if (!Array.isArray(statements) || statements.length === 0) throw serviceError('MalformedPolicy', 'Missing Statement');
  if (Buffer.byteLength(text) > 20_480) throw serviceError('MalformedPolicy', 'Policy exceeds the maximum size');
  return JSON.stringify(policy, (key, value) => {
    if (Array.isArray(value) && value.length === 1 && key !== 'Statement') return rooted(key, value[0]);
    if (Array.isArray(value) && key === 'AWS') return value.map((name) => rooted(key, name)).reverse();
    return rooted(key, value);
  });
}

function rooted(key: string, value: unknown): unknown {
  return key === 'AWS' && /^\d{12}$/.test(String(value)) ? `arn:aws:iam::${value}:root` : value;
}

function fakeParameters(store: Map<string, string>, calling: Calling): ParameterStore {
  return {
    read: (name) => calling(`read ${name}`, () => store.get(name)),
    write: (name, text) => calling(`write ${name}`, () => void store.set(name, text)),
    remove: (name) => calling(`remove ${name}`, () => void store.delete(name)),
  };
}
