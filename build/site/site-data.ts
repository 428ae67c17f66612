import type { CheckReport } from '#lib/findings.ts';
import type { Offering } from '#lib/product.ts';
import type { CatalogOffering } from '#lib/schemas/catalog.ts';
import type {
  SiteCatalog,
  SiteConfig,
  SiteDiagram,
  SiteExample,
  SiteForm,
  SiteOffering,
  SiteSummary,
  SiteVersion,
} from '#lib/site.ts';
import { partitionOf, siteFormat } from '#lib/site.ts';
import type { Template } from '../check/template.ts';
import { resourcesOf } from '../check/template.ts';
import { inWords } from '../diagram/read/names.ts';
import type { Address, DistFile } from '../package.ts';
import { acknowledgementsOf, findingsOf } from './group-findings.ts';
import { settledOptions } from './settled-options.ts';

/** What the build knows of one offering, as far as the page shows it. */
export type SiteInput = {
  readonly offering: Offering;
  readonly entry: CatalogOffering;
  readonly template: Template;
  readonly report: CheckReport;
  /** Markdown. */
  readonly readme: string;
  readonly examples: readonly SiteExample[];
  /** @default - the page shows none */
  readonly diagram?: SiteDiagram;
  /** Newest first. @default - none is released */
  readonly releases?: readonly SiteVersion[];
};

/** What the page shows, as files below `dist/`. The same inputs give the same bytes. */
export function siteData(inputs: readonly SiteInput[]): DistFile[] {
  const sorted = [...inputs].sort((a, b) => compare(sortKey(a), sortKey(b)));
  const catalog: SiteCatalog = { format: siteFormat, offerings: sorted.map(summaryOf) };
  return [
    { path: 'site/data/catalog.json', content: textOf(catalog) },
    ...sorted.map((input) => ({ path: `site/data/${input.offering.id}.json`, content: textOf(documentOf(input)) })),
  ];
}

/** `config.json`: where templates are, for whoever hosts the page to edit. */
export function siteConfig({ bucket, bucketRegion }: Address): DistFile {
  const isThere = bucket !== undefined && bucketRegion !== undefined;
  const bucketRegions = isThere && { bucketRegions: { [partitionOf(bucketRegion)]: bucketRegion } };
  const config: SiteConfig = { bucket: bucket ?? null, ...bucketRegions };
  return { path: 'site/config.json', content: textOf(config) };
}

function summaryOf({ entry }: SiteInput): SiteSummary {
  const { id, address, family, version, title, summary, owner, resources, findings, parameters } = entry;
  const required = parameters.filter((parameter) => parameter.required).length;
  const numbers = { parameters: parameters.length, required, resources, findings };
  return { id, address, family, familyTitle: inWords(family), version, title, summary, owner, ...numbers };
}

function documentOf(input: SiteInput): SiteOffering {
  const { offering, entry, report, readme, examples, diagram, releases = [] } = input;
  return {
    format: siteFormat,
    ...summaryOf(input),
    form: formOf(offering),
    examples,
    options: settledOptions(offering),
    resourceTypes: resourceTypesOf(input.template),
    open: findingsOf(report.findings),
    acknowledged: acknowledgementsOf(report.acknowledged),
    inStackCheck: entry.inStackCheck,
    outputs: entry.outputs,
    capabilities: entry.capabilities,
    versions: versionsOf(entry.version, releases),
    readme,
    ...(diagram !== undefined && { diagram }),
    templateKey: entry.keys.template,
  };
}

function formOf({ product }: Offering): SiteForm {
  const { id, title, parameters, rules, fixed, groups, identity } = product;
  return {
    id,
    title,
    parameters,
    ...(rules !== undefined && { rules }),
    ...(fixed !== undefined && { fixed }),
    groups,
    identity,
  };
}

function resourceTypesOf(template: Template): { type: string; count: number }[] {
  const byType = Map.groupBy(resourcesOf(template), ({ resource }) => resource.Type);
  return [...byType]
    .map(([type, resources]) => ({ type, count: resources.length }))
    .sort((a, b) => compare(a.type, b.type));
}

/** What is built stands on top, whether it is released or not. */
function versionsOf(version: string, releases: readonly SiteVersion[]): SiteVersion[] {
  const isReleased = releases.some((release) => release.version === version);
  return [...(isReleased ? [] : [{ version, changes: [] }]), ...releases];
}

function sortKey({ entry }: SiteInput): string {
  return `${entry.family}\n${entry.title}\n${entry.id}`;
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

// Not by locale: the order is part of what we publish.
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
