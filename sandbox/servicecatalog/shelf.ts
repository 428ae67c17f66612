import type { Host } from '../core/host.ts';
import type { Call } from '../core/service.ts';
import type { Collection, Scope } from '../core/store.ts';
import { notFound } from './errors.ts';
import type { Plan } from './plan-record.ts';
import type {
  Access,
  Artifact,
  Association,
  Constraint,
  Import,
  Portfolio,
  Product,
  ProvisionedProduct,
  Remembered,
  Share,
  TagOption,
  TagOptionLink,
  WorkRecord,
} from './records.ts';

/** The records of one account and region. Those of pairs have the two ids, joined by a slash, as their own. */
export type Shelf = {
  readonly scope: Scope;
  readonly portfolios: Collection<Portfolio>;
  readonly products: Collection<Product>;
  readonly artifacts: Collection<Artifact>;
  readonly associations: Collection<Association>;
  readonly constraints: Collection<Constraint>;
  readonly access: Collection<Access>;
  readonly shares: Collection<Share>;
  readonly imports: Collection<Import>;
  readonly tagOptions: Collection<TagOption>;
  readonly tagOptionLinks: Collection<TagOptionLink>;
  readonly provisioned: Collection<ProvisionedProduct>;
  readonly work: Collection<WorkRecord>;
  readonly plans: Collection<Plan>;
  readonly tokens: Collection<Remembered>;
};

/** The records of an account in a region. */
export function shelfOf({ store }: Host, scope: Scope): Shelf {
  const of = <Value>(kind: string) => store.collection<Value>('servicecatalog', kind, scope);
  return {
    scope,
    portfolios: of('portfolios'),
    products: of('products'),
    artifacts: of('artifacts'),
    associations: of('associations'),
    constraints: of('constraints'),
    access: of('access'),
    shares: of('shares'),
    imports: of('imports'),
    tagOptions: of('tagOptions'),
    tagOptionLinks: of('tagOptionLinks'),
    provisioned: of('provisioned'),
    work: of('work'),
    plans: of('plans'),
    tokens: of('tokens'),
  };
}

/** The records of the account and region that are asked. */
export function shelf(call: Call): Shelf {
  return shelfOf(call.host, { account: call.account, region: call.region });
}

/** The records of another account in the same region. */
export function shelfOfAccount(call: Call, account: string): Shelf {
  return shelfOf(call.host, { account, region: call.region });
}

/** @throws AwsError `ResourceNotFoundException` */
export function ownPortfolio(call: Call, id: string): Portfolio {
  return found(shelf(call).portfolios.get(id), 'Portfolio', id);
}

/**
 * A portfolio of this account, or one that was shared with it and accepted.
 *
 * @throws AwsError `ResourceNotFoundException`
 */
export function knownPortfolio(call: Call, id: string): Portfolio {
  const own = shelf(call);
  const imported = own.imports.get(id);
  const portfolio =
    own.portfolios.get(id) ??
    (imported === undefined ? undefined : shelfOfAccount(call, imported.owner).portfolios.get(id));
  return found(portfolio, 'Portfolio', id);
}

/** @throws AwsError `ResourceNotFoundException` */
export function ownProduct(call: Call, id: string): Product {
  return found(shelf(call).products.get(id), 'Product', id);
}

/** Every portfolio that is of concern to this account: its own and the accepted ones. */
export function knownPortfolios(call: Call): Portfolio[] {
  const own = shelf(call);
  const imported = own.imports
    .values()
    .flatMap(({ owner, portfolioId }) => shelfOfAccount(call, owner).portfolios.get(portfolioId) ?? []);
  return [...own.portfolios.values(), ...imported];
}

/** Products of a portfolio, with the account that each belongs to. */
export function associationsOf(call: Call, { id, owner }: Portfolio): Association[] {
  return shelfOfAccount(call, owner)
    .associations.values()
    .filter(({ portfolioId }) => portfolioId === id);
}

/**
 * A product of this account, or one that an accepted portfolio holds.
 *
 * @throws AwsError `ResourceNotFoundException`
 */
export function knownProduct(call: Call, id: string): Product {
  const own = shelf(call).products.get(id);
  if (own !== undefined) return own;
  const association = knownPortfolios(call)
    .flatMap((portfolio) => associationsOf(call, portfolio))
    .find(({ productId }) => productId === id);
  const product =
    association === undefined ? undefined : shelfOfAccount(call, association.productOwner).products.get(id);
  return found(product, 'Product', id);
}

/** Versions of a product in the order in which they were made. */
export function artifactsOf(call: Call, { id, owner }: Pick<Product, 'id' | 'owner'>): Artifact[] {
  return shelfOfAccount(call, owner)
    .artifacts.values()
    .filter(({ productId }) => productId === id);
}

/** @throws AwsError `ResourceNotFoundException` where there is nothing */
export function found<Value>(value: Value | undefined, what: string, id: string): Value {
  if (value === undefined) throw notFound(what, id);
  return value;
}
