import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InputError } from '#lib/errors.ts';
import type { AnyProduct, Offering } from '#lib/product.ts';
import type { Rehearsal } from '#lib/rehearsal.ts';
import { isRecord } from './check/template.ts';
import { settled } from './merged.ts';
import { offeringsOf } from './offerings.ts';
import { placeOf, wordsOf } from './place.ts';
import { isProduct, issuesInShape } from './shape.ts';

/**
 * Loads what a checkout offers: `products/index.ts` and `portfolio/catalog.ts` below the root.
 *
 * @throws InputError when a file is missing, does not load, or the two do not fit together
 */
export async function loadOfferings(root: string): Promise<Offering[]> {
  const [products = [], entries = []] = await settled([
    load(join(root, 'products/index.ts'), 'products', root),
    load(join(root, 'portfolio/catalog.ts'), 'offerings', root),
  ]);
  const misshapen = products.map((product, index) => assertShaped(product, index));
  await settled(misshapen);
  return offeringsOf(products.filter(isProduct), entries);
}

/** The module at this path; what keeps it from loading is said with its place. */
export async function loadModule(path: string, root: string): Promise<{ readonly [name: string]: unknown }> {
  const file = relative(root, path);
  if (!existsSync(path)) throw refusal(root, file, 'is not there');
  try {
    // A path is taken for a URL, in which these characters mean something else.
    return await import(path.replace(/[%?#]/gu, encodeURIComponent));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw refusal(root, placeOf(error, root, root) ?? file, `does not load: ${wordsOf(error, root)}`, error);
  }
}

/**
 * The rehearsal of a product: `rehearsal` of its `rehearsal.ts`. Undefined: it has none.
 *
 * @throws InputError when the file does not load, or exports no rehearsal
 */
export async function loadRehearsal({ home }: AnyProduct, root: string): Promise<Rehearsal | undefined> {
  const path = join(home, 'rehearsal.ts');
  if (!existsSync(path)) return undefined;
  const { rehearsal } = await loadModule(path, root);
  if (!isRehearsal(rehearsal)) throw refusal(root, relative(root, path), "must export a 'rehearsal' with its scenes");
  return rehearsal;
}

function isRehearsal(value: unknown): value is Rehearsal {
  if (!isRecord(value) || !Array.isArray(value['scenes'])) return false;
  return value['scenes'].every(
    (scene) => isRecord(scene) && typeof scene['title'] === 'string' && typeof scene['play'] === 'function',
  );
}

async function load(path: string, name: string, root: string): Promise<unknown[]> {
  const list = (await loadModule(path, root))[name];
  if (!Array.isArray(list)) throw refusal(root, relative(root, path), `must export a list '${name}'`);
  return list;
}

async function assertShaped(product: unknown, index: number): Promise<void> {
  const issues = issuesInShape(product);
  if (issues.length === 0) return;
  const id =
    isRecord(product) && typeof product['id'] === 'string' ? `'${product['id']}'` : `product ${index} of the index`;
  throw new InputError(`the definition of ${id}`, issues);
}

function refusal(root: string, path: string, message: string, cause?: unknown): InputError {
  return new InputError(`the checkout ${root}`, [{ path, message }], { cause });
}
