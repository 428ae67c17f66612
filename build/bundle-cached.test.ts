import { globSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { InputError } from '#lib/errors.ts';
import { temporaryFolder, writeFiles } from '#test/kit/temporary-folder.ts';
import type { Bundler } from './bundle-cached.ts';
import { openBundler } from './bundle-cached.ts';
import { openCache } from './cache.ts';
import { openInputs } from './inputs.ts';

const opened: Bundler[] = [];

afterAll(async () => {
  for (const bundler of opened) await bundler.close();
});

/** A bundler as the next build has it: with the same cache, and nothing in memory. */
function open(root: string): Bundler {
  const cache = openCache(join(root, '.cache'));
  const bundler = openBundler(root, { cache, inputs: openInputs(root, cache), sourceMaps: true });
  opened.push(bundler);
  return bundler;
}

const shared = { 'shared/word.ts': "export const word = 'hello'.repeat(2);\n" };
const handler = (text: string) =>
  `import { word } from '#shared/word.ts';\nexport const handler = () => word + '${text}';\n`;
const files = {
  ...shared,
  'package.json': '{"type":"module","imports":{"#*":"./*"}}',
  'home/one.ts': handler('one'),
  'home/two.ts': handler('two'),
  'common/three.ts': "import { value } from 'virtual:value';\nexport const handler = () => value;\n",
};
const request = (placeholder: string, entry: string, modules = {}) => ({ placeholder, entry, modules });
const value = (text: string) => ({ 'virtual:value': `export const value = '${text}';` });
const requests = [
  request('%%ASSET0%%', 'home/one.ts'),
  request('%%ASSET1%%', 'home/two.ts'),
  request('%%ASSET2%%', 'common/three.ts', value('a')),
];
const product = { home: 'home', subject: 'the code' };

async function digests(bundler: Bundler, asked = requests): Promise<Record<string, string>> {
  const assets = await bundler.assets(asked, product);
  return Object.fromEntries([...assets].map(([placeholder, { sha256 }]) => [placeholder, sha256]));
}

// A file that was written since the bundler was opened is not trusted: let the clock tick.
const tick = () => new Promise((resolve) => setTimeout(resolve, 20));

async function builtOnce(): Promise<{ root: string; before: Record<string, string> }> {
  const root = temporaryFolder(files);
  await tick();
  return { root, before: await digests(open(root)) };
}

test('packs each function, with what it is made of', async () => {
  const { root, before } = await builtOnce();
  const assets = await open(root).assets(requests, product);
  const third = unzipSync(assets.get('%%ASSET2%%')?.zip() ?? new Uint8Array());

  expect(Object.keys(before)).toEqual(['%%ASSET0%%', '%%ASSET1%%', '%%ASSET2%%']);
  expect(Object.keys(third).sort()).toEqual(['index.mjs', 'virtual-value.mjs']);
  expect(JSON.parse(Buffer.from(assets.get('%%ASSET0%%')?.sourceMaps?.() ?? []).toString())).toHaveProperty([
    'index.mjs',
  ]);
});

test('packs nothing again while nothing has changed', async () => {
  const { root, before } = await builtOnce();
  const second = open(root);

  expect(await digests(second)).toEqual(before);
  expect(second.anew()).toBe(0);
});

test('packs only the function that changed', async () => {
  const { root, before } = await builtOnce();
  writeFileSync(join(root, 'home/one.ts'), handler('uno'));
  const second = open(root);
  const after = await digests(second);

  expect(second.anew()).toBe(1);
  expect({ ...after, '%%ASSET0%%': '' }).toEqual({ ...before, '%%ASSET0%%': '' });
  expect(after['%%ASSET0%%']).not.toBe(before['%%ASSET0%%']);
});

test.each([
  ['the lock file', 'package-lock.json'],
  ['what is installed', 'node_modules/.package-lock.json'],
])('looks at everything again when %s has changed, and packs nothing that came out the same', async (_, path) => {
  const { root, before } = await builtOnce();
  writeFiles(root, { [path]: '{}' });
  const second = open(root);

  expect(await digests(second)).toEqual(before);
  expect(second.anew()).toBe(0);
});

test('packs again what another template gives another module', async () => {
  const { root, before } = await builtOnce();
  const second = open(root);
  const after = await digests(second, [request('%%ASSET2%%', 'common/three.ts', value('b'))]);

  expect(after['%%ASSET2%%']).not.toBe(before['%%ASSET2%%']);
  expect(second.anew()).toBe(1);
});

test('gives the same bytes whatever else is asked for', async () => {
  const { root, before } = await builtOnce();
  const fresh = temporaryFolder(files);

  expect(await digests(open(fresh), requests.slice(2))).toEqual({ '%%ASSET2%%': before['%%ASSET2%%'] });
  expect(await digests(open(root), [...requests].reverse())).toEqual(before);
});

test('asks once for what many ask for at the same time', async () => {
  const root = temporaryFolder(files);
  const bundler = open(root);
  const [first, second] = await Promise.all([digests(bundler), digests(bundler)]);

  expect(second).toEqual(first);
  expect(bundler.anew()).toBe(requests.length);
});

test('makes again what the cache has lost or spoilt', async () => {
  const { root, before } = await builtOnce();
  const kept = globSync('.cache/{zips,source-maps}/*/*', { cwd: root });
  for (const path of kept) truncateSync(join(root, path), 70);

  expect(kept).toHaveLength(2 * requests.length);
  expect(await digests(open(root))).toEqual(before);
});

test('says when an asset is gone before it was written', async () => {
  const { root } = await builtOnce();
  const assets = await open(root).assets(requests, product);
  for (const path of globSync('.cache/zips/*/*', { cwd: root })) truncateSync(join(root, path), 0);

  expect(() => assets.get('%%ASSET0%%')?.zip()).toThrow('run the build again');
});

test('compiles more functions than fit together', async () => {
  const names = Array.from({ length: 11 }, (_, i) => `home/f${i}.ts`);
  const root = temporaryFolder({ ...files, ...Object.fromEntries(names.map((name, i) => [name, handler(String(i))])) });
  const assets = await open(root).assets(
    names.map((name, i) => request(`%%ASSET${i}%%`, name)),
    product,
  );

  expect(new Set([...assets.values()].map(({ sha256 }) => sha256)).size).toBe(names.length);
});

test('fails everything that is wrong with the code of a template at once', async () => {
  const root = temporaryFolder({ ...files, 'home/one.ts': 'export const handler = ;\n' });
  const refused: unknown = await open(root)
    .assets([request('%%ASSET0%%', 'home/one.ts'), request('%%ASSET1%%', 'common/three.ts')], product)
    .catch((error: unknown) => error);

  expect(refused).toBeInstanceOf(InputError);
  expect(String(refused)).toContain('home/one.ts:1:24 Unexpected');
  expect(String(refused)).toContain("common/three.ts imports 'virtual:value', which the template does not give it");
});
