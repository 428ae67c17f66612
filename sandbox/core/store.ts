import type { Blobs } from './blobs.ts';
import { openBlobs } from './blobs.ts';
import type { Journal } from './journal.ts';
import { openJournal } from './journal.ts';

/** Whose data it is: an account and a region, `aws-global` for what has none (IAM). */
export type Scope = { readonly account: string; readonly region: string };

/** The region of services that have none. */
export const globalRegion = 'aws-global';

/**
 * Records by id, in the order of their first `put`. Records are JSON and never changed in place: `put` a new one.
 * What was put is on disk (if the sandbox has a folder) when `put` returns.
 */
export type Collection<Value> = {
  readonly get: (id: string) => Value | undefined;
  readonly put: (id: string, value: Value) => void;
  /** @returns whether there was one */
  readonly delete: (id: string) => boolean;
  readonly has: (id: string) => boolean;
  readonly values: () => readonly Value[];
  readonly entries: () => readonly (readonly [string, Value])[];
  readonly size: () => number;
};

/** All that a sandbox remembers. */
export type Store = {
  /** The records of one kind in one scope: `collection<Queue>('sqs', 'queues', scope)`. The same arguments give the same records. */
  readonly collection: <Value>(service: string, kind: string, scope: Scope) => Collection<Value>;
  /** Scopes in which there are records of that kind: what is to be taken up again after a restart. */
  readonly scopes: (service: string, kind: string) => readonly Scope[];
  /** Contents too long for a record: objects, code, logs. */
  readonly blobs: Blobs;
  /** Contents of one service alone: what it deletes there nobody else has kept. The same name gives the same contents. */
  readonly blobsOf: (service: string) => Blobs;
  readonly close: () => void;
};

/**
 * Opens a store.
 *
 * @param folder where it is kept; undefined: in memory only
 * @throws OutsideError when the folder cannot be used, or another sandbox has it open
 */
export function openStore(folder?: string): Store {
  const records = new Map<string, Map<string, unknown>>();
  const journal: Journal | undefined = folder === undefined ? undefined : openJournal(folder, records);
  const ownBlobs = new Map<string, Blobs>();
  const recordsOf = (name: string): Map<string, unknown> => {
    const known = records.get(name);
    if (known !== undefined) return known;
    const fresh = new Map<string, unknown>();
    records.set(name, fresh);
    return fresh;
  };
  return {
    collection: (service, kind, { account, region }) => {
      const name = [service, kind, account, region].join('/');
      return collectionOf(recordsOf(name), (id, value) => journal?.write(name, id, value));
    },
    scopes: (service, kind) =>
      [...records].flatMap(([name, { size }]) => {
        const [ofService, ofKind, account = '', region = ''] = name.split('/');
        return ofService === service && ofKind === kind && size > 0 ? [{ account, region }] : [];
      }),
    blobs: openBlobs(folder),
    blobsOf: (service) => {
      const known = ownBlobs.get(service) ?? openBlobs(folder, `blobs-${service}`);
      ownBlobs.set(service, known);
      return known;
    },
    close: () => journal?.close(),
  };
}

function collectionOf<Value>(
  records: Map<string, unknown>,
  write: (id: string, value: unknown) => void,
): Collection<Value> {
  // The only writer of this map is this collection, so what is read is what was put.
  const typed = records as Map<string, Value>;
  return {
    get: (id) => typed.get(id),
    has: (id) => typed.has(id),
    put: (id, value) => {
      write(id, value);
      typed.set(id, value);
    },
    delete: (id) => {
      if (!typed.has(id)) return false;
      write(id, undefined);
      return typed.delete(id);
    },
    values: () => [...typed.values()],
    entries: () => [...typed.entries()],
    size: () => typed.size,
  };
}
