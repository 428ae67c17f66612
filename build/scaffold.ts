import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';
import { isAbsence, writeWhole } from './cache.ts';
import { derive } from './derive.ts';
import { render } from './document.ts';
import { loadModule } from './load.ts';
import { withProduct } from './product-index.ts';
import { isProduct } from './shape.ts';

/** Template of each file of a new product, and where it goes below the product's folder. */
const files = {
  'product.ts.hbs': 'product.ts',
  'parameters.ts.hbs': 'parameters.ts',
  'template.ts.hbs': 'template.ts',
  'rehearsal.ts.hbs': 'rehearsal.ts',
  'template.test.ts.hbs': 'test/template.test.ts',
  'README.md.hbs': 'README.md',
  'minimal.json.hbs': 'examples/minimal.json',
  'complete.json.hbs': 'examples/complete.json',
} as const;

/** Files that follow from those. */
const derived = ['test/baseline.json'];

/**
 * Makes the folder of a new product that builds and passes its tests, and lists it in `products/index.ts`.
 *
 * @returns the files that were written, relative to the root
 * @throws InputError when the address cannot be one or is taken; nothing is left behind then
 */
export async function scaffold(root: string, address: string): Promise<string[]> {
  const index = readIndex(root);
  const issues = issuesInAddress(root, address);
  if (issues.length > 0) throw new InputError(`the new product '${address}'`, issues);
  const [family = '', name = ''] = address.split('/');
  const id = `${family}-${name}`;
  const identifier = identifierFor(family, name, index);
  const listed = withProduct(index, identifier, address);
  const home = join(root, 'products', address);
  const made = mkdirSync(home, { recursive: true });
  try {
    write(home, { id, address, family, name, identifier, title: titleOf(id) });
    const product = (await loadModule(join(home, 'product.ts'), root))[identifier];
    if (!isProduct(product)) throw new Error(`the scaffold of '${id}' makes no product`);
    await derive([{ id, product, options: {} }]);
    // Last: until it is listed, nobody knows of the product.
    writeWhole(join(root, 'products/index.ts'), listed);
  } catch (error) {
    rmSync(made ?? home, { recursive: true, force: true });
    throw error;
  }
  return [...Object.values(files), ...derived]
    .map((file) => join('products', address, file))
    .concat('products/index.ts');
}

function readIndex(root: string): string {
  try {
    return readFileSync(join(root, 'products/index.ts'), 'utf8');
  } catch (error) {
    if (!isAbsence(error)) throw error;
    const issue = { path: 'products/index.ts', message: 'is not there' };
    throw new InputError(`the checkout ${root}`, [issue], { cause: error });
  }
}

function write(home: string, values: object): void {
  for (const [source, target] of Object.entries(files)) {
    const path = join(home, target);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, render(readFileSync(join(import.meta.dirname, 'scaffold', source), 'utf8'), values));
  }
}

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u;
/** Both together, with a hyphen, are the title, which Service Catalog lets have 100 characters. */
const longestPart = 48;

function issuesInAddress(root: string, address: string): Issue[] {
  const parts = address.split('/');
  const [family = '', name = ''] = parts;
  const issue = (message: string): Issue[] => [{ path: '', message }];
  if (parts.length !== 2 || !parts.every((part) => kebab.test(part)))
    return issue(
      'must be <family>/<product>, both lower-case words joined by single hyphens, for example data-lake/dataset',
    );
  if (parts.some((part) => part.length > longestPart))
    return issue(`must have at most ${longestPart} characters on either side of the slash`);
  if (parts.some((part) => ['shared', 'rehearsal'].includes(part)))
    return issue("must not use the names 'shared' and 'rehearsal', which mean folders of a family");
  if (existsSync(join(root, 'products', address))) return issue(`is there already: products/${address}`);
  const twin = addresses(root).find((other) => other.replace('/', '-') === `${family}-${name}`);
  return twin === undefined ? [] : issue(`would have the id ${family}-${name}, which is taken by products/${twin}`);
}

/** The folders that are or may become products. */
function addresses(root: string): string[] {
  const folders = (path: string) =>
    readdirSync(join(root, path), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders('products').flatMap(({ name: family }) =>
    folders(`products/${family}`).map(({ name }) => `${family}/${name}`),
  );
}

/** Words that cannot be the name of a constant in a module. */
const reserved = new Set(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield'.split(
    ' ',
  ),
);

/** The name itself where it is free, else with the family; the index has each only once. */
function identifierFor(family: string, name: string, index: string): string {
  const isFree = (one: string) => !reserved.has(one) && !new RegExp(`\\b${one}\\b`, 'u').test(index);
  const full = camel(`${family}-${name}`);
  const numbered = Array.from({ length: 100 }, (_, i) => `${full}${i + 2}`);
  return [camel(name), full, ...numbered].find(isFree) ?? full;
}

function camel(text: string): string {
  return text.replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
