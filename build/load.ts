import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InputError } from '#lib/errors.ts';
import type { AnyProduct, Offering } from '#lib/product.ts';
import type { OfferingEntry } from './offerings.ts';
import { offeringsOf } from './offerings.ts';

/**
 * Loads what a checkout offers: `products/index.ts` and `portfolio/catalog.ts` below the root.
 *
 * @throws InputError when a file is missing, does not load, or the two do not fit together
 */
export async function loadOfferings(root: string): Promise<Offering[]> {
  const products: AnyProduct[] = await load(join(root, 'products/index.ts'), 'products', root);
  const entries: OfferingEntry[] = await load(join(root, 'portfolio/catalog.ts'), 'offerings', root);
  return offeringsOf(products, entries);
}

async function load<T>(path: string, name: string, root: string): Promise<T[]> {
  const file = relative(root, path);
  const refuse = (message: string, cause?: unknown) =>
    new InputError(`the checkout ${root}`, [{ path: file, message }], { cause });
  if (!existsSync(path)) throw refuse('is not there');
  const module: Record<string, unknown> = await import(path).catch((error: unknown) => {
    throw error instanceof InputError
      ? error
      : refuse(`does not load: ${error instanceof Error ? error.message : String(error)}`, error);
  });
  const list = module[name];
  if (!Array.isArray(list)) throw refuse(`must export a list '${name}'`);
  return list;
}
