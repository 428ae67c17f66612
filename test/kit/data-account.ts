import type {
  Buckets,
  Keys,
  ObjectError,
  ObjectVersion,
  Page,
  Services,
  Tables,
  Upload,
} from '#custom-resources/data-disposal/ports.ts';

/** A bucket as a test sets it up. */
export type FakeBucket = {
  versions: ObjectVersion[];
  uploads: Upload[];
  tags: Record<string, string>;
  /** Errors for single objects, by key; each is used up once unless it is lasting. */
  errors: Map<string, { code: string; lasting: boolean }>;
  /** Versions that a writer adds each time the bucket has been emptied. */
  writer?: () => ObjectVersion[];
  isExpiring: boolean;
  owner: string;
};

/** An account with data in it, held in memory, with the error names of the real services. */
export type DataAccount = {
  readonly services: Services;
  readonly buckets: Map<string, FakeBucket>;
  readonly tables: Map<string, { isProtected: boolean; isBeingDeleted: boolean; busyFor: number }>;
  readonly keys: Map<string, { windowDays: number | undefined }>;
  /** Every call that changed something, in order. */
  readonly changes: string[];
  /** Errors for whole calls, by `operation thing`; used up once each. */
  readonly failures: Map<string, Error[]>;
  status: string | Error;
  /** Most deletions that were under way at the same time. */
  readonly mostParallel: () => number;
};

/** An error with a name, as the SDK throws it. */
export function serviceError(name: string, message: string = name): Error {
  return Object.assign(new Error(message), { name });
}

/** So many versions of objects. */
export function versions(count: number, prefix = 'key'): ObjectVersion[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `${prefix}-${String(i).padStart(7, '0')}`,
    versionId: `v${i}`,
  }));
}

/** Parts of a bucket that differ from an empty one. */
export function fakeBucket(parts: Partial<FakeBucket> = {}): FakeBucket {
  return { versions: [], uploads: [], tags: {}, errors: new Map(), isExpiring: false, owner: '111122223333', ...parts };
}

/** An account with nothing in it, whose stack is being deleted. */
export function dataAccount(pageSize = 1_000): DataAccount {
  const account = {
    buckets: new Map<string, FakeBucket>(),
    tables: new Map(),
    keys: new Map(),
    changes: [] as string[],
    failures: new Map<string, Error[]>(),
    status: 'DELETE_IN_PROGRESS' as string | Error,
  };
  const parallel = { now: 0, most: 0 };
  const failing = (operation: string, thing: string) => {
    const error = account.failures.get(`${operation} ${thing}`)?.shift();
    if (error !== undefined) throw error;
  };
  const services: Services = {
    buckets: ({ account: owner }) => fakeBuckets({ ...account, owner, pageSize, failing, parallel }),
    tables: () => fakeTables({ ...account, failing }),
    keys: () => fakeKeys({ ...account, failing }),
    stackStatus: async () => {
      if (account.status instanceof Error) throw account.status;
      return account.status;
    },
  };
  return Object.assign(account, { services, mostParallel: () => parallel.most });
}

type Failing = (operation: string, thing: string) => void;
type BucketsState = Pick<DataAccount, 'buckets' | 'changes'> & {
  readonly owner: string;
  readonly pageSize: number;
  readonly failing: Failing;
  readonly parallel: { now: number; most: number };
};

function fakeBuckets({ buckets, changes, owner, pageSize, failing, parallel }: BucketsState): Buckets {
  const existing = (operation: string, name: string) => {
    failing(operation, name);
    const bucket = buckets.get(name);
    if (bucket === undefined) throw serviceError('NoSuchBucket');
    if (bucket.owner !== owner) throw serviceError('AccessDenied', 'Access Denied');
    return bucket;
  };
  return {
    versions: async (name, from) => {
      const after = existing('versions', name).versions.filter(({ key }) => from?.key === undefined || key > from.key);
      return page(after, pageSize, (last) => ({ key: last.key, versionId: last.versionId }));
    },
    deleteVersions: async (name, list) => {
      const bucket = existing('deleteVersions', name);
      if (list.length > 1_000) throw serviceError('MalformedXML');
      parallel.most = Math.max(parallel.most, ++parallel.now);
      await new Promise((resolve) => setImmediate(resolve));
      parallel.now--;
      return deleted(bucket, list);
    },
    uploads: async (name, from) => {
      const after = existing('uploads', name).uploads.filter(({ key }) => from?.key === undefined || key > from.key);
      return page(after, pageSize, (last) => ({ key: last.key, uploadId: last.uploadId }));
    },
    abortUpload: async (name, upload) => {
      const bucket = existing('abortUpload', name);
      if (!bucket.uploads.some(({ uploadId }) => uploadId === upload.uploadId)) throw serviceError('NoSuchUpload');
      bucket.uploads = bucket.uploads.filter(({ uploadId }) => uploadId !== upload.uploadId);
    },
    deleteBucket: async (name) => {
      const bucket = existing('deleteBucket', name);
      bucket.versions.push(...(bucket.writer?.() ?? []));
      if (bucket.versions.length > 0) throw serviceError('BucketNotEmpty');
      buckets.delete(name);
      changes.push(`delete bucket ${name}`);
    },
    expireEverything: async (name) => {
      existing('expireEverything', name).isExpiring = true;
      changes.push(`expire bucket ${name}`);
    },
    tags: async (name) => existing('tags', name).tags,
    setTags: async (name, tags) => {
      existing('setTags', name).tags = { ...tags };
    },
  };
}

function page<Item, Next>(items: readonly Item[], size: number, next: (last: Item) => Next): Page<Item, Next> {
  const shown = items.slice(0, size);
  const last = shown.at(-1);
  return { items: shown, next: items.length > size && last !== undefined ? next(last) : undefined };
}

function deleted(bucket: FakeBucket, list: readonly ObjectVersion[]): ObjectError[] {
  const errors: ObjectError[] = [];
  const gone = new Set<string>();
  for (const { key, versionId } of list) {
    const error = bucket.errors.get(key);
    if (error === undefined) gone.add(`${key} ${versionId}`);
    else errors.push({ key, code: error.code, message: 'not now' });
    if (error?.lasting === false) bucket.errors.delete(key);
  }
  bucket.versions = bucket.versions.filter(({ key, versionId }) => !gone.has(`${key} ${versionId}`));
  return errors;
}

function fakeTables({
  tables,
  changes,
  failing,
}: Pick<DataAccount, 'tables' | 'changes'> & { failing: Failing }): Tables {
  const existing = (operation: string, name: string) => {
    failing(operation, name);
    const table = tables.get(name);
    if (table === undefined) throw serviceError('ResourceNotFoundException');
    return table;
  };
  return {
    state: async (name) => existing('state', name),
    unprotect: async (name) => {
      const table = existing('unprotect', name);
      table.isProtected = false;
      table.busyFor = 2;
    },
    deleteTable: async (name) => {
      const table = existing('deleteTable', name);
      if (table.isProtected)
        throw serviceError('ValidationException', 'Resource cannot be deleted as it is currently protected');
      if (table.busyFor-- > 0) throw serviceError('ResourceInUseException');
      tables.delete(name);
      changes.push(`delete table ${name}`);
    },
  };
}

function fakeKeys({ keys, changes, failing }: Pick<DataAccount, 'keys' | 'changes'> & { failing: Failing }): Keys {
  const existing = (operation: string, name: string) => {
    failing(operation, name);
    const key = keys.get(name);
    if (key === undefined) throw serviceError('NotFoundException');
    return key;
  };
  return {
    isPendingDeletion: async (name) => existing('isPendingDeletion', name).windowDays !== undefined,
    scheduleDeletion: async (name, windowDays) => {
      const key = existing('scheduleDeletion', name);
      if (key.windowDays !== undefined) throw serviceError('KMSInvalidStateException');
      key.windowDays = windowDays;
      changes.push(`delete key ${name} in ${windowDays} days`);
      return new Date(Date.UTC(2026, 10, 21 + windowDays));
    },
  };
}
