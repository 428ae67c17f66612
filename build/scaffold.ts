import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';
import { writeWhole } from './cache.ts';
import { derive } from './derive.ts';
import { render } from './document.ts';
import { loadOfferings } from './load.ts';

/** Template of each file of a new product, and where it goes below the product's folder. */
const files = {
  'product.ts.hbs': 'product.ts',
  'parameters.ts.hbs': 'parameters.ts',
  'template.ts.hbs': 'template.ts',
  'template.test.ts.hbs': 'test/template.test.ts',
  'README.md.hbs': 'README.md',
  'minimal.json.hbs': 'examples/minimal.json',
  'complete.json.hbs': 'examples/complete.json',
} as const;

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u;

/**
 * Makes the folder of a new product that builds and passes its tests, and lists it in `products/index.ts`.
 *
 * @returns the files that were written, relative to the root
 * @throws InputError when the address cannot be one or is taken; nothing is written then
 */
export async function scaffold(root: string, address: string): Promise<string[]> {
  const index = readFileSync(join(root, 'products/index.ts'), 'utf8');
  const issues = issuesInAddress(root, address);
  if (issues.length > 0) throw new InputError(`the new product '${address}'`, issues);
  const [family = '', name = ''] = address.split('/');
  const identifier = new RegExp(`\\b${camel(name)}\\b`, 'u').test(index) ? camel(`${family}-${name}`) : camel(name);
  const values = { id: `${family}-${name}`, address, family, name, identifier, title: titleOf(`${family}-${name}`) };
  const listed = withProduct(index, identifier, address);
  const home = join(root, 'products', address);
  try {
    for (const [source, target] of Object.entries(files)) {
      const path = join(home, target);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, render(readFileSync(join(import.meta.dirname, 'scaffold', source), 'utf8'), values));
    }
    writeWhole(join(root, 'products/index.ts'), listed);
    const offering = (await loadOfferings(root)).find(({ id }) => id === values.id);
    if (offering !== undefined) await derive([offering]);
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    writeWhole(join(root, 'products/index.ts'), index);
    throw error;
  }
  return [...Object.values(files), 'test/baseline.json']
    .map((file) => join('products', address, file))
    .concat('products/index.ts');
}

function issuesInAddress(root: string, address: string): Issue[] {
  const parts = address.split('/');
  if (parts.length !== 2 || !parts.every((part) => kebab.test(part))) {
    return [
      {
        path: '',
        message:
          'must be <family>/<product>, both lower-case words joined by single hyphens, for example data-lake/dataset',
      },
    ];
  }
  if (parts.some((part) => ['shared', 'rehearsal'].includes(part)))
    return [{ path: '', message: "must not use the names 'shared' and 'rehearsal', which mean folders of a family" }];
  return existsSync(join(root, 'products', address))
    ? [{ path: '', message: `is there already: products/${address}` }]
    : [];
}

/** The list of products with one more. Written by hand or by us, the file has one import a line and one list. */
function withProduct(index: string, identifier: string, address: string): string {
  const imports = `${index.match(/^(import .*\n)+/mu)?.[0] ?? ''}`;
  const list = /export const products(?:: [^=]+)? = \[([^\]]*)\];/u.exec(index);
  if (list === null)
    throw new InputError('products/index.ts', [
      { path: '', message: "must have a line 'export const products = [...];'" },
    ]);
  const names = [
    ...(list[1] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    identifier,
  ];
  const lines = [...imports.trimEnd().split('\n'), `import { ${identifier} } from './${address}/product.ts';`];
  const pathOf = (line: string) => line.replace(/^.* from /u, '');
  // Sorted by path, as the formatter sorts them.
  const sorted = lines.filter((line) => line !== '').sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const added = `${sorted.join('\n')}\n`;
  const oneLine = `[${names.join(', ')}]`;
  const fits = `export const products = ${oneLine};`.length <= 120;
  const written = fits ? oneLine : `[\n${names.map((name) => `  ${name},\n`).join('')}]`;
  const body = index.replace(list[0], list[0].replace(/\[[^\]]*\]/u, written));
  return imports === '' ? `${added}\n${body}` : body.replace(imports, added);
}

function camel(text: string): string {
  return text.replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
