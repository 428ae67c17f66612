import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { InputError } from '#lib/errors.ts';
import { hasCode, isAbsence } from './cache.ts';

/**
 * The folder that a build may replace as a whole: one that is not there, an empty one, or what a build made before.
 *
 * @throws InputError for any other, so that a slip of the keyboard does not cost somebody a folder
 */
export function placeFor(folder: string, root: string): string {
  const names = namesIn(folder);
  const objection = objectionTo(folder, names, root);
  if (objection !== undefined) throw new InputError(`the folder ${folder}`, [{ path: '', message: objection }]);
  // A link stays, what it points to is replaced.
  return names === 'none' ? folder : realpathSync(folder);
}

function objectionTo(folder: string, names: ReturnType<typeof namesIn>, root: string): string | undefined {
  const way = relative(folder, root);
  if (way === '' || (!way.startsWith('..') && existsSync(folder)))
    return 'is or holds the checkout; a build replaces the whole folder';
  if (names === 'file') return 'is a file; name a folder';
  if (names === 'none' || names.length === 0 || names.includes('catalog.json')) return undefined;
  return 'holds something else than a build made (it has no catalog.json); name a new or an empty folder';
}

function namesIn(folder: string): readonly string[] | 'none' | 'file' {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, 'ENOTDIR')) return 'file';
    if (isAbsence(error)) return 'none';
    throw error;
  }
}
