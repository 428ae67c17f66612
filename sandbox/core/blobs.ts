import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Contents by the SHA-256 of their bytes, 64 hexadecimal digits. No name of a caller ever becomes a file name. */
export type Blobs = {
  /** Keeps bytes, on disk when this returns. @returns their SHA-256 */
  readonly put: (bytes: Uint8Array) => string;
  /** @throws Error for what was never put */
  readonly get: (sha256: string) => Buffer;
  /** Lets go of content that nobody refers to any more. */
  readonly delete: (sha256: string) => void;
};

/** @param folder the data folder; undefined: in memory */
export function openBlobs(folder?: string, name = 'blobs'): Blobs {
  return folder === undefined ? inMemory() : inFiles(join(folder, name));
}

function inMemory(): Blobs {
  const contents = new Map<string, Buffer>();
  return {
    put: (bytes) => {
      const sha256 = sha256Of(bytes);
      if (!contents.has(sha256)) contents.set(sha256, Buffer.from(bytes));
      return sha256;
    },
    get: (sha256) => {
      const content = contents.get(sha256);
      if (content === undefined) throw new Error(`no content ${sha256}`);
      return content;
    },
    delete: (sha256) => void contents.delete(sha256),
  };
}

function inFiles(folder: string): Blobs {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new Error(`not a SHA-256: ${sha256}`);
    return join(folder, sha256.slice(0, 2), sha256);
  };
  return {
    put: (bytes) => {
      const sha256 = sha256Of(bytes);
      const path = pathOf(sha256);
      mkdirSync(join(folder, sha256.slice(0, 2)), { recursive: true });
      // A rename, so that a killed process leaves no half of a file under a name that promises all of it.
      writeFileSync(`${path}.new`, bytes);
      renameSync(`${path}.new`, path);
      return sha256;
    },
    get: (sha256) => readFileSync(pathOf(sha256)),
    delete: (sha256) => rmSync(pathOf(sha256), { force: true }),
  };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
