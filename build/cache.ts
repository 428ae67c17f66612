import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Results by the digest of what they were made from. An entry carries the digest of its own bytes and of its place: one
 * that was cut, changed or moved is not used but made again. Entries appear whole or not at all, so two builds may share
 * a cache.
 */
export type Cache = {
  /** The bytes that were kept under this key; undefined when there are none or they are not what was kept. */
  readonly read: (kind: string, key: string) => Uint8Array | undefined;
  readonly write: (kind: string, key: string, bytes: Uint8Array) => void;
  readonly readJson: <T>(kind: string, key: string) => T | undefined;
  readonly writeJson: (kind: string, key: string, value: unknown) => void;
  /** Removes what nobody has read or written for so long; without it, a cache only grows. */
  readonly prune: (unusedMs: number) => void;
};

/** SHA-256 in hex. */
export function digestOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Bytes of the digest, in hex, and the newline behind it. */
const headerBytes = 65;

/** An entry that is used says so by its time, but not at every use. */
const noticedMs = 24 * 60 * 60 * 1000;

/** A cache in a folder, which is made when it is first written to. */
export function openCache(folder: string): Cache {
  const pathOf = (kind: string, key: string) => join(folder, kind, key.slice(0, 2), key);
  const headerOf = (kind: string, key: string, bytes: Uint8Array) => `${digestOf(kind, key, bytes)}\n`;
  const read: Cache['read'] = (kind, key) => {
    const path = pathOf(kind, key);
    const content = readIfThere(path);
    if (content === undefined) return undefined;
    const bytes = content.subarray(headerBytes);
    if (content.subarray(0, headerBytes).toString('latin1') === headerOf(kind, key, bytes)) {
      if (ageOf(path) > noticedMs) touch(path);
      return bytes;
    }
    rmSync(path, { recursive: true, force: true });
    return undefined;
  };
  const write: Cache['write'] = (kind, key, bytes) =>
    writeWhole(pathOf(kind, key), Buffer.concat([Buffer.from(headerOf(kind, key, bytes)), bytes]));
  return {
    read,
    write,
    readJson: (kind, key) => {
      const bytes = read(kind, key);
      return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
    },
    writeJson: (kind, key, value) => write(kind, key, Buffer.from(JSON.stringify(value))),
    prune: (unusedMs) => {
      for (const path of filesBelow(folder)) if (ageOf(path) > unusedMs) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** In milliseconds; none at all for what is not there, which another build may have removed. */
function ageOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    // A cache that may only be read is as good for reading.
    if (!isAbsence(error) && !hasCode(error, 'EPERM', 'EACCES', 'EROFS')) throw error;
  }
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
    );
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}

/** A folder in the place of an entry has no bytes that anybody kept. */
function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    if (hasCode(error, 'EISDIR')) return Buffer.alloc(0);
    throw error;
  }
}

/** Writes beside the target and renames: nobody ever sees half a file. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Whether an error of the file system means that there is nothing there. */
export function isAbsence(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ENOTDIR');
}

/** Whether an error of the file system has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}
