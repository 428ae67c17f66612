import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshFolder, swapIn, tidyUp } from './swap.ts';

let folder: string;
let target: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'factory-swap-'));
  target = join(folder, 'dist');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fill(path: string, text: string): string {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'file'), text);
  return path;
}

const textIn = (path: string) => readFileSync(join(path, 'file'), 'utf8');

test('puts the new folder in the place of the old one, and leaves nothing aside', async () => {
  fill(target, 'old');
  await swapIn(fill(freshFolder(target), 'new'), target);

  expect(textIn(target)).toBe('new');
  expect(existsSync(`${target}.old`)).toBe(false);
  expect(existsSync(`${target}.lock`)).toBe(false);
});

test('puts the first folder in its place', async () => {
  await swapIn(fill(freshFolder(target), 'first'), target);

  expect(textIn(target)).toBe('first');
});

test('puts back what a build that was killed between the renames left aside', async () => {
  fill(target, 'old');
  renameSync(target, `${target}.old`);
  await tidyUp(target);

  expect(textIn(target)).toBe('old');
});

test('removes what dead builds left, and keeps what a living one fills', async () => {
  const dead = fill(`${target}.new-99999999-abc`, 'half');
  const living = fill(freshFolder(target), 'half');
  await tidyUp(target);

  expect(existsSync(dead)).toBe(false);
  expect(existsSync(living)).toBe(true);
});

test('takes over a lock that nobody can still hold', async () => {
  writeFileSync(`${target}.lock`, '1');
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(`${target}.lock`, longAgo, longAgo);
  await swapIn(fill(freshFolder(target), 'new'), target);

  expect(textIn(target)).toBe('new');
});

test('waits for a lock that somebody holds', async () => {
  writeFileSync(`${target}.lock`, '1');
  const swap = swapIn(fill(freshFolder(target), 'new'), target);
  await new Promise(setImmediate);

  expect(existsSync(target)).toBe(false);
  rmSync(`${target}.lock`);
  await swap;
  expect(textIn(target)).toBe('new');
});
