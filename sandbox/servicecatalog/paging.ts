import { invalid } from './errors.ts';

/** What a list operation is asked for. */
export type PageRequest = { readonly PageSize?: number | undefined; readonly PageToken?: string | undefined };

const longestPage = 20;

/** One page of a list, and the token of the next one where there is more. Tokens are positions. */
export function paged<Item>(
  items: readonly Item[],
  { PageSize, PageToken }: PageRequest,
): { readonly items: Item[]; readonly next: { readonly NextPageToken?: string } } {
  const start = PageToken === undefined || PageToken === '' ? 0 : positionOf(PageToken);
  // Zero is allowed by the model and means nothing: the service takes its own size.
  const size = PageSize === undefined || PageSize === 0 ? longestPage : PageSize;
  const end = start + size;
  return {
    items: items.slice(start, end),
    next: end < items.length ? { NextPageToken: Buffer.from(`at:${end}`).toString('base64url') } : {},
  };
}

function positionOf(token: string): number {
  const [, position] = /^at:(\d+)$/u.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (position === undefined) throw invalid('Invalid page token');
  return Number(position);
}
