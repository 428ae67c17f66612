import type { Issue } from '#lib/errors.ts';
import { InputError, show } from '#lib/errors.ts';
import type { AnyProduct, Offering } from '#lib/product.ts';
import { suggestion } from '#lib/schema-issues.ts';
import { isRecord } from './check/template.ts';

/** One line of `portfolio/catalog.ts`: what an offering team settles for a product with options. */
export type OfferingEntry = { readonly id: string; readonly product: string; readonly options: unknown };

/**
 * What is offered. A product without options has exactly one offering with its own id; of a product with options, the
 * catalog says which there are.
 *
 * @throws InputError with everything that is wrong with the catalog, and with products that cannot be told apart
 */
export function offeringsOf(products: readonly AnyProduct[], entries: readonly unknown[]): Offering[] {
  const listed = entries.filter(isEntry).flatMap((entry) => {
    const product = products.find(({ id }) => id === entry.product);
    return product === undefined ? [] : [{ id: entry.id, product, options: entry.options }];
  });
  const plain = products
    .filter((product) => product.options === undefined)
    .map((product) => ({ id: product.id, product, options: {} }));
  const offerings = [...plain, ...listed].sort((a, b) => (a.id < b.id ? -1 : 1));
  const issues = [
    ...entries.flatMap((entry, index) => issuesInEntry(products, entry, `/${index}`)),
    ...repeated(offerings, products),
    ...neverOffered(products, listed),
  ];
  if (issues.length > 0) throw new InputError('the catalog of offerings', issues);
  return offerings;
}

/** An id is part of every key, and a name of a folder. */
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u;

function isEntry(entry: unknown): entry is OfferingEntry {
  return isRecord(entry) && typeof entry['id'] === 'string' && typeof entry['product'] === 'string';
}

function issuesInEntry(products: readonly AnyProduct[], entry: unknown, path: string): Issue[] {
  if (!isEntry(entry)) return [{ path, message: `must be { id, product, options }, got ${show(entry)}` }];
  const issues: Issue[] = [];
  if (!kebab.test(entry.id) || entry.id.length > 100)
    issues.push({
      path: `${path}/id`,
      message: `must be lower-case words joined by single hyphens, up to 100 characters, got ${show(entry.id)}`,
    });
  const product = products.find(({ id }) => id === entry.product);
  if (product === undefined) {
    const ids = products.map(({ id }) => id);
    const message = `names '${entry.product}', which is not a product${suggestion(entry.product, ids)}`;
    issues.push({ path: `${path}/product`, message });
  } else if (product.options === undefined) {
    const message = `'${entry.product}' has no options: its one offering has the product's id`;
    issues.push({ path: `${path}/product`, message });
  }
  return issues;
}

function repeated(...lists: readonly (readonly { readonly id: string }[])[]): Issue[] {
  const twice = lists.flatMap((list) => {
    const ids = list.map(({ id }) => id);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  });
  return [...new Set(twice)].map((id) => ({ path: '', message: `has '${id}' twice` }));
}

/** What is not offered would neither be built nor checked, and nobody would notice. */
function neverOffered(products: readonly AnyProduct[], listed: readonly Offering[]): Issue[] {
  return products
    .filter((product) => product.options !== undefined && !listed.some((offering) => offering.product === product))
    .map(({ id }) => ({ path: '', message: `must settle the options of '${id}' in at least one line` }));
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
