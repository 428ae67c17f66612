import { synthesize } from '#build/synthesize.ts';
import type { AnyProduct } from '#lib/product.ts';

/** The template of a product as launchers get it, but for the digests of its functions; with the options of an offering. */
export async function synthesized(product: AnyProduct, options: unknown = {}): Promise<object> {
  const { template } = await synthesize({ id: product.id, product, options });
  return template;
}
