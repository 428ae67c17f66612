import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cache } from './cache.ts';
import { openCache } from './cache.ts';
import { openInputs } from './inputs.ts';

let root: string;
let cache: Cache;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'factory-inputs-'));
  cache = openCache(join(root, '.cache'));
  mkdirSync(join(root, 'folder'));
  writeFileSync(join(root, 'folder/a'), 'one');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A reader as the next build has it. */
const open = () => openInputs(root, cache);

test('sees that nothing has changed, also with what was remembered', () => {
  const first = open();
  const inputs = first.take(['folder/a', 'folder']);
  first.save();

  expect(open().unchanged(inputs)).toBe(true);
});

test.each([
  ['other content', () => writeFileSync(join(root, 'folder/a'), 'two')],
  [
    'other content of the same length at the same moment',
    () => {
      writeFileSync(join(root, 'folder/a'), 'owt');
      utimesSync(join(root, 'folder/a'), 1000, 1000);
    },
  ],
  ['a file that is gone', () => rmSync(join(root, 'folder/a'))],
  ['a new name in a folder', () => writeFileSync(join(root, 'folder/b'), 'new')],
])('sees %s', (_, change) => {
  const first = open();
  const inputs = first.take(['folder/a', 'folder']);
  first.save();
  change();

  expect(open().unchanged(inputs)).toBe(false);
});

test('sees other content under an old size and an old time, which some tools put back', () => {
  const path = join(root, 'folder/a');
  const before = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
  utimesSync(path, 1000, 1000);
  const first = open();
  const inputs = first.take(['folder/a']);
  first.save();
  before.mockRestore();
  writeFileSync(path, 'eno');
  utimesSync(path, 1000, 1000);

  expect(open().unchanged(inputs)).toBe(false);
});

test('knows what was touched since a moment, and takes what is gone for untouched', () => {
  const reader = open();

  expect(reader.untouched(['folder/a', 'nowhere'], Date.now() + 10_000)).toBe(true);
  expect(reader.untouched(['nowhere', 'folder/a'], Date.now() - 10_000)).toBe(false);
});

test('follows a link to a folder, and is not misled by one to nowhere', () => {
  mkdirSync(join(root, 'elsewhere'));
  writeFileSync(join(root, 'elsewhere/x'), 'x');
  symlinkSync(join(root, 'elsewhere'), join(root, 'folder/link'));
  symlinkSync(join(root, 'gone'), join(root, 'folder/lost'));

  expect(open().below('folder').sort()).toEqual(['folder', 'folder/a', 'folder/link', 'folder/link/x', 'folder/lost']);
  expect(open().take(['folder/lost'])).toEqual({ 'folder/lost': 'absent' });
});

test('reads a file again that was too young when it was looked at to trust its clock', () => {
  const path = join(root, 'folder/a');
  const now = Date.now() / 1000;
  utimesSync(path, now, now);
  const first = open();
  const inputs = first.take(['folder/a']);
  first.save();
  // Written again within the tick of the clock: size and time say nothing.
  writeFileSync(path, 'eno');
  utimesSync(path, now, now);

  expect(open().unchanged(inputs)).toBe(false);
});

test('takes what is not there as an input too: its coming is a change', () => {
  const inputs = open().take(['folder/later']);
  expect(open().unchanged(inputs)).toBe(true);
  writeFileSync(join(root, 'folder/later'), 'here');

  expect(open().unchanged(inputs)).toBe(false);
});

test('lists what is below a folder, the folders with it, without what is not wanted', () => {
  mkdirSync(join(root, 'folder/deep'));
  writeFileSync(join(root, 'folder/deep/c.test.ts'), '');
  writeFileSync(join(root, 'folder/deep/c.ts'), '');

  expect(
    open()
      .below('folder', (path) => !path.endsWith('.test.ts'))
      .sort(),
  ).toEqual(['folder', 'folder/a', 'folder/deep', 'folder/deep/c.ts']);
  expect(open().below('nowhere')).toEqual(['nowhere']);
});
