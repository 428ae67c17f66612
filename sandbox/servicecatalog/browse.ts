import type {
  DescribeProductCommandInput,
  DescribeProductOutput,
  DescribeProductViewCommandInput,
  DescribeProductViewOutput,
  ListLaunchPathsCommandInput,
  ListLaunchPathsOutput,
  ProductViewAggregationValue,
  SearchProductsCommandInput,
  SearchProductsOutput,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { artifactView, productSummary } from './details.ts';
import { invalid, notFound } from './errors.ts';
import { pathSummary, pathsOf, pathsTo } from './launch-paths.ts';
import { visibleArtifacts } from './launchable.ts';
import { anywhere, onProduct } from './needs.ts';
import { paged } from './paging.ts';
import { sorted, wanted } from './product-search.ts';
import type { Product } from './records.ts';
import { required } from './shapes.ts';

/** What end users see: the products of portfolios that they are principals of. */
async function visible(call: Call): Promise<Product[]> {
  const paths = await pathsOf(call);
  return [...new Map(paths.map(({ product }) => [product.id, product])).values()];
}

const search = operation<SearchProductsCommandInput, SearchProductsOutput>({
  needs: () => anywhere('SearchProducts'),
  run: async (input, call) => {
    const all = await visible(call);
    const matching = all
      .filter((product) => wanted(product, input.Filters))
      .map((product) => ({ product, versions: visibleArtifacts(call, product).length }));
    const { items, next } = paged(sorted(matching, input), input);
    return {
      ProductViewSummaries: items.map(productSummary),
      ProductViewAggregations: aggregations(matching.map(({ product }) => product)),
      ...next,
    };
  },
});

function aggregations(products: readonly Product[]): Record<string, ProductViewAggregationValue[]> {
  const count = (values: readonly string[]) =>
    [...new Set(values)].map((value) => ({
      Value: value,
      ApproximateCount: values.filter((one) => one === value).length,
    }));
  return {
    ProductType: count(products.map(() => 'CLOUD_FORMATION_TEMPLATE')),
    Owner: count(products.map(({ ownerName }) => ownerName)),
    Vendor: count(products.map(({ distributor = '' }) => distributor)),
  };
}

const describe = operation<DescribeProductCommandInput, DescribeProductOutput>({
  needs: ({ Id }, call) => onProduct(call, 'DescribeProduct', Id),
  run: async (input, call) => {
    const product = await productNamed(call, input);
    return {
      ProductViewSummary: productSummary(product),
      ProvisioningArtifacts: visibleArtifacts(call, product).map(artifactView),
      Budgets: [],
      LaunchPaths: (await pathsTo(call, product.id)).map((path) => {
        const { Id, Name } = pathSummary(path);
        return { Id, Name };
      }),
    };
  },
});

async function productNamed(call: Call, { Id, Name }: DescribeProductCommandInput): Promise<Product> {
  if ((Id === undefined) === (Name === undefined)) throw invalid('You must provide the ID or the name of the product.');
  const [product, ...others] = (await visible(call)).filter(({ id, name }) =>
    Id === undefined ? name === Name : id === Id,
  );
  if (product === undefined) throw notFound('Product', Id ?? Name ?? '');
  if (others.length > 0) throw invalid(`Multiple products with the name ${Name} were found. Use the product ID.`);
  return product;
}

const describeView = operation<DescribeProductViewCommandInput, DescribeProductViewOutput>({
  needs: () => anywhere('DescribeProductView'),
  run: async (input, call) => {
    const { Id } = required(input, 'Id');
    const product = (await visible(call)).find(({ viewId }) => viewId === Id);
    if (product === undefined) throw notFound('ProductView', Id);
    return {
      ProductViewSummary: productSummary(product),
      ProvisioningArtifacts: visibleArtifacts(call, product).map(artifactView),
    };
  },
});

const launchPaths = operation<ListLaunchPathsCommandInput, ListLaunchPathsOutput>({
  needs: ({ ProductId }, call) => onProduct(call, 'ListLaunchPaths', ProductId),
  run: async (input, call) => {
    const paths = await pathsTo(call, required(input, 'ProductId').ProductId);
    const { items, next } = paged(paths, input);
    return { LaunchPathSummaries: items.map(pathSummary), ...next };
  },
});

export const browseOperations = {
  SearchProducts: search,
  DescribeProduct: describe,
  DescribeProductView: describeView,
  ListLaunchPaths: launchPaths,
};
