import type { LaunchPathSummary } from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { invalid, notFound } from './errors.ts';
import { openPortfolios } from './principals.ts';
import type { Constraint, KeptTag, Portfolio, Product } from './records.ts';
import { associationsOf, found, knownPortfolios, shelfOfAccount } from './shelf.ts';
import { merged } from './tags.ts';

/** A way to a product: the portfolio through which the caller may launch it, and what the portfolio demands. */
export type Path = {
  readonly id: string;
  readonly portfolio: Portfolio;
  readonly product: Product;
  readonly constraints: readonly Constraint[];
  /** Tags of portfolio and product, which every launch gets. */
  readonly tags: readonly KeptTag[];
};

/** All that the caller may launch, once for each portfolio that it is in. */
export async function pathsOf(call: Call): Promise<Path[]> {
  const open = await openPortfolios(call);
  return knownPortfolios(call)
    .filter(({ id }) => open.has(id))
    .flatMap((portfolio) =>
      associationsOf(call, portfolio).flatMap((association) => {
        const product = shelfOfAccount(call, association.productOwner).products.get(association.productId);
        if (product === undefined) return [];
        const constraints = constraintsOn(call, portfolio, association);
        return [{ id: pathId(portfolio), portfolio, product, constraints, tags: merged(portfolio.tags, product.tags) }];
      }),
    );
}

/** Paths are named after their portfolio [R: list-launch-paths]; with it, they come and go. */
function pathId({ id }: Portfolio): string {
  return `lpv3-${id.replace(/^port-/u, '')}`;
}

/** Those of the portfolio, and those of the shared portfolio that the product came with: they are inherited [D]. */
function constraintsOn(
  call: Call,
  { id, owner }: Portfolio,
  { productId, sourcePortfolioId }: { readonly productId: string; readonly sourcePortfolioId?: string },
): Constraint[] {
  const of = (account: string, ofPortfolio: string) =>
    shelfOfAccount(call, account)
      .constraints.values()
      .filter((one) => one.portfolioId === ofPortfolio && one.productId === productId);
  const source = knownPortfolios(call).find((portfolio) => portfolio.id === sourcePortfolioId);
  return [...(source === undefined ? [] : of(source.owner, source.id)), ...of(owner, id)];
}

/** @throws AwsError `ResourceNotFoundException` for products that the caller may not launch */
export async function pathsTo(call: Call, productId: string): Promise<Path[]> {
  const paths = (await pathsOf(call)).filter(({ product }) => product.id === productId);
  if (paths.length === 0) throw notFound('Product', productId);
  return paths;
}

/** How a request names product and path. */
export type Naming = {
  readonly ProductId?: string | undefined;
  readonly ProductName?: string | undefined;
  readonly PathId?: string | undefined;
  readonly PathName?: string | undefined;
};

/**
 * The path that a request means. It has to say which one where there are several.
 *
 * @throws AwsError
 */
export async function pathFor(call: Call, naming: Naming): Promise<Path> {
  const { PathId, PathName } = naming;
  const paths = await pathsNamed(call, naming);
  if (PathId !== undefined && PathName !== undefined)
    throw invalid('You must provide the path name or ID, but not both.');
  if (PathId !== undefined)
    return found(
      paths.find(({ id }) => id === PathId),
      'Path',
      PathId,
    );
  const named = PathName === undefined ? paths : paths.filter(({ portfolio }) => portfolio.displayName === PathName);
  const [only, ...others] = named;
  if (only === undefined) throw notFound('Path', PathName ?? '');
  if (others.length > 0)
    throw invalid('Multiple launch paths found for the product. Provide PathId to specify which one to use.');
  return only;
}

async function pathsNamed(call: Call, { ProductId, ProductName }: Naming): Promise<Path[]> {
  if ((ProductId === undefined) === (ProductName === undefined))
    throw invalid('You must provide the name or ID of the product, but not both.');
  if (ProductId !== undefined) return pathsTo(call, ProductId);
  const paths = (await pathsOf(call)).filter(({ product }) => product.name === ProductName);
  if (paths.length === 0) throw notFound('Product', ProductName ?? '');
  if (new Set(paths.map(({ product }) => product.id)).size > 1)
    throw invalid(`Multiple products with the name ${ProductName} were found. Use the product ID.`);
  return paths;
}

export function pathSummary({ id, portfolio, constraints, tags }: Path): LaunchPathSummary {
  return {
    Id: id,
    ConstraintSummaries: constraints.map(({ type, description }) => ({
      Type: type,
      ...(description !== undefined && { Description: description }),
    })),
    Tags: [...tags],
    Name: portfolio.displayName,
  };
}
