import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OutsideError } from '#lib/errors.ts';
import { isAbsence } from './cache.ts';

/**
 * Puts a whole new folder in the place of another. Readers see the old one or the new one. The two renames are done
 * under a lock, so that builds beside each other take turns; a build that was killed between them is mended by the next.
 */
export async function swapIn(fresh: string, target: string): Promise<void> {
  await underLock(`${target}.lock`, () => {
    const old = `${target}.old`;
    rmSync(old, { recursive: true, force: true });
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
    rmSync(old, { recursive: true, force: true });
  });
}

/** Puts back what a killed build left aside, and removes folders of builds that no longer run. */
export async function tidyUp(target: string): Promise<void> {
  await underLock(`${target}.lock`, () => {
    if (!existsSync(target) && existsSync(`${target}.old`)) renameSync(`${target}.old`, target);
    const prefix = `${basename(target)}.new-`;
    for (const name of namesIn(dirname(target))) {
      if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length).split('-')[0])))
        rmSync(join(dirname(target), name), { recursive: true, force: true });
    }
  });
}

/** The folder that a build of this process fills before it is swapped in. */
export function freshFolder(target: string): string {
  const path = `${target}.new-${process.pid}-${Date.now().toString(36)}`;
  mkdirSync(path, { recursive: true });
  return path;
}

const patienceMs = 10_000;
/** Nobody holds the lock for longer than two renames and a removal take; older ones were left by the dead. */
const staleMs = 5_000;

async function underLock(lock: string, task: () => void): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!acquire(lock)) {
    if (Date.now() > deadline) throw new OutsideError(`another build holds ${lock}; remove it if none runs`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  try {
    task();
  } finally {
    rmSync(lock, { force: true });
  }
}

function acquire(lock: string): boolean {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!isExistence(error)) throw error;
    if (isStale(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isStale(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > staleMs;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

function isExistence(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
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
