import { decisions } from '#lib/house-decisions.ts';
import type { Offering } from '#lib/product.ts';
import type { Catalog } from '#lib/schemas/catalog.ts';
import type { Address, DistFile } from '../package.ts';
import type { Prepared } from '../prepare.ts';
import { findingsPage } from './findings-page.ts';
import { launchButtons, launchPage } from './launch-page.ts';

export type DocumentsRequest = {
  readonly made: readonly { readonly offering: Offering; readonly prepared: Pick<Prepared, 'report'> }[];
  readonly catalog: Catalog;
  readonly address: Address;
};

/** Where launch buttons lead as long as nobody says where the buckets are. */
const usualRegion = 'us-east-1';

/**
 * The pages about all offerings together, for the top of `dist/`: every finding with its answer, and launch buttons as
 * a page and, once there is a bucket to launch from, as a table for a README or a wiki.
 *
 * @throws InputError when a region cannot be launched in from the bucket
 */
export function documentFiles({ made, catalog, address }: DocumentsRequest): DistFile[] {
  const reports = made.map(({ offering: { id, product }, prepared: { report } }) => ({
    ...{ id, report },
    address: product.address,
    title: product.title,
  }));
  return [
    { path: 'findings.md', content: findingsPage(reports, Object.values(decisions)) },
    ...launchFiles(catalog, address),
  ];
}

function launchFiles(catalog: Catalog, { bucket, bucketRegion, regions }: Address): DistFile[] {
  if (bucket === undefined) return [{ path: 'launch.html', content: launchPage({ catalog }) }];
  const region = bucketRegion ?? regions?.[0] ?? usualRegion;
  const places = { catalog, bucket: { name: bucket, region }, regions: regions ?? [region] };
  return [
    { path: 'launch.html', content: launchPage(places) },
    { path: 'launch.md', content: launchButtons(places) },
  ];
}
