import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Cache } from './cache.ts';
import { digestOf, openCache } from './cache.ts';

let folder: string;
let cache: Cache;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'factory-cache-'));
  cache = openCache(folder);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function onlyFile(): string {
  const [file = ''] = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return file;
}

test('gives back what was kept, byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      cache.write('kind', digestOf('key'), bytes);
      expect(Buffer.from(cache.read('kind', digestOf('key')) ?? []).equals(Buffer.from(bytes))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('has nothing under a key that was never written, nor under one of another kind', () => {
  cache.write('kind', digestOf('key'), Buffer.from('x'));

  expect(cache.read('kind', digestOf('other'))).toBeUndefined();
  expect(cache.read('other', digestOf('key'))).toBeUndefined();
});

test.each([
  ['cut', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['cut inside its header', (bytes: Buffer) => bytes.subarray(0, 10)],
  ['empty', () => Buffer.alloc(0)],
  [
    'changed in one bit',
    (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))),
  ],
  ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
])('does not use an entry that is %s, and removes it', (_, spoil) => {
  cache.writeJson('kind', digestOf('key'), { some: 'value' });
  const file = onlyFile();
  writeFileSync(file, spoil(readFileSync(file)));

  expect(cache.readJson('kind', digestOf('key'))).toBeUndefined();
  expect(onlyFile()).toBe('');
});

test('tells digests of parts apart, wherever the border between them is', () => {
  expect(digestOf('ab', 'c')).not.toBe(digestOf('a', 'bc'));
});
