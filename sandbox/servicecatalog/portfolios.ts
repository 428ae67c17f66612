import type {
  CreatePortfolioCommandInput,
  CreatePortfolioOutput,
  DeletePortfolioCommandInput,
  DescribePortfolioCommandInput,
  DescribePortfolioOutput,
  ListPortfoliosCommandInput,
  ListPortfoliosOutput,
  UpdatePortfolioCommandInput,
  UpdatePortfolioOutput,
} from '@aws-sdk/client-service-catalog';
import { operation } from '../core/service.ts';
import { portfolioDetail } from './details.ts';
import { inUse } from './errors.ts';
import { anywhere, onPortfolio, withTags } from './needs.ts';
import { paged } from './paging.ts';
import { within } from './quotas.ts';
import type { Portfolio } from './records.ts';
import { required } from './shapes.ts';
import { knownPortfolio, ownPortfolio, shelf } from './shelf.ts';
import { tagOptionsOf } from './tag-options.ts';
import { changed, tagsFrom } from './tags.ts';
import { once } from './tokens.ts';

const create = operation<CreatePortfolioCommandInput, CreatePortfolioOutput>({
  needs: ({ Tags }, call) => withTags(onPortfolio(call, 'CreatePortfolio'), Tags),
  run: async (input, call) => {
    const { DisplayName, ProviderName, Description } = required(input, 'DisplayName', 'ProviderName');
    const { portfolios } = shelf(call);
    const tags = tagsFrom(input.Tags, 'tagsOfPortfolio');
    const { id } = await once(call, { operation: 'CreatePortfolio', token: input.IdempotencyToken, input }, () => {
      within('portfolios', portfolios.size() + 1);
      const portfolio: Portfolio = {
        id: `port-${call.host.ids.lower(13)}`,
        owner: call.account,
        displayName: DisplayName,
        ...(Description !== undefined && { description: Description }),
        providerName: ProviderName,
        createdAt: call.host.clock.now(),
        tags,
      };
      portfolios.put(portfolio.id, portfolio);
      return portfolio.id;
    });
    const portfolio = ownPortfolio(call, id);
    return { PortfolioDetail: portfolioDetail(call, portfolio), Tags: [...portfolio.tags] };
  },
});

const describe = operation<DescribePortfolioCommandInput, DescribePortfolioOutput>({
  needs: ({ Id }, call) => onPortfolio(call, 'DescribePortfolio', Id),
  run: (input, call) => {
    const portfolio = knownPortfolio(call, required(input, 'Id').Id);
    return {
      PortfolioDetail: portfolioDetail(call, portfolio),
      Tags: [...portfolio.tags],
      TagOptions: tagOptionsOf(call, portfolio.id),
      Budgets: [],
    };
  },
});

const list = operation<ListPortfoliosCommandInput, ListPortfoliosOutput>({
  needs: () => anywhere('ListPortfolios'),
  run: (input, call) => {
    const { items, next } = paged(shelf(call).portfolios.values(), input);
    return { PortfolioDetails: items.map((portfolio) => portfolioDetail(call, portfolio)), ...next };
  },
});

const update = operation<UpdatePortfolioCommandInput, UpdatePortfolioOutput>({
  needs: ({ Id, AddTags }, call) => withTags(onPortfolio(call, 'UpdatePortfolio', Id), AddTags),
  run: (input, call) => {
    const { Id, DisplayName, Description, ProviderName, AddTags, RemoveTags } = required(input, 'Id');
    const old = ownPortfolio(call, Id);
    const tags = changed(old.tags, { add: tagsFrom(AddTags, 'tagsOfPortfolio'), remove: RemoveTags ?? [] });
    within('tagsOfPortfolio', tags.length);
    const portfolio: Portfolio = {
      ...old,
      ...(DisplayName !== undefined && { displayName: DisplayName }),
      ...(Description !== undefined && { description: Description }),
      ...(ProviderName !== undefined && { providerName: ProviderName }),
      tags,
    };
    shelf(call).portfolios.put(Id, portfolio);
    return { PortfolioDetail: portfolioDetail(call, portfolio), Tags: tags };
  },
});

const remove = operation<DeletePortfolioCommandInput, object>({
  needs: ({ Id }, call) => onPortfolio(call, 'DeletePortfolio', Id),
  run: (input, call) => {
    const { id } = ownPortfolio(call, required(input, 'Id').Id);
    const { portfolios, associations, constraints, access, shares, tagOptionLinks } = shelf(call);
    const holds = {
      products: associations.values(),
      constraints: constraints.values(),
      principals: access.values(),
      shares: shares.values(),
      TagOptions: tagOptionLinks.values().map(({ resourceId }) => ({ portfolioId: resourceId })),
    };
    const [what] = Object.entries(holds).find(([, all]) => all.some(({ portfolioId }) => portfolioId === id)) ?? [];
    if (what !== undefined) throw inUse(`Portfolio ${id} cannot be deleted: it still has ${what}.`);
    portfolios.delete(id);
    return {};
  },
});

export const portfolioOperations = {
  CreatePortfolio: create,
  DescribePortfolio: describe,
  ListPortfolios: list,
  UpdatePortfolio: update,
  DeletePortfolio: remove,
};
