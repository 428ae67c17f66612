import Type from 'typebox';
import { InputError } from '#lib/errors.ts';
import type { AnyProduct } from '#lib/product.ts';
import { everyConstruct } from '#test/kit/fixtures/every-construct/product.ts';
import { offeringsOf, select, selectOne } from './offerings.ts';

function product(family: string, name: string, more: Partial<AnyProduct> = {}): AnyProduct {
  return { ...everyConstruct, id: `${family}-${name}`, family, name, address: `${family}/${name}`, ...more };
}

const plain = product('data', 'set');
const other = product('data', 'stream');
const choice = product('lake', 'stage', { options: Type.Object({ kind: Type.String() }) });
const entries = [
  { id: 'lake-stage-light', product: 'lake-stage', options: { kind: 'light' } },
  { id: 'lake-stage-heavy', product: 'lake-stage', options: { kind: 'heavy' } },
];
const offerings = offeringsOf([plain, other, choice], entries);
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

function issuesOf(task: () => unknown): string[] {
  try {
    task();
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ path, message }) => `${path} ${message}`.trim());
    throw error;
  }
  return [];
}

test('offers a product without options once, under its own id, and one with options as the catalog says', () => {
  expect(ids(offerings)).toEqual(['data-set', 'data-stream', 'lake-stage-heavy', 'lake-stage-light']);
  expect(offerings[2]?.options).toEqual({ kind: 'heavy' });
});

test('says everything that is wrong with a catalog', () => {
  const wrong = [
    { id: 'a', product: 'lake-stagee', options: {} },
    { id: 'b', product: 'data-set', options: {} },
    { id: 'data-set', product: 'lake-stage', options: {} },
  ];

  expect(issuesOf(() => offeringsOf([plain, choice], wrong))).toEqual([
    "/0/product names 'lake-stagee', which is not a product; did you mean 'lake-stage'?",
    "/1/product 'data-set' has no options: its one offering has the product's id",
    "has 'data-set' twice",
  ]);
});

test('says what is no entry, and what cannot be an id', () => {
  const settles = { id: 'lake-stage', product: 'lake-stage', options: {} };

  expect(issuesOf(() => offeringsOf([choice], [null, { id: 1 }, { ...settles, id: '../up' }, settles]))).toEqual([
    '/0 must be { id, product, options }, got null',
    '/1 must be { id, product, options }, got {"id":1}',
    '/2/id must be lower-case words joined by single hyphens, up to 100 characters, got "../up"',
  ]);
});

test('says which product with options nobody offers, and which id two products have', () => {
  expect(issuesOf(() => offeringsOf([plain, choice, { ...choice }, plain], []))).toEqual([
    "has 'data-set' twice",
    "has 'lake-stage' twice",
    "must settle the options of 'lake-stage' in at least one line",
    "must settle the options of 'lake-stage' in at least one line",
  ]);
});

test.each([
  ['everything when nothing is named', [], ['data-set', 'data-stream', 'lake-stage-heavy', 'lake-stage-light']],
  ['by address', ['data/set'], ['data-set']],
  ['by id', ['data-stream'], ['data-stream']],
  ['by offering', ['lake-stage-light'], ['lake-stage-light']],
  ['a product with all its offerings', ['lake/stage'], ['lake-stage-heavy', 'lake-stage-light']],
  ['a family', ['data'], ['data-set', 'data-stream']],
  ['each once, however often it is named', ['data', 'data-set'], ['data-set', 'data-stream']],
])('selects %s', (_, names, expected) => {
  expect(ids(select(offerings, names))).toEqual(expected);
});

test('fails every name that means nothing, with the one that may be meant', () => {
  expect(issuesOf(() => select(offerings, ['data/sett', 'data', 'zzz']))).toEqual([
    "'data/sett' is not a product, offering or family; did you mean 'data/set'?",
    expect.stringContaining("'zzz' is not a product, offering or family; known are data/set"),
  ]);
});

test('fails a name that means several where one is needed', () => {
  expect(selectOne(offerings, 'data/set').id).toBe('data-set');
  expect(issuesOf(() => selectOne(offerings, 'data'))).toEqual([
    "'data' means 2 offerings, one is needed: data-set, data-stream",
  ]);
});
