import type { Dirent } from 'node:fs';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Cache } from './cache.ts';
import { digestOf, isAbsence } from './cache.ts';

/** What a step read, by path relative to the root: the digest of each file, or of the list of names in a folder. */
export type Inputs = { readonly [path: string]: string };

/** Looks at input files, and at each of them only once. */
export type InputReader = {
  /** The digests of these files and folders as they were when they were first looked at; `absent` where there is nothing. */
  readonly take: (paths: readonly string[]) => Inputs;
  /** Whether everything is still as it was. */
  readonly unchanged: (inputs: Inputs) => boolean;
  /**
   * Whether none of these was touched since a moment. Asked after the work that read them: what was touched meanwhile may
   * have been read before and digested after, so a result made of it must not be kept.
   */
  readonly untouched: (paths: Iterable<string>, sinceMs: number) => boolean;
  /** All files below a folder, and the folders with their lists of names. */
  readonly below: (folder: string, keep?: (path: string) => boolean) => string[];
  /** Remembers what was read, so that the next build need not read unchanged files. */
  readonly save: () => void;
};

/** What tells that a file is the one that was read. `ctimeMs` sees what a tool did that sets times back. */
type Stamp = {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  readonly digest: string;
};

/**
 * A file that changed within this time before it was looked at is read again next time: its clock may not have ticked
 * between the look and a further change.
 */
const racyMs = 2000;

/** A reader for the files below a root, which remembers digests by size, times and inode. */
export function openInputs(root: string, cache: Cache): InputReader {
  const memoryKey = digestOf('file-stamps', root);
  const remembered = cache.readJson<Record<string, Stamp>>('stamps', memoryKey) ?? {};
  const now = Date.now();
  const seen = new Map<string, string>();
  const stamps: Record<string, Stamp> = {};
  let learnt = false;

  const digestAt = (path: string): string => {
    const known = seen.get(path);
    if (known !== undefined) return known;
    const digest = lookAt(path);
    seen.set(path, digest);
    return digest;
  };

  const lookAt = (path: string): string => {
    const absolute = join(root, path);
    try {
      const { size, mtimeMs, ctimeMs, ino } = statSync(absolute);
      const stamp = remembered[path];
      if (stamp?.size === size && stamp.mtimeMs === mtimeMs && stamp.ctimeMs === ctimeMs && stamp.ino === ino) {
        stamps[path] = stamp;
        return stamp.digest;
      }
      const digest = contentDigest(absolute);
      learnt = true;
      if (now - Math.max(mtimeMs, ctimeMs) > racyMs) stamps[path] = { size, mtimeMs, ctimeMs, ino, digest };
      return digest;
    } catch (error) {
      if (isAbsence(error)) return 'absent';
      throw error;
    }
  };

  return {
    take: (paths) => Object.fromEntries([...new Set(paths)].sort().map((path) => [path, digestAt(path)])),
    unchanged: (inputs) => Object.entries(inputs).every(([path, digest]) => digestAt(path) === digest),
    untouched: (paths, sinceMs) => [...paths].every((path) => lastTouched(join(root, path)) < sinceMs),
    below: (folder, keep = () => true) => walk(root, folder, keep),
    save: () => {
      if (learnt) cache.writeJson('stamps', memoryKey, { ...remembered, ...stamps });
    },
  };
}

function lastTouched(absolute: string): number {
  try {
    const { mtimeMs, ctimeMs } = statSync(absolute);
    return Math.max(mtimeMs, ctimeMs);
  } catch (error) {
    if (isAbsence(error)) return 0;
    throw error;
  }
}

function contentDigest(absolute: string): string {
  return statSync(absolute).isDirectory()
    ? digestOf('folder', readdirSync(absolute).sort().join('\n'))
    : digestOf('file', readFileSync(absolute));
}

function isFolder(entry: Dirent, absolute: string): boolean {
  return (
    entry.isDirectory() ||
    (entry.isSymbolicLink() && (statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false))
  );
}

function walk(root: string, folder: string, keep: (path: string) => boolean): string[] {
  const absolute = join(root, folder);
  try {
    return [
      folder,
      ...readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
        const path = relative(root, join(absolute, entry.name));
        if (!keep(path)) return [];
        return isFolder(entry, join(absolute, entry.name)) ? walk(root, path, keep) : [path];
      }),
    ];
  } catch (error) {
    if (isAbsence(error)) return [folder];
    throw error;
  }
}
