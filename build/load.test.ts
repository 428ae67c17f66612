import { InputError } from '#lib/errors.ts';
import { temporaryFolder } from '#test/kit/temporary-folder.ts';
import { loadOfferings } from './load.ts';

const product = (id: string) =>
  `{ id: '${id}', home: '/x', title: 'T', summary: 'S', owner: 'O', version: '1.0.0', family: 'a', name: 'b', address: 'a/b', parameters: {}, groups: [], identity: [], template: () => {} }`;
const good = {
  'products/index.ts': `export const products = [${product('a-b')}];\n`,
  'portfolio/catalog.ts': 'export const offerings = [];\n',
};

async function issuesOf(files: { readonly [path: string]: string }): Promise<string[]> {
  const refused: unknown = await loadOfferings(temporaryFolder(files)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InputError);
  return refused instanceof InputError ? refused.issues.map(({ path, message }) => `${path} ${message}`) : [];
}

test('loads what a checkout offers', async () => {
  expect((await loadOfferings(temporaryFolder(good))).map(({ id }) => id)).toEqual(['a-b']);
});

test('fails a folder that is no checkout, with both files that are missing', async () => {
  expect(await issuesOf({})).toEqual(['products/index.ts is not there', 'portfolio/catalog.ts is not there']);
});

test('fails a module that throws, with the place', async () => {
  const [issue] = await issuesOf({ ...good, 'products/index.ts': "\nthrow new Error('no luck.');\n" });

  expect(issue).toMatch(/^products\/index\.ts:2:\d+ does not load: no luck$/u);
});

test('fails a module that imports what is not there', async () => {
  const [issue] = await issuesOf({
    ...good,
    'products/index.ts': "import './nowhere.ts';\nexport const products = [];\n",
  });

  expect(issue).toMatch(/^products\/index\.ts(:\d+(:\d+)?)? does not load: .*Cannot find module/u);
});

test.each([
  ['no list', 'export const products = {};\n'],
  ['another name', 'export const product = [];\n'],
])('fails an index with %s', async (_, text) => {
  expect(await issuesOf({ ...good, 'products/index.ts': text })).toEqual([
    "products/index.ts must export a list 'products'",
  ]);
});

test('fails everything that is no product, at once', async () => {
  const text = `export const products = [undefined, { ...${product('a-b')}, title: 1 }, { ...${product('a-c')}, owner: 2 }];\n`;

  expect(await issuesOf({ ...good, 'products/index.ts': text })).toEqual([
    expect.stringMatching(/^the definition of product 0 of the index: must be made by defineProduct/u),
    "the definition of 'a-b': /title must be a text, got 1",
    "the definition of 'a-c': /owner must be a text, got 2",
  ]);
});
