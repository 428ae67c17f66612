import type { Severity } from './findings.ts';
import type { Json, Launch } from './parameters.ts';
import type { CatalogOffering } from './schemas/catalog.ts';
import type { Described } from './to-json-schema.ts';

/**
 * What the web page is told: `config.json`, `data/catalog.json` and `data/<offering>.json` below `dist/site/`. Written by
 * `build/site/`, read by `console/`; both import this.
 */

/** Stands in every document, so that a page and data of different builds refuse each other instead of guessing. */
export const siteFormat = 1;

/** A document of the page. */
export type SiteDocument = { readonly format: typeof siteFormat };

/** One offering as the front page shows it. */
export type SiteSummary = Pick<
  CatalogOffering,
  'id' | 'address' | 'family' | 'version' | 'title' | 'summary' | 'owner' | 'resources' | 'findings'
> & {
  /** The family as people read it: `Data lake`. */
  readonly familyTitle: string;
  readonly parameters: number;
  /** Parameters without default. */
  readonly required: number;
};

/** `data/catalog.json`, sorted by family and title. */
export type SiteCatalog = SiteDocument & { readonly offerings: readonly SiteSummary[] };

/** What the launch form is made of, whole enough for the browser to validate with the code of the command line. */
export type SiteForm = Described & {
  readonly groups: readonly { readonly title: string; readonly parameters: readonly string[] }[];
  readonly identity: readonly string[];
};

/** A launch to begin with. */
export type SiteExample = { readonly name: string; readonly values: Launch };

/** Findings that one reason answers for. */
export type SiteAcknowledgement = {
  readonly reason: string;
  /** The house decision, as people read it; absent when the reason stands beside the resource. */
  readonly decision?: { readonly id: string; readonly title: string };
  readonly findings: readonly SiteFinding[];
};

/** A finding, once for all the places it was found at. */
export type SiteFinding = {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly paths: readonly string[];
};

/** One version of a product. */
export type SiteVersion = {
  readonly version: string;
  /** Day of the release, `2026-11-21`; absent while it is not released. */
  readonly date?: string;
  readonly bump?: 'major' | 'minor' | 'patch';
  /** One sentence for each change. */
  readonly changes: readonly string[];
};

/** A picture of the product as SVG, which follows the mode of the page. */
export type SiteDiagram = {
  readonly page: string;
  /** For a narrow window. @default - the same */
  readonly phone?: string;
};

/** `data/<offering>.json`. */
export type SiteOffering = SiteDocument &
  SiteSummary & {
    readonly form: SiteForm;
    readonly examples: readonly SiteExample[];
    /** What the offering team settled; empty for a product without options. */
    readonly options: Json;
    readonly resourceTypes: readonly { readonly type: string; readonly count: number }[];
    readonly open: readonly SiteFinding[];
    readonly acknowledged: readonly SiteAcknowledgement[];
    readonly inStackCheck: CatalogOffering['inStackCheck'];
    readonly outputs: CatalogOffering['outputs'];
    readonly capabilities: readonly string[];
    /** Newest first. */
    readonly versions: readonly SiteVersion[];
    /** Markdown. */
    readonly readme: string;
    readonly diagram?: SiteDiagram;
    /** Key of the template below the bucket. */
    readonly templateKey: string;
  };

/** Names of the partitions of AWS. */
export const partitions = ['aws', 'aws-cn', 'aws-us-gov'] as const;
export type Partition = (typeof partitions)[number];

/** The partition that a region is in. */
export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** `config.json`: the one document that whoever hosts the page may edit. */
export type SiteConfig = {
  /** Bucket that templates are published in; null: not published. */
  readonly bucket: string | null;
  /** Region of that bucket, for each partition it is in. @default - the region of the launch */
  readonly bucketRegions?: { readonly [partition in Partition]?: string };
  /** Ids of the Service Catalog products, by region and offering. @default - links lead to the list of products */
  readonly productIds?: { readonly [region: string]: { readonly [offering: string]: string } };
};
