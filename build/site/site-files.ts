import type { Offering } from '#lib/product.ts';
import type { CatalogOffering } from '#lib/schemas/catalog.ts';
import { readmeOf } from '../document.ts';
import type { Address, DistFile } from '../package.ts';
import type { Prepared } from '../prepare.ts';
import type { Workshop } from '../prepare-cached.ts';
import { examplesCached } from './examples.ts';
import { siteConfig, siteData } from './site-data.ts';

/** An offering whose package the page shows. */
export type Shown = { readonly offering: Offering; readonly prepared: Prepared; readonly entry: CatalogOffering };

export type SiteRequest = { readonly root: string; readonly shown: readonly Shown[]; readonly address: Address };

/** What the page shows and where it sends launchers, as files below `dist/site/`. */
export function siteFiles({ root, shown, address }: SiteRequest, workshop: Workshop): DistFile[] {
  const inputs = shown.map(({ offering, prepared: { template, report, diagrams }, entry }) => ({
    ...{ offering, entry, template, report, diagram: diagrams },
    readme: readmeOf(offering.product),
    examples: examplesCached(root, offering.product, workshop),
  }));
  return [...siteData(inputs), siteConfig(address)];
}
