import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { InputError } from '#lib/errors.ts';
import { type Bundle, bundleAll, pack } from './bundle.ts';

const folders: string[] = [];

function folder(files: { readonly [path: string]: string }): string {
  const path = mkdtempSync(join(tmpdir(), 'factory-bundle-'));
  folders.push(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

/** Bundles one function alone. */
async function bundle(
  request: Parameters<typeof bundleAll>[0][number],
  root: string,
): Promise<Bundle & { inputs: readonly string[] }> {
  const { bundles, inputs } = await bundleAll([request], root);
  const [only] = bundles;
  if (only === undefined) throw new Error('nothing was bundled');
  return { ...only, inputs };
}

const files = {
  'handler.ts': "import { word } from './deep/word.ts';\nexport const handler = async (): Promise<string> => word;\n",
  'deep/word.ts': "export const word: string = 'hello';\n",
};

test('gives the same bytes in any folder, and no path in them', async () => {
  const [one, other] = [folder(files), folder(files)];
  const [first, second] = [
    await bundle({ entry: join(one, 'handler.ts'), modules: {} }, one),
    await bundle({ entry: join(other, 'handler.ts'), modules: {} }, other),
  ];

  expect(first.sha256).toBe(second.sha256);
  expect(Buffer.from(first.zip).equals(Buffer.from(second.zip))).toBe(true);
  expect(Buffer.from(unzipSync(first.zip)['index.mjs'] ?? []).toString()).not.toContain(tmpdir());
});

test('tells which of our files went in', async () => {
  const root = folder(files);

  expect((await bundle({ entry: join(root, 'handler.ts'), modules: {} }, root)).inputs).toEqual([
    'deep/word.ts',
    'handler.ts',
  ]);
});

test('takes modules that exist only in the build', async () => {
  const root = folder({
    'handler.ts': "import { value } from 'virtual:thing';\nexport const handler = async () => value;\n",
  });
  const made = async (value: string) =>
    (
      await bundle(
        { entry: join(root, 'handler.ts'), modules: { 'virtual:thing': `export const value = '${value}';` } },
        root,
      )
    ).sha256;

  expect(await made('a')).toBe(await made('a'));
  expect(await made('a')).not.toBe(await made('b'));
});

test('fails code that does not bundle, with every place', async () => {
  const root = folder({
    'handler.ts': "import './nowhere.ts';\nimport 'no-such-package';\nexport const handler = 1;\n",
  });
  const refused = await bundle({ entry: join(root, 'handler.ts'), modules: {} }, root).catch((error: unknown) => error);

  expect(refused).toBeInstanceOf(InputError);
  expect(refused instanceof InputError ? refused.issues.map(({ path }) => path) : []).toEqual([
    'handler.ts:1:8',
    'handler.ts:2:8',
  ]);
});

test('packs by name, not by the order of giving', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')];

  expect(Buffer.from(pack({ a, b })).equals(Buffer.from(pack({ b, a })))).toBe(true);
  expect(Object.keys(unzipSync(pack({ b, a })))).toEqual(['a', 'b']);
});

test('bundles the functions of a template together, each into a file of its own', async () => {
  const root = folder({
    ...files,
    'other.ts': "import { word } from './deep/word.ts';\nexport const handler = async () => word.length;\n",
  });
  const requests = ['handler.ts', 'other.ts'].map((name) => ({ entry: join(root, name), modules: {} }));
  const { bundles, inputs } = await bundleAll(requests, root);

  expect(new Set(bundles.map(({ sha256 }) => sha256)).size).toBe(2);
  expect(inputs).toEqual(['deep/word.ts', 'handler.ts', 'other.ts']);
});

test('fails functions that mean different things by one module of the build', async () => {
  const root = folder(files);
  const request = (text: string) => ({ entry: join(root, 'handler.ts'), modules: { 'virtual:thing': text } });

  await expect(bundleAll([request('1'), request('2')], root)).rejects.toThrow('virtual:thing');
});
