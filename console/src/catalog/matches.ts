import type { SiteSummary } from '#lib/site.ts';

/** What somebody looks for. */
export type Query = { readonly search: string; readonly family?: string };

/** The offerings that have every word somewhere: in title, summary, address, id or owner. */
export function matching(offerings: readonly SiteSummary[], { search, family }: Query): SiteSummary[] {
  const words = search.toLowerCase().split(/\s+/u);
  return offerings.filter(
    (offering) =>
      (family === undefined || offering.family === family) && words.every((word) => wordsOf(offering).includes(word)),
  );
}

/** The families there are, in order, with the number of offerings in each. */
export function familiesOf(offerings: readonly SiteSummary[]): { readonly family: string; readonly count: number }[] {
  const byFamily = Map.groupBy(offerings, ({ family }) => family);
  return [...byFamily].map(([family, own]) => ({ family, count: own.length })).sort(byName);
}

function wordsOf({ title, summary, address, id, owner }: SiteSummary): string {
  return [title, summary, address, id, owner].join('\n').toLowerCase();
}

function byName(a: { readonly family: string }, b: { readonly family: string }): number {
  return a.family < b.family ? -1 : 1;
}
