import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError, OutsideError } from '#lib/errors.ts';
import type { Cache } from '../cache.ts';
import { digestOf } from '../cache.ts';
import type { Inputs } from '../inputs.ts';
import { buildFiles, packageFiles } from '../own-files.ts';
import type { DistFile } from '../package.ts';
import type { Workshop } from '../prepare-cached.ts';
import type { BuiltConsole } from './build-console.ts';
import type { ConsoleAnswer } from './console-worker.ts';

/** What is kept of the page: what it was made from, and the digest of each of its files. */
type Kept = { readonly inputs: Inputs; readonly files: readonly { readonly path: string; readonly sha256: string }[] };

/** The page as files, and whether it was made anew. */
export type Page = { readonly files: readonly DistFile[]; readonly anew: boolean };

/** Whether a checkout has the sources of a page. */
export function hasConsole(root: string): boolean {
  return existsSync(join(root, 'console/index.html'));
}

/**
 * The page as files below `dist/site/`, made on a thread of its own unless nothing of it has changed: neither its
 * sources, nor what it takes from `lib/`, nor the installed packages.
 *
 * @throws InputError when its sources do not build
 */
export async function consoleFiles(root: string, { cache, inputs }: Workshop): Promise<Page> {
  const openedMs = Date.now();
  const key = digestOf('console', process.version);
  const kept = cache.readJson<Kept>('console', key);
  const files = kept !== undefined && inputs.unchanged(kept.inputs) ? filesOf(kept, cache) : undefined;
  if (files !== undefined) return { files, anew: false };
  const built = await onThread(root);
  const read = [
    ...built.modules.flatMap((id) => ownPath(id, root)),
    ...inputs.below('console', (path) => !/\.test\.tsx?$/u.test(path)),
    'tsconfig.json',
    ...packageFiles,
    ...buildFiles(root, ...ownFiles),
  ];
  if (inputs.untouched(read, openedMs)) keep({ built, inputs: inputs.take(read), key }, cache);
  return { files: built.files, anew: true };
}

/** What makes the page, and decides about its bytes. */
const ownFiles = ['site/console-cached.ts', 'site/console-worker.ts', 'site/build-console.ts'];

/** A module of ours; packages stand in the lock file, and what a plugin makes up has no file. */
function ownPath(id: string, root: string): string[] {
  const [path = ''] = id.split('?');
  return path.startsWith('/') && !path.includes('/node_modules/') ? [relative(root, path)] : [];
}

function filesOf({ files }: Kept, cache: Cache): DistFile[] | undefined {
  const read = files.flatMap(({ path, sha256 }) => {
    const content = cache.read('site-files', sha256);
    return content === undefined ? [] : [{ path, content }];
  });
  return read.length === files.length ? read : undefined;
}

type Made = { readonly built: BuiltConsole; readonly inputs: Inputs; readonly key: string };

function keep({ built, inputs, key }: Made, cache: Cache): void {
  const files = built.files.map(({ path, content }) => {
    const bytes = Buffer.from(content);
    const sha256 = digestOf(bytes);
    cache.write('site-files', sha256, bytes);
    return { path, sha256 };
  });
  cache.writeJson('console', key, { inputs, files } satisfies Kept);
}

/** Vite looks at `NODE_ENV`, which belongs to the whole process, but for a thread that has its own. */
function onThread(root: string): Promise<BuiltConsole> {
  const worker = new Worker(join(import.meta.dirname, 'console-worker.ts'), {
    workerData: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return new Promise((resolve, reject) => {
    worker.on('message', (answer: ConsoleAnswer) => {
      if ('built' in answer) resolve(answer.built);
      else reject(new InputError('the page', answer.issues));
    });
    worker.on('error', (error) => reject(new OutsideError(`the page cannot be built: ${error.message}`)));
    worker.on('exit', () => reject(new OutsideError('the thread that builds the page ended before its work was done')));
  });
}
