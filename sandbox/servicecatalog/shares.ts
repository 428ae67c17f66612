import type {
  AcceptPortfolioShareCommandInput,
  CreatePortfolioShareCommandInput,
  DeletePortfolioShareCommandInput,
  DescribePortfolioShareStatusCommandInput,
  DescribePortfolioShareStatusOutput,
  DescribePortfolioSharesCommandInput,
  DescribePortfolioSharesOutput,
  ListAcceptedPortfolioSharesCommandInput,
  ListAcceptedPortfolioSharesOutput,
  ListPortfolioAccessCommandInput,
  ListPortfolioAccessOutput,
  RejectPortfolioShareCommandInput,
  UpdatePortfolioShareCommandInput,
  UpdatePortfolioShareOutput,
} from '@aws-sdk/client-service-catalog';
import { AwsError } from '../core/aws-error.ts';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { portfolioDetail } from './details.ts';
import { invalid, notFound } from './errors.ts';
import { anywhere, onPortfolio } from './needs.ts';
import { paged } from './paging.ts';
import { within } from './quotas.ts';
import type { Share } from './records.ts';
import { required } from './shapes.ts';
import type { Shelf } from './shelf.ts';
import { knownPortfolios, ownPortfolio, shelf, shelfOfAccount } from './shelf.ts';

type Recipient = {
  readonly AccountId?: string | undefined;
  readonly OrganizationNode?: object | undefined;
  readonly SharePrincipals?: boolean | undefined;
};

/** The account that a share is with. The accounts of a sandbox are in no organization, and are told so. */
function recipient(call: Call, { AccountId, OrganizationNode, SharePrincipals }: Recipient): string {
  if (OrganizationNode !== undefined) throw noOrganization();
  if (AccountId === undefined) throw invalid('You must provide an AccountId or an OrganizationNode.');
  if (SharePrincipals === true)
    throw invalid('SharePrincipals can only be enabled for shares with an organization or an organizational unit.');
  if (AccountId === call.account) throw invalid('A portfolio cannot be shared with the account that owns it.');
  return AccountId;
}

function noOrganization(): AwsError {
  return new AwsError(
    'OperationNotSupportedException',
    'Shares with an organization are not supported: the accounts of the sandbox are in no organization.',
  );
}

const keyOf = ({ portfolioId, accountId }: Pick<Share, 'portfolioId' | 'accountId'>) => `${portfolioId}/${accountId}`;

const create = operation<CreatePortfolioShareCommandInput, object>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'CreatePortfolioShare', PortfolioId),
  run: (input, call) => {
    const { PortfolioId, ShareTagOptions = false } = required(input, 'PortfolioId');
    const portfolioId = ownPortfolio(call, PortfolioId).id;
    const accountId = recipient(call, input);
    const { shares } = shelf(call);
    const share = { portfolioId, accountId, accepted: false, shareTagOptions: ShareTagOptions };
    // A share that is there stays as it is, without error [D].
    if (shares.has(keyOf(share))) return {};
    within('accountsOfPortfolio', sharesOf(shelf(call), portfolioId).length + 1);
    shares.put(keyOf(share), share);
    return {};
  },
});

function sharesOf({ shares }: Shelf, ofPortfolio: string): Share[] {
  return shares.values().filter(({ portfolioId }) => portfolioId === ofPortfolio);
}

const update = operation<UpdatePortfolioShareCommandInput, UpdatePortfolioShareOutput>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'UpdatePortfolioShare', PortfolioId),
  run: (input, call) => {
    const { PortfolioId, ShareTagOptions } = required(input, 'PortfolioId');
    const portfolioId = ownPortfolio(call, PortfolioId).id;
    const accountId = recipient(call, input);
    const { shares } = shelf(call);
    const old = shares.get(keyOf({ portfolioId, accountId }));
    if (old === undefined) throw notFound('Portfolio share', `${portfolioId} with ${accountId}`);
    shares.put(keyOf(old), { ...old, shareTagOptions: ShareTagOptions ?? old.shareTagOptions });
    // Done at once: there is nothing to poll for.
    return { Status: 'COMPLETED' };
  },
});

const remove = operation<DeletePortfolioShareCommandInput, object>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'DeletePortfolioShare', PortfolioId),
  run: (input, call) => {
    const { PortfolioId } = required(input, 'PortfolioId');
    const portfolioId = ownPortfolio(call, PortfolioId).id;
    const accountId = recipient(call, input);
    if (!shelf(call).shares.delete(keyOf({ portfolioId, accountId })))
      throw notFound('Portfolio share', `${portfolioId} with ${accountId}`);
    forget(shelfOfAccount(call, accountId), portfolioId);
    return {};
  },
});

/** Whoever loses a portfolio loses who may launch from it, and what was taken over from it. */
function forget({ imports, access, associations }: Shelf, portfolioId: string): void {
  imports.delete(portfolioId);
  for (const [key, entry] of access.entries()) if (entry.portfolioId === portfolioId) access.delete(key);
  for (const [key, entry] of associations.entries())
    if (entry.sourcePortfolioId === portfolioId) associations.delete(key);
}

/** A share with this account, and the account that it comes from. */
function offered(call: Call, portfolioId: string): { readonly owner: string; readonly share: Share } {
  for (const owner of call.host.store.scopes('servicecatalog', 'shares')) {
    if (owner.region !== call.region) continue;
    const share = shelfOfAccount(call, owner.account).shares.get(keyOf({ portfolioId, accountId: call.account }));
    if (share !== undefined) return { owner: owner.account, share };
  }
  throw notFound('Portfolio', portfolioId);
}

function assertAccountShare({
  PortfolioShareType = 'IMPORTED',
}: {
  readonly PortfolioShareType?: string | undefined;
}): void {
  if (PortfolioShareType === 'AWS_ORGANIZATIONS') throw noOrganization();
}

const accept = operation<AcceptPortfolioShareCommandInput, object>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'AcceptPortfolioShare', PortfolioId),
  run: (input, call) => {
    assertAccountShare(input);
    const { owner, share } = offered(call, required(input, 'PortfolioId').PortfolioId);
    shelfOfAccount(call, owner).shares.put(keyOf(share), { ...share, accepted: true });
    shelf(call).imports.put(share.portfolioId, { portfolioId: share.portfolioId, owner });
    return {};
  },
});

const reject = operation<RejectPortfolioShareCommandInput, object>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'RejectPortfolioShare', PortfolioId),
  run: (input, call) => {
    assertAccountShare(input);
    const { owner, share } = offered(call, required(input, 'PortfolioId').PortfolioId);
    shelfOfAccount(call, owner).shares.put(keyOf(share), { ...share, accepted: false });
    forget(shelf(call), share.portfolioId);
    return {};
  },
});

const accepted = operation<ListAcceptedPortfolioSharesCommandInput, ListAcceptedPortfolioSharesOutput>({
  needs: () => anywhere('ListAcceptedPortfolioShares'),
  run: (input, call) => {
    const imported =
      input.PortfolioShareType === 'AWS_ORGANIZATIONS'
        ? []
        : knownPortfolios(call).filter(({ owner }) => owner !== call.account);
    const { items, next } = paged(imported, input);
    return { PortfolioDetails: items.map((portfolio) => portfolioDetail(call, portfolio)), ...next };
  },
});

const accounts = operation<ListPortfolioAccessCommandInput, ListPortfolioAccessOutput>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'ListPortfolioAccess', PortfolioId),
  run: (input, call) => {
    if (input.OrganizationParentId !== undefined) throw noOrganization();
    const { id } = ownPortfolio(call, required(input, 'PortfolioId').PortfolioId);
    const { items, next } = paged(sharesOf(shelf(call), id), input);
    return { AccountIds: items.map(({ accountId }) => accountId), ...next };
  },
});

const describe = operation<DescribePortfolioSharesCommandInput, DescribePortfolioSharesOutput>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'DescribePortfolioShares', PortfolioId),
  run: (input, call) => {
    const { PortfolioId, Type } = required(input, 'PortfolioId', 'Type');
    const { id } = ownPortfolio(call, PortfolioId);
    const { items, next } = paged(Type === 'ACCOUNT' ? sharesOf(shelf(call), id) : [], input);
    return {
      PortfolioShareDetails: items.map(({ accountId, accepted: isAccepted, shareTagOptions }) => ({
        PrincipalId: accountId,
        Type: 'ACCOUNT' as const,
        Accepted: isAccepted,
        ShareTagOptions: shareTagOptions,
        SharePrincipals: false,
      })),
      ...next,
    };
  },
});

const status = operation<DescribePortfolioShareStatusCommandInput, DescribePortfolioShareStatusOutput>({
  needs: () => anywhere('DescribePortfolioShareStatus'),
  run: (input) => {
    // Only shares with an organization have tokens [D].
    throw notFound('Portfolio share token', required(input, 'PortfolioShareToken').PortfolioShareToken);
  },
});

export const shareOperations = {
  CreatePortfolioShare: create,
  UpdatePortfolioShare: update,
  DeletePortfolioShare: remove,
  AcceptPortfolioShare: accept,
  RejectPortfolioShare: reject,
  ListAcceptedPortfolioShares: accepted,
  ListPortfolioAccess: accounts,
  DescribePortfolioShares: describe,
  DescribePortfolioShareStatus: status,
};
