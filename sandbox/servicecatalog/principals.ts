import type {
  AssociatePrincipalWithPortfolioCommandInput,
  DisassociatePrincipalFromPortfolioCommandInput,
  ListPrincipalsForPortfolioCommandInput,
  ListPrincipalsForPortfolioOutput,
} from '@aws-sdk/client-service-catalog';
import type { Caller } from '../core/caller.ts';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { invalid } from './errors.ts';
import { onPortfolio } from './needs.ts';
import { paged } from './paging.ts';
import { within } from './quotas.ts';
import type { Access } from './records.ts';
import { required } from './shapes.ts';
import { knownPortfolio, shelf } from './shelf.ts';

const associate = operation<AssociatePrincipalWithPortfolioCommandInput, object>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'AssociatePrincipalWithPortfolio', PortfolioId),
  run: (input, call) => {
    const { PortfolioId, PrincipalARN, PrincipalType } = required(
      input,
      'PortfolioId',
      'PrincipalARN',
      'PrincipalType',
    );
    const portfolio = knownPortfolio(call, PortfolioId);
    const entry: Access = { portfolioId: portfolio.id, arn: PrincipalARN, type: PrincipalType };
    assertPrincipal(entry);
    const { access } = shelf(call);
    if (access.has(keyOf(entry))) return {};
    const others = access.values().filter(({ portfolioId }) => portfolioId === portfolio.id);
    within('principalsOfPortfolio', others.length + 1);
    if (PrincipalType === 'IAM_PATTERN')
      within('patternsOfPortfolio', others.filter(({ type }) => type === 'IAM_PATTERN').length + 1);
    access.put(keyOf(entry), entry);
    return {};
  },
});

function keyOf({ portfolioId, type, arn }: Access): string {
  return `${portfolioId}/${type}/${arn}`;
}

const principal = /^arn:[a-z-]+:iam::[0-9]{12}:(user|group|role)\/.+$/u;
const pattern = /^arn:[a-z-]+:iam:::(user|group|role)\/.+$/u;

function assertPrincipal({ arn, type }: Access): void {
  if (type !== 'IAM' && type !== 'IAM_PATTERN')
    throw invalid(`PrincipalType must be IAM or IAM_PATTERN, got ${String(type)}`);
  if (type === 'IAM' && (!principal.test(arn) || /[*?]/u.test(arn)))
    throw invalid(`Principal ARN ${arn} must be the ARN of an IAM user, group or role without wildcards.`);
  if (type === 'IAM_PATTERN' && !pattern.test(arn))
    throw invalid(`Principal ARN ${arn} must be the ARN of an IAM user, group or role without an account ID.`);
}

const disassociate = operation<DisassociatePrincipalFromPortfolioCommandInput, object>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'DisassociatePrincipalFromPortfolio', PortfolioId),
  run: (input, call) => {
    const { PortfolioId, PrincipalARN } = required(input, 'PortfolioId', 'PrincipalARN');
    const { id } = knownPortfolio(call, PortfolioId);
    const types = input.PrincipalType === undefined ? (['IAM', 'IAM_PATTERN'] as const) : [input.PrincipalType];
    // What is not associated is no error.
    for (const type of types) shelf(call).access.delete(keyOf({ portfolioId: id, arn: PrincipalARN, type }));
    return {};
  },
});

const list = operation<ListPrincipalsForPortfolioCommandInput, ListPrincipalsForPortfolioOutput>({
  needs: ({ PortfolioId }, call) => onPortfolio(call, 'ListPrincipalsForPortfolio', PortfolioId),
  run: (input, call) => {
    const { id } = knownPortfolio(call, required(input, 'PortfolioId').PortfolioId);
    const principals = shelf(call)
      .access.values()
      .filter(({ portfolioId }) => portfolioId === id)
      .map(({ arn, type }) => ({ PrincipalARN: arn, PrincipalType: type }));
    const { items, next } = paged(principals, input);
    return { Principals: items, ...next };
  },
});

/** Ids of the portfolios that the caller may launch from: it is one of their principals, or its group is. */
export async function openPortfolios(call: Call): Promise<ReadonlySet<string>> {
  const all = shelf(call).access.values();
  const own = ownArns(call.caller);
  const groups = all.some(({ arn }) => arn.includes(':group/')) ? await groupsOf(call) : [];
  const names = [...own, ...groups];
  return new Set(all.filter((entry) => names.some((name) => fits(entry, name))).map(({ portfolioId }) => portfolioId));
}

function fits({ arn, type }: Access, name: string): boolean {
  if (type === 'IAM') return arn === name;
  const [, partition, , , , ...resource] = name.split(':');
  return patternOf(arn).test(`arn:${partition}:iam:::${resource.join(':')}`);
}

function patternOf(arn: string): RegExp {
  const text = arn
    .replace(/[.+^${}()|[\]\\]/gu, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`, 'u');
}

function ownArns(caller: Caller): string[] {
  switch (caller.kind) {
    case 'session':
      return [caller.roleArn];
    case 'user':
      return [caller.arn];
    default:
      return [];
  }
}

/** Groups are IAM's to know. The service looks them up itself, whatever the caller may. */
async function groupsOf({ caller, host, account, region }: Call): Promise<string[]> {
  if (caller.kind !== 'user') return [];
  const root = { kind: 'root', account, arn: caller.arn.replace(/:user\/.*$/u, ':root'), userId: account } as const;
  const { Groups = [] } = await host.invoke<{ readonly Groups?: readonly { readonly Arn?: string }[] }>({
    service: 'iam',
    operation: 'ListGroupsForUser',
    input: { UserName: caller.userName },
    caller: root,
    scope: { account, region },
  });
  return Groups.flatMap(({ Arn }) => Arn ?? []);
}

export const principalOperations = {
  AssociatePrincipalWithPortfolio: associate,
  DisassociatePrincipalFromPortfolio: disassociate,
  ListPrincipalsForPortfolio: list,
};
