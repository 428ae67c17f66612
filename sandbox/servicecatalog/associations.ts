import type {
  AssociateProductWithPortfolioCommandInput,
  DisassociateProductFromPortfolioCommandInput,
  ListPortfoliosForProductCommandInput,
  ListPortfoliosForProductOutput,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { portfolioDetail } from './details.ts';
import { inUse, notFound } from './errors.ts';
import { anywhere, onProduct } from './needs.ts';
import { paged } from './paging.ts';
import { within } from './quotas.ts';
import type { Product } from './records.ts';
import { required } from './shapes.ts';
import { associationsOf, found, knownPortfolio, knownProduct, ownPortfolio, shelf, shelfOfAccount } from './shelf.ts';

const associate = operation<AssociateProductWithPortfolioCommandInput, object>({
  needs: () => anywhere('AssociateProductWithPortfolio'),
  run: (input, call) => {
    const { ProductId, PortfolioId, SourcePortfolioId } = required(input, 'ProductId', 'PortfolioId');
    const portfolio = ownPortfolio(call, PortfolioId);
    const product =
      SourcePortfolioId === undefined ? knownProduct(call, ProductId) : productIn(call, SourcePortfolioId, ProductId);
    const { associations } = shelf(call);
    const key = `${portfolio.id}/${product.id}`;
    // Again is no error and no change.
    if (associations.has(key)) return {};
    within('productsInPortfolio', associationsOf(call, portfolio).length + 1);
    const source = SourcePortfolioId ?? sourceOf(call, product);
    associations.put(key, {
      portfolioId: portfolio.id,
      productId: product.id,
      productOwner: product.owner,
      ...(source !== undefined && { sourcePortfolioId: source }),
    });
    return {};
  },
});

function productIn(call: Call, portfolioId: string, productId: string): Product {
  const association = associationsOf(call, knownPortfolio(call, portfolioId)).find(
    (one) => one.productId === productId,
  );
  if (association === undefined) throw notFound('Product', productId);
  return found(shelfOfAccount(call, association.productOwner).products.get(productId), 'Product', productId);
}

/** The accepted portfolio that another account's product came with. */
function sourceOf(call: Call, product: Product): string | undefined {
  if (product.owner === call.account) return undefined;
  return shelf(call)
    .imports.values()
    .find(({ portfolioId, owner }) => shelfOfAccount(call, owner).associations.has(`${portfolioId}/${product.id}`))
    ?.portfolioId;
}

const disassociate = operation<DisassociateProductFromPortfolioCommandInput, object>({
  needs: () => anywhere('DisassociateProductFromPortfolio'),
  run: (input, call) => {
    const { ProductId, PortfolioId } = required(input, 'ProductId', 'PortfolioId');
    const { associations, constraints } = shelf(call);
    const key = `${ownPortfolio(call, PortfolioId).id}/${ProductId}`;
    if (!associations.has(key)) throw notFound('Product', `${ProductId} in portfolio ${PortfolioId}`);
    const isConstrained = constraints
      .values()
      .some(({ portfolioId, productId }) => portfolioId === PortfolioId && productId === ProductId);
    if (isConstrained) throw inUse(`Product ${ProductId} has constraints in portfolio ${PortfolioId}.`);
    associations.delete(key);
    return {};
  },
});

const portfoliosForProduct = operation<ListPortfoliosForProductCommandInput, ListPortfoliosForProductOutput>({
  needs: ({ ProductId }, call) => onProduct(call, 'ListPortfoliosForProduct', ProductId),
  run: (input, call) => {
    const product = knownProduct(call, required(input, 'ProductId').ProductId);
    const { associations, portfolios } = shelf(call);
    const holding = associations
      .values()
      .filter(({ productId }) => productId === product.id)
      .flatMap(({ portfolioId }) => portfolios.get(portfolioId) ?? []);
    const { items, next } = paged(holding, input);
    return { PortfolioDetails: items.map((portfolio) => portfolioDetail(call, portfolio)), ...next };
  },
});

export const associationOperations = {
  AssociateProductWithPortfolio: associate,
  DisassociateProductFromPortfolio: disassociate,
  ListPortfoliosForProduct: portfoliosForProduct,
};
