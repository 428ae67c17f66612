import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';
import type { AnyProduct, Offering } from '#lib/product.ts';
import { suggestion } from '#lib/schema-issues.ts';

/** One line of `portfolio/catalog.ts`: what an offering team settles for a product with options. */
export type OfferingEntry = { readonly id: string; readonly product: string; readonly options: unknown };

/**
 * What is offered. A product without options has exactly one offering with its own id; of a product with options, the
 * catalog says which there are.
 *
 * @throws InputError when the catalog names an unknown product, or an id twice
 */
export function offeringsOf(products: readonly AnyProduct[], entries: readonly OfferingEntry[]): Offering[] {
  const listed = entries.flatMap((entry) => {
    const product = products.find(({ id }) => id === entry.product);
    return product === undefined ? [] : [{ id: entry.id, product, options: entry.options }];
  });
  const plain = products
    .filter((product) => product.options === undefined)
    .map((product) => ({ id: product.id, product, options: {} }));
  const offerings = [...plain, ...listed].sort((a, b) => (a.id < b.id ? -1 : 1));
  const issues = [...issuesInEntries(products, entries), ...repeated(offerings)];
  if (issues.length > 0) throw new InputError('the catalog of offerings', issues);
  return offerings;
}

function issuesInEntries(products: readonly AnyProduct[], entries: readonly OfferingEntry[]): Issue[] {
  return entries.flatMap((entry, index): Issue[] => {
    const product = products.find(({ id }) => id === entry.product);
    const path = `/${index}/product`;
    if (product === undefined)
      return [
        {
          path,
          message: `names '${entry.product}', which is not a product${suggestion(
            entry.product,
            products.map(({ id }) => id),
          )}`,
        },
      ];
    return product.options === undefined
      ? [{ path, message: `'${entry.product}' has no options: its one offering has the product's id` }]
      : [];
  });
}

function repeated(offerings: readonly Offering[]): Issue[] {
  const ids = offerings.map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => ({ path: '', message: `has '${id}' twice` }));
}

/**
 * The offerings that somebody means: by address (`amc/tenant-bucket`), id (`amc-tenant-bucket`), offering id, or family
 * (`amc`, all of it). Nothing named: all.
 *
 * @throws InputError for every name that means nothing
 */
export function select(offerings: readonly Offering[], names: readonly string[]): Offering[] {
  if (names.length === 0) return [...offerings];
  const issues = names
    .filter((name) => !offerings.some((offering) => answersTo(offering, name)))
    .map((name) => ({
      path: '',
      message: `'${name}' is not a product, offering or family${suggestion(name, namesOf(offerings))}`,
    }));
  if (issues.length > 0) throw new InputError('the selection', issues);
  return offerings.filter((offering) => names.some((name) => answersTo(offering, name)));
}

/**
 * The one product that somebody means.
 *
 * @throws InputError when the name means none, or several
 */
export function selectOne(offerings: readonly Offering[], name: string): Offering {
  const [first, ...others] = select(offerings, [name]);
  if (first !== undefined && others.length === 0) return first;
  const ids = [first, ...others].flatMap((offering) => (offering === undefined ? [] : [offering.id]));
  throw new InputError('the selection', [
    { path: '', message: `'${name}' means ${ids.length} offerings, one is needed: ${ids.join(', ')}` },
  ]);
}

function answersTo({ id, product }: Offering, name: string): boolean {
  return [id, product.id, product.address, product.family].includes(name);
}

function namesOf(offerings: readonly Offering[]): string[] {
  return [...new Set(offerings.flatMap(({ id, product }) => [product.address, id]))];
}
