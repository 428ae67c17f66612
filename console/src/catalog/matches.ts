import type { SiteSummary } from '#lib/site.ts';

/** What somebody looks for. */
export type Query = { readonly search: string; readonly family?: string };

/** The offerings that have every word somewhere: in title, summary, address, family, id or owner. */
export function matching(offerings: readonly SiteSummary[], { search, family }: Query): SiteSummary[] {
  const words = search.toLowerCase().split(/\s+/u);
  return offerings.filter(
    (offering) =>
      (family === undefined || offering.family === family) && words.every((word) => wordsOf(offering).includes(word)),
  );
}

/** Products that belong together. */
export type Family = { readonly family: string; readonly title: string; readonly count: number };

/** The families there are, in order, with the number of offerings in each. */
export function familiesOf(offerings: readonly SiteSummary[]): Family[] {
  const byFamily = Map.groupBy(offerings, ({ family }) => family);
  return [...byFamily]
    .map(([family, own]) => ({ family, title: own[0]?.familyTitle ?? family, count: own.length }))
    .sort((a, b) => (a.family < b.family ? -1 : 1));
}

function wordsOf({ title, summary, address, familyTitle, id, owner }: SiteSummary): string {
  return [title, summary, address, familyTitle, id, owner].join('\n').toLowerCase();
}
