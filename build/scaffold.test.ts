import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '#lib/errors.ts';
import { temporaryCheckout } from '#test/kit/temporary-checkout.ts';
import { scaffold } from './scaffold.ts';

const checkout = temporaryCheckout();

afterAll(() => checkout.remove());

const below = (path: string) => readdirSync(join(checkout.root, path)).sort();

async function refusal(address: string): Promise<string> {
  const refused: unknown = await scaffold(checkout.root, address).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InputError);
  return refused instanceof InputError ? refused.message : '';
}

test('writes what it says, derived files among it, and lists the product last', async () => {
  const written = await scaffold(checkout.root, 'sales/orders');

  expect(written.at(-1)).toBe('products/index.ts');
  for (const path of written) expect(existsSync(join(checkout.root, path))).toBe(true);
  expect(checkout.read('products/index.ts')).toContain("import { orders } from './sales/orders/product.ts';");
  expect(checkout.read('products/sales/orders/README.md')).toContain('| `RestoreDays` | `30` |');
  expect(JSON.parse(checkout.read('products/sales/orders/test/baseline.json'))).toHaveProperty('Resources');
});

test.each([
  ['with the family where the name is taken', 'stock/orders', 'stockOrders'],
  ['with the family where the name is a word of the language', 'sales/new', 'salesNew'],
  ['with the family where the index has another use for the name', 'sales/products', 'salesProducts'],
  ['with a number where both are taken', 'stock-orders/x', 'x'],
])('names the constant %s', async (_, address, identifier) => {
  await scaffold(checkout.root, address);

  expect(checkout.read('products/index.ts')).toContain(`import { ${identifier} } from './${address}/product.ts';`);
  expect(checkout.read(`products/${address}/product.ts`)).toContain(`export const ${identifier} =`);
});

test.each([
  ['orders', 'must be <family>/<product>'],
  ['sales/', 'must be <family>/<product>'],
  ['sales/orders/more', 'must be <family>/<product>'],
  ['Sales/orders', 'must be <family>/<product>'],
  ['sales/order_s', 'must be <family>/<product>'],
  ['sales/-orders', 'must be <family>/<product>'],
  ['../orders', 'must be <family>/<product>'],
  ['sales/9', 'must be <family>/<product>'],
  ['', 'must be <family>/<product>'],
  ['sales/shared', "must not use the names 'shared' and 'rehearsal'"],
  ['rehearsal/orders', "must not use the names 'shared' and 'rehearsal'"],
  [`sales/${'a'.repeat(49)}`, 'must have at most 48 characters'],
  ['sales/orders', 'is there already: products/sales/orders'],
])('fails the address %j', async (address, message) => {
  const before = checkout.read('products/index.ts');

  expect(await refusal(address)).toContain(message);
  expect(checkout.read('products/index.ts')).toBe(before);
});

test('fails an address that would have the id of another product', async () => {
  await scaffold(checkout.root, 'a-b/c');

  expect(await refusal('a/b-c')).toContain('would have the id a-b-c, which is taken by products/a-b/c');
  expect(existsSync(join(checkout.root, 'products/a'))).toBe(false);
});

test('fails a checkout without an index, and one whose index has no list', async () => {
  const index = checkout.read('products/index.ts');
  rmSync(join(checkout.root, 'products/index.ts'));
  expect(await refusal('sales/other')).toContain('products/index.ts is not there');
  checkout.write('products/index.ts', 'export default [];\n');
  expect(await refusal('sales/other')).toContain('export const products = [...]');
  checkout.write('products/index.ts', index);

  expect(below('products/sales')).not.toContain('other');
});

test('leaves nothing behind when it fails half way', async () => {
  const { root, remove } = temporaryCheckout();
  rmSync(join(root, 'lib'));
  mkdirSync(join(root, 'lib'));
  writeFileSync(join(root, 'lib/product.ts'), "throw new Error('no luck');\n");
  const index = readFileSync(join(root, 'products/index.ts'), 'utf8');
  const refused: unknown = await scaffold(root, 'new-family/thing').catch((error: unknown) => error);

  expect(String(refused)).toContain('no luck');
  expect(readdirSync(join(root, 'products'))).toEqual(['index.ts']);
  expect(readFileSync(join(root, 'products/index.ts'), 'utf8')).toBe(index);
  // What was there before stays: a family that has other products, or a link to a folder elsewhere.
  mkdirSync(join(root, 'elsewhere'));
  symlinkSync(join(root, 'elsewhere'), join(root, 'products/linked'));
  await scaffold(root, 'linked/thing').catch(() => {});
  expect(readdirSync(join(root, 'products/linked'))).toEqual([]);
  remove();
});
