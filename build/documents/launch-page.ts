import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type Issue } from '#lib/errors.ts';
import { domainsOf, quickCreateUrl, regionPattern, stackNameOf, templateUrl } from '#lib/quick-create.ts';
import type { Catalog, CatalogOffering } from '#lib/schemas/catalog.ts';
import { inWords } from '../diagram/read/names.ts';
import { render } from '../document.ts';
import { cell, code } from './markdown.ts';
import { renderMarkup } from './markup.ts';

/** What can be launched, from where, and where to. */
export type LaunchPlaces = {
  readonly catalog: Catalog;
  /** The bucket with the templates, and the region that it is in. */
  readonly bucket: { readonly name: string; readonly region: string };
  /** Regions to launch in; the code is in the bucket `<name>-<region>` of each. */
  readonly regions: readonly string[];
};

/** A catalog that nobody can launch from yet. */
export type Unpublished = { readonly catalog: Catalog; readonly bucket?: undefined };

/**
 * A page of launch buttons: for each offering and region the link to CloudFormation's page for a new stack, and the
 * command that does the same. Says so when nothing is published. Stands alone: no scripts, nothing fetched.
 *
 * @throws InputError when a region is none, or in another partition than the templates
 */
export function launchPage(places: LaunchPlaces | Unpublished): string {
  if (places.bucket !== undefined) assertReachable(places);
  const template = readFileSync(join(import.meta.dirname, 'launch-page.html.hbs'), 'utf8');
  const families = Map.groupBy(sorted(places.catalog), ({ family }) => family);
  return renderMarkup(template, {
    bucket: places.bucket?.name ?? '',
    isEmpty: families.size === 0,
    families: [...families].map(([family, offerings]) => ({
      family,
      heading: inWords(family),
      offerings: offerings.map((offering) => offeringView(offering, places)),
    })),
  });
}

/**
 * The same links as a table in Markdown, for a README.
 *
 * @throws InputError when a region is none, or in another partition than the templates
 */
export function launchButtons(places: LaunchPlaces): string {
  assertReachable(places);
  const template = readFileSync(join(import.meta.dirname, 'launch-buttons.md.hbs'), 'utf8');
  return render(template, {
    offerings: sorted(places.catalog).map((offering) => ({
      title: cell(offering.title),
      summary: cell(offering.summary),
      version: offering.version,
      // Round brackets would end the link.
      links: linksOf(offering, places)
        .map(({ region, url }) => `[${code(region)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`)
        .join(' '),
    })),
  });
}

function sorted({ offerings }: Catalog): CatalogOffering[] {
  return offerings.toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}

function assertReachable({ bucket, regions }: LaunchPlaces): void {
  const issues = [bucket.region, ...regions].flatMap((region): Issue[] => {
    if (!regionPattern.test(region)) return [{ path: '', message: `'${region}' is not a region, as eu-central-1 is` }];
    if (domainsOf(region).console === domainsOf(bucket.region).console) return [];
    const message = `'${region}' is in another partition than the bucket in ${bucket.region}: CloudFormation there cannot read its templates`;
    return [{ path: '', message }];
  });
  const none = regions.length === 0 ? [{ path: '', message: 'must have at least one region to launch in' }] : [];
  if (issues.length + none.length > 0) throw new InputError('the places to launch in', [...issues, ...none]);
}

function linksOf(
  offering: CatalogOffering,
  { bucket, regions }: LaunchPlaces,
): { readonly region: string; readonly url: string }[] {
  const url = urlOf(offering, bucket);
  return regions.map((region) => ({
    region,
    url: quickCreateUrl({ region, templateUrl: url, stackName: stackNameOf(offering.id, []), parameters: [] }),
  }));
}

function urlOf({ keys }: CatalogOffering, { name, region }: LaunchPlaces['bucket']): string {
  return templateUrl({ bucket: name, region, key: keys.template });
}

function offeringView(offering: CatalogOffering, places: LaunchPlaces | Unpublished): object {
  const { id, title, summary, version, owner, address } = offering;
  const required = offering.parameters.filter((parameter) => parameter.required);
  return {
    ...{ id, title, summary, version, owner, address },
    required: required.map((parameter) => parameter.title).join(', '),
    ways: places.bucket === undefined ? undefined : waysOf(offering, places),
  };
}

function waysOf(offering: CatalogOffering, places: LaunchPlaces): object {
  return { links: linksOf(offering, places), command: commandFor(offering, places) };
}

/** The command of the AWS CLI that makes the stack, with a place for each value that has no default. */
function commandFor(offering: CatalogOffering, { bucket, regions }: LaunchPlaces): string {
  const required = offering.parameters.filter((parameter) => parameter.required);
  return [
    'aws cloudformation create-stack',
    `--region ${regions[0] ?? bucket.region}`,
    `--stack-name ${stackNameOf(offering.id, [])}`,
    `--template-url '${urlOf(offering, bucket)}'`,
    ...(offering.capabilities.length === 0 ? [] : [`--capabilities ${offering.capabilities.join(' ')}`]),
    ...(required.length === 0 ? [] : ['--parameters']),
    ...required.map(({ name }) => `  'ParameterKey=${name},ParameterValue=<${name}>'`),
  ].join(' \\\n  ');
}
