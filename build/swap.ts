import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OutsideError } from '#lib/errors.ts';
import { hasCode, isAbsence } from './cache.ts';

/*
 * Builds beside each other need no lock: every folder that a build moves has a name of its own, and a move either
 * happens or does not.
 *
 *   <target>.new-<pid>-<random>    being filled
 *   <target>.old-<pid>-<random>    whole, moved out of the way; the only one there is when a build is killed right then
 *   <target>.gone-<pid>-<random>   being removed
 */
type Stage = 'new' | 'old' | 'gone';

/** Puts a whole new folder in the place of another. Readers see the old one or the new one. */
export function swapIn(fresh: string, target: string): void {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    moveIf(target, nameBeside(target, 'old'));
    if (moveIf(fresh, target)) {
      tidyUp(target);
      return;
    }
    if (!existsSync(fresh)) break;
  }
  tidyUp(target);
  if (!existsSync(fresh)) throw new OutsideError(`somebody removed ${fresh} while it was put in place`);
  throw new OutsideError(`other builds put something into ${target} all the time`);
}

/** Another build can come between two moves, but not that often. */
const mostAttempts = 100;

/** Puts back what a killed build left aside, and removes what builds left that no longer run. */
export function tidyUp(target: string): void {
  const left = foldersBeside(target).filter(({ pid }) => pid === process.pid || !isRunning(pid));
  const [latest] = left.filter(({ stage }) => stage === 'old').sort((a, b) => b.since - a.since);
  if (latest !== undefined && !existsSync(target)) moveIf(latest.path, target);
  for (const { path, stage, pid } of left) {
    // What this process fills is in use.
    if (stage === 'new' && pid === process.pid) continue;
    const gone = stage === 'gone' ? path : nameBeside(target, 'gone');
    // Moved first: what is half removed must never be put back.
    if (stage === 'gone' || moveIf(path, gone)) rmSync(gone, { recursive: true, force: true });
  }
}

/** The folder that a build of this process fills before it is swapped in. */
export function freshFolder(target: string): string {
  const path = nameBeside(target, 'new');
  mkdirSync(path, { recursive: true });
  return path;
}

function nameBeside(target: string, stage: Stage): string {
  return `${target}.${stage}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

type Beside = { readonly path: string; readonly stage: string; readonly pid: number; readonly since: number };

function foldersBeside(target: string): Beside[] {
  const prefix = `${basename(target)}.`;
  return namesIn(dirname(target)).flatMap((name) => {
    const [, stage, pid] = /^(new|old|gone)-(\d+)-[0-9a-f]{12}$/u.exec(name.slice(prefix.length)) ?? [];
    if (!name.startsWith(prefix) || stage === undefined) return [];
    const path = join(dirname(target), name);
    // A move changes the folder's own time of change.
    const since = statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0;
    return [{ path, stage, pid: Number(pid), since }];
  });
}

/** Moves a folder; says whether it did. Not when it is not there, or something is where it should go. */
function moveIf(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (isAbsence(error) || hasCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}
