import type { Json } from '#lib/parameters.ts';
import type { Offering } from '#lib/product.ts';
import { settle } from '#lib/schema.ts';

/** The options of an offering with their defaults, which is what its template was made with. */
export function settledOptions({ id, product, options }: Offering): Json {
  if (product.options === undefined) return {};
  // Options are data by their schema; the round trip shows it to the type system.
  return JSON.parse(JSON.stringify(settle(product.options, options ?? {}, `the options of offering '${id}'`)));
}
