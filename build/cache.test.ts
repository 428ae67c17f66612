import { spawn } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

test('does not use an entry that lies in the place of another', () => {
  cache.write('kind', digestOf('key'), Buffer.from('x'));
  const file = onlyFile();
  const other = join(folder, 'kind', digestOf('other').slice(0, 2), digestOf('other'));
  mkdirSync(dirname(other), { recursive: true });
  renameSync(file, other);

  expect(cache.read('kind', digestOf('other'))).toBeUndefined();
});

test('does not stumble over a folder in the place of an entry', () => {
  cache.write('kind', digestOf('key'), Buffer.from('x'));
  const file = onlyFile();
  rmSync(file);
  mkdirSync(join(file, 'inside'), { recursive: true });

  expect(cache.read('kind', digestOf('key'))).toBeUndefined();
  cache.write('kind', digestOf('key'), Buffer.from('y'));
  expect(Buffer.from(cache.read('kind', digestOf('key')) ?? []).toString()).toBe('y');
});

test('shows whole entries only, however many write the same one', async () => {
  const length = 200_000;
  const program = `import { openCache } from ${JSON.stringify(join(__dirname, 'cache.ts'))};
const cache = openCache(process.argv[1]);
for (let i = 0; i < 60; i += 1) cache.write('kind', 'key', Buffer.alloc(${length}, process.argv[2]));`;
  const writers = ['a', 'b'].map((letter) =>
    spawn(process.execPath, ['--input-type=module', '--eval', program, folder, letter], { stdio: 'inherit' }),
  );
  let running = writers.length;
  for (const writer of writers) writer.on('close', () => running--);
  const seen = new Set<string>();
  while (running > 0) {
    const bytes = Buffer.from(cache.read('kind', 'key') ?? []);
    seen.add(`${bytes.length} ${new Set(bytes).size}`);
    await new Promise(setImmediate);
  }

  expect(writers.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  // Nothing yet, or so many times one letter.
  expect([...seen].filter((one) => one !== '0 0')).toEqual([`${length} 1`]);
  expect(globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(1);
});

test('gives up what nobody used for long, and keeps what was read since', () => {
  const day = 24 * 60 * 60 * 1000;
  const keys = ['used', 'unused'].map((key) => digestOf(key));
  const longAgo = new Date(Date.now() - 20 * day);
  for (const key of keys) {
    cache.write('kind', key, Buffer.from(key));
    utimesSync(join(folder, 'kind', key.slice(0, 2), key), longAgo, longAgo);
  }
  cache.read('kind', keys[0] ?? '');
  cache.prune(14 * day);

  expect(keys.map((key) => cache.read('kind', key) !== undefined)).toEqual([true, false]);
  expect(() => openCache(join(folder, 'nowhere')).prune(day)).not.toThrow();
});
