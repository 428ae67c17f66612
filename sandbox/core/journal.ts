import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { OutsideError } from '#lib/errors.ts';

/** Every change, one line each, in the order in which it happened. */
export type Journal = {
  /** @param value undefined: the record is gone */
  readonly write: (collection: string, id: string, value: unknown) => void;
  readonly close: () => void;
};

type Line = readonly [collection: string, id: string, value?: unknown];

/**
 * Reads the journal of a folder into `records` and opens it for more. At each opening it is written anew with what is
 * left of it, so that it does not grow for ever. A last line that was cut short by a killed process was never acknowledged, and is dropped.
 *
 * @throws OutsideError when the folder cannot be used, is damaged, or another sandbox has it open
 */
export function openJournal(folder: string, records: Map<string, Map<string, unknown>>): Journal {
  const lock = join(folder, 'lock');
  const path = join(folder, 'journal.jsonl');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new OutsideError(`cannot make the data folder ${folder}`, { cause: error });
  }
  takeLock(lock, folder);
  try {
    if (existsSync(path)) replay(path, records);
    rewrite(path, records);
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  }
  const file = openSync(path, 'a');
  return {
    write: (collection, id, value) => {
      writeSync(file, lineOf(collection, id, value));
    },
    close: () => {
      closeSync(file);
      rmSync(lock, { force: true });
    },
  };
}

function lineOf(collection: string, id: string, value: unknown): string {
  const line: Line = value === undefined ? [collection, id] : [collection, id, value];
  return `${JSON.stringify(line)}\n`;
}

function replay(path: string, records: Map<string, Map<string, unknown>>): void {
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  // The text after the last line feed is empty, or was never acknowledged.
  const last = lines.pop() ?? '';
  if (last !== '') truncateSync(path, Buffer.byteLength(text) - Buffer.byteLength(last));
  for (const [index, line] of lines.entries()) {
    const [name, id, ...rest] = parse(line, { path, number: index + 1 });
    const collection = records.get(name) ?? new Map<string, unknown>();
    records.set(name, collection);
    if (rest.length === 0) collection.delete(id);
    else collection.set(id, rest[0]);
  }
}

function parse(line: string, place: { readonly path: string; readonly number: number }): Line {
  try {
    const parsed: unknown = JSON.parse(line);
    if (isLine(parsed)) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new OutsideError(`${place.path} is damaged in line ${place.number}`);
}

function isLine(value: unknown): value is Line {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string' && value.length <= 3;
}

function rewrite(path: string, records: Map<string, Map<string, unknown>>): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w');
  for (const [name, collection] of records) {
    for (const [id, value] of collection) writeSync(file, lineOf(name, id, value));
  }
  closeSync(file);
  renameSync(fresh, path);
}

/** A lock holds the id of the process; the lock of a process that is gone is taken over. */
function takeLock(lock: string, folder: string): void {
  try {
    writeLock(lock);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw new OutsideError(`cannot use the data folder ${folder}`, { cause: error });
    const holder = Number(readFileSync(lock, 'utf8'));
    if (isAlive(holder)) throw new OutsideError(`${folder} is in use by the sandbox with process id ${holder}`);
    rmSync(lock, { force: true });
    writeLock(lock);
  }
}

function writeLock(lock: string): void {
  const file = openSync(lock, 'wx');
  writeSync(file, String(process.pid));
  closeSync(file);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
