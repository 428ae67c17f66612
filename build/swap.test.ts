import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '#test/kit/temporary-folder.ts';
import { freshFolder, swapIn, tidyUp } from './swap.ts';

let folder: string;
let target: string;

beforeEach(() => {
  folder = temporaryFolder();
  target = join(folder, 'dist');
});

/** No process has this number. */
const dead = 99999999;

function fill(path: string, text: string): string {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'file'), text);
  return path;
}

const aside = (stage: string, pid: number, random = '0123456789ab') => `${target}.${stage}-${pid}-${random}`;
const text = (path: string) => readFileSync(join(path, 'file'), 'utf8');

test('puts the new folder in the place of the old one, and leaves nothing aside', () => {
  fill(target, 'old');
  swapIn(fill(freshFolder(target), 'new'), target);

  expect(text(target)).toBe('new');
  expect(readdirSync(folder)).toEqual(['dist']);
});

test('puts the first folder in its place', () => {
  swapIn(fill(freshFolder(target), 'first'), target);

  expect(text(target)).toBe('first');
  expect(readdirSync(folder)).toEqual(['dist']);
});

test('makes the folders above the target', () => {
  target = join(folder, 'some/where/dist');
  swapIn(fill(freshFolder(target), 'first'), target);

  expect(text(target)).toBe('first');
});

test('gives two builds of one process a folder each', () => {
  expect(freshFolder(target)).not.toBe(freshFolder(target));
});

test('puts back what a build left aside that was killed between the two moves', () => {
  fill(aside('old', dead), 'old');
  fill(aside('new', dead), 'half');
  tidyUp(target);

  expect(text(target)).toBe('old');
  expect(readdirSync(folder)).toEqual(['dist']);
});

test('puts nothing back over what another build has put there since', () => {
  fill(aside('old', dead), 'older');
  fill(target, 'newer');
  tidyUp(target);

  expect(text(target)).toBe('newer');
  expect(readdirSync(folder)).toEqual(['dist']);
});

test('puts nothing back that a build was removing when it was killed', () => {
  fill(aside('gone', dead), 'half removed');
  tidyUp(target);

  expect(readdirSync(folder)).toEqual([]);
});

test('keeps what living builds fill and move, and removes what dead ones left', () => {
  const living = [fill(aside('new', process.ppid), 'half'), fill(aside('old', process.ppid), 'whole')];
  const own = fill(freshFolder(target), 'half');
  fill(aside('new', dead), 'half');
  tidyUp(target);

  for (const path of [...living, own]) expect(existsSync(path)).toBe(true);
  expect(readdirSync(folder)).toHaveLength(3);
});

test('leaves folders alone that only look like its own', () => {
  const others = ['dist.new-mine', 'dist.old', 'dist.lock', `other.old-${dead}-0123456789ab`];
  for (const name of others) fill(join(folder, name), 'mine');
  tidyUp(target);

  expect(readdirSync(folder).sort()).toEqual([...others].sort());
});

test('moves on when another build has put something there in between', () => {
  const [one, other] = [fill(freshFolder(target), 'one'), fill(freshFolder(target), 'other')];
  swapIn(one, target);
  swapIn(other, target);

  expect(text(target)).toBe('other');
});

test('fails when what it should put in place is gone, and leaves the old folder', () => {
  fill(target, 'old');

  expect(() => swapIn(join(folder, 'nowhere'), target)).toThrow('nowhere');
  expect(text(target)).toBe('old');
});

test('sees a link to nowhere beside the target without stumbling', () => {
  symlinkSync(join(folder, 'nowhere'), aside('new', dead));
  tidyUp(target);

  expect(readdirSync(folder)).toEqual([]);
});
