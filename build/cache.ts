import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Results by the digest of what they were made from. An entry carries the digest of its own bytes: one that was cut or
 * changed is not used but made again. Entries appear whole or not at all, so two builds may share a cache.
 */
export type Cache = {
  /** The bytes that were kept under this key; undefined when there are none or they are not what was kept. */
  readonly read: (kind: string, key: string) => Uint8Array | undefined;
  readonly write: (kind: string, key: string, bytes: Uint8Array) => void;
  readonly readJson: <T>(kind: string, key: string) => T | undefined;
  readonly writeJson: (kind: string, key: string, value: unknown) => void;
};

/** SHA-256 in hex. */
export function digestOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Bytes of the digest, in hex, and the newline behind it. */
const headerBytes = 65;

/** A cache in a folder, which is made when it is first written to. */
export function openCache(folder: string): Cache {
  const pathOf = (kind: string, key: string) => join(folder, kind, key.slice(0, 2), key);
  const read: Cache['read'] = (kind, key) => {
    const content = readIfThere(pathOf(kind, key));
    if (content === undefined) return undefined;
    const bytes = content.subarray(headerBytes);
    if (content.subarray(0, headerBytes).toString('latin1') === `${digestOf(bytes)}\n`) return bytes;
    rmSync(pathOf(kind, key), { force: true });
    return undefined;
  };
  const write: Cache['write'] = (kind, key, bytes) =>
    writeWhole(pathOf(kind, key), Buffer.concat([Buffer.from(`${digestOf(bytes)}\n`), bytes]));
  return {
    read,
    write,
    readJson: (kind, key) => {
      const bytes = read(kind, key);
      return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
    },
    writeJson: (kind, key, value) => write(kind, key, Buffer.from(JSON.stringify(value))),
  };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Writes beside the target and renames: nobody ever sees half a file. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(beside, content);
  renameSync(beside, path);
}

/** Whether an error of the file system means that there is nothing there. */
export function isAbsence(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
