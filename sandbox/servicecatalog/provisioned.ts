import type {
  DescribeProvisionedProductCommandInput,
  DescribeProvisionedProductOutput,
  GetProvisionedProductOutputsCommandInput,
  GetProvisionedProductOutputsOutput,
  ScanProvisionedProductsCommandInput,
  ScanProvisionedProductsOutput,
  SearchProvisionedProductsCommandInput,
  SearchProvisionedProductsOutput,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { provisionedDetail } from './details.ts';
import { invalid, notFound } from './errors.ts';
import { isWithin, levelFrom } from './history.ts';
import type { Level } from './needs.ts';
import { anywhere, atLevel } from './needs.ts';
import { paged } from './paging.ts';
import { needsOn, provisionedNamed } from './provisioned-lookup.ts';
import { attributesOf, inOrder, matchesQuery } from './provisioned-search.ts';
import type { Output, ProvisionedProduct } from './records.ts';
import { shelf } from './shelf.ts';

const describe = operation<DescribeProvisionedProductCommandInput, DescribeProvisionedProductOutput>({
  needs: ({ Id, Name }, call) => needsOn(call, 'DescribeProvisionedProduct', { id: Id, name: Name }),
  run: ({ Id, Name }, call) => ({
    ProvisionedProductDetail: provisionedDetail(call, provisionedNamed(call, { id: Id, name: Name })),
    CloudWatchDashboards: [],
  }),
});

function within(call: Call, level: Level): ProvisionedProduct[] {
  return shelf(call)
    .provisioned.values()
    .filter((one) => isWithin(call, one, level));
}

const scan = operation<ScanProvisionedProductsCommandInput, ScanProvisionedProductsOutput>({
  needs: ({ AccessLevelFilter }) => atLevel('ScanProvisionedProducts', levelFrom(AccessLevelFilter)),
  run: (input, call) => {
    const { items, next } = paged(within(call, levelFrom(input.AccessLevelFilter)), input);
    return { ProvisionedProducts: items.map((one) => provisionedDetail(call, one)), ...next };
  },
});

const search = operation<SearchProvisionedProductsCommandInput, SearchProvisionedProductsOutput>({
  needs: ({ AccessLevelFilter }) => atLevel('SearchProvisionedProducts', levelFrom(AccessLevelFilter)),
  run: (input, call) => {
    const { SearchQuery = [], ...others } = input.Filters ?? {};
    const [stray] = Object.keys(others);
    if (stray !== undefined) throw invalid(`Filters must not hold ${stray}`);
    const matching = within(call, levelFrom(input.AccessLevelFilter))
      .map((one) => attributesOf(call, one))
      .filter((one) => SearchQuery.every((query) => matchesQuery(one, query)));
    const { items, next } = paged(inOrder(matching, input), input);
    return { ProvisionedProducts: items, TotalResultsCount: matching.length, ...next };
  },
});

const outputs = operation<GetProvisionedProductOutputsCommandInput, GetProvisionedProductOutputsOutput>({
  needs: () => anywhere('GetProvisionedProductOutputs'),
  run: (input, call) => {
    const { ProvisionedProductId: id, ProvisionedProductName: name, OutputKeys } = input;
    const all = latestOutputs(call, provisionedNamed(call, { id, name }));
    const missing = OutputKeys?.find((key) => !all.some(({ OutputKey }) => OutputKey === key));
    if (missing !== undefined) throw notFound('Output', missing);
    const wanted = OutputKeys === undefined ? all : all.filter(({ OutputKey }) => OutputKeys.includes(OutputKey));
    const { items, next } = paged(wanted, input);
    return { Outputs: items, ...next };
  },
});

/** The outputs of the last launch or change that went well. */
function latestOutputs(call: Call, { lastSuccessfulProvisioningRecordId }: ProvisionedProduct): readonly Output[] {
  if (lastSuccessfulProvisioningRecordId === undefined) return [];
  return shelf(call).work.get(lastSuccessfulProvisioningRecordId)?.outputs ?? [];
}

export const provisionedOperations = {
  DescribeProvisionedProduct: describe,
  ScanProvisionedProducts: scan,
  SearchProvisionedProducts: search,
  GetProvisionedProductOutputs: outputs,
};
