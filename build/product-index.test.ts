import { withProduct } from './product-index.ts';

const one = `import { set } from './data/set/product.ts';

/** Every product. */
export const products = [set];
`;

test('adds an import and an entry, and leaves the rest as it is', () => {
  expect(withProduct(one, 'stream', 'data/stream')).toBe(`import { set } from './data/set/product.ts';
import { stream } from './data/stream/product.ts';

/** Every product. */
export const products = [set, stream];
`);
});

test('begins the list of imports where there is none', () => {
  expect(withProduct('/** None yet. */\nexport const products: AnyProduct[] = [];\n', 'set', 'data/set')).toBe(
    "import { set } from './data/set/product.ts';\n\n/** None yet. */\nexport const products: AnyProduct[] = [set];\n",
  );
});

test.each([
  ['before a longer name', './a-b/x/product.ts', 'a/x', 0],
  ['after a shorter number', './a/x-2/product.ts', 'a/x-10', 1],
  ['before a longer number', './a/x-10/product.ts', 'a/x-2', 0],
  ['by letters', './b/x/product.ts', 'a/x', 0],
  ['after all others', './a/x/product.ts', 'b/x', 1],
])('puts an import where the linter wants it: %s', (_, other, address, line) => {
  const index = `import { y } from '${other}';\n\nexport const products = [y];\n`;

  expect(withProduct(index, 'z', address).split('\n')[line]).toContain(`./${address}/product.ts`);
});

test('goes on to a line for each where one line would be too wide', () => {
  const names = Array.from({ length: 8 }, (_, i) => `aRatherLongName${i}`);
  const index = `${names.map((name) => `import { ${name} } from './a/${name}/product.ts';\n`).join('')}\nexport const products = [${names.slice(0, 5).join(', ')}];\n`;
  const list = withProduct(index, 'theLastOfThemAll', 'z/z').split('export const products = ')[1];

  expect(list).toBe(`[\n${[...names.slice(0, 5), 'theLastOfThemAll'].map((name) => `  ${name},\n`).join('')}];\n`);
});

test.each([
  [
    'an import over several lines',
    "import {\n  set,\n  stream,\n} from './data/both/product.ts';\n\nexport const products = [set, stream];\n",
    "} from './data/both/product.ts';\nimport { z } from './z/z/product.ts';\n\n",
  ],
  [
    'a list over several lines',
    "import { set } from './data/set/product.ts';\n\nexport const products = [\n  set,\n];\n",
    'export const products = [set, z];',
  ],
  [
    'comments between entries',
    "import { set } from './data/set/product.ts';\n\nexport const products = [\n  // the first\n  set, // of all\n];\n",
    '[\n  z,\n  // the first\n  set, // of all\n];',
  ],
  [
    'double quotes and no semicolons',
    'import { set } from "./data/set/product.ts"\n\nexport const products = [set]\n',
    '"./data/set/product.ts"\nimport { z } from',
  ],
  [
    'a license header',
    "// Copyright\nimport { set } from './data/set/product.ts';\n\nexport const products = [set];\n",
    "// Copyright\nimport { set } from './data/set/product.ts';\nimport { z }",
  ],
])('copes with %s', (_, index, expected) => {
  expect(withProduct(index, 'z', 'z/z')).toContain(expected);
});

test('fails an index without a list', () => {
  expect(() => withProduct('export default [];\n', 'set', 'data/set')).toThrow(
    "must have a line 'export const products = [...];'",
  );
});
