import { createHash } from 'node:crypto';
import { placeholders } from '#lib/conventions.ts';
import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';
import { isRequired } from '#lib/parameters.ts';
import type { Offering } from '#lib/product.ts';
import { regionPattern } from '#lib/quick-create.ts';
import type { CatalogOffering } from '#lib/schemas/catalog.ts';
import { toJsonSchema } from '#lib/to-json-schema.ts';
import type { Asset } from './bundle-cached.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Template } from './check/template.ts';
import { isRecord } from './check/template.ts';
import { readmeOf, withDiagram } from './document.ts';
import type { Prepared } from './prepare.ts';

/** Where a package will be published to. */
export type Address = {
  /** Prefix of the asset buckets: `<bucket>` itself for templates, `<bucket>-<region>` for code. Undefined: not published. */
  readonly bucket?: string;
  /** First part of every key. */
  readonly solution: string;
  /** Region that the bucket of the templates is in. @default - the one of the launch */
  readonly bucketRegion?: string;
  /** Regions that have a bucket for code, for the page of launch buttons. @default - the region of the templates */
  readonly regions?: readonly string[];
};

/** A file of the distribution, by its path below `dist/`. */
export type DistFile = { readonly path: string; readonly content: string | Uint8Array };

/** A file that is read when it is written: all of them at once would only take memory. */
export type LazyFile = { readonly path: string; readonly read: () => Uint8Array };

/** The package of one offering: its files, the code of its functions, and its line in the catalog. */
export type Package = {
  readonly files: readonly DistFile[];
  readonly code: readonly LazyFile[];
  readonly entry: CatalogOffering;
};

export type PackageInput = {
  readonly offering: Offering;
  readonly prepared: Prepared;
  /** By placeholder. */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly address: Address;
};

/** Checked template and packed code to the files that are published. */
export function packageOffering({ offering, prepared, assets, address }: PackageInput): Package {
  const { product, id } = offering;
  const { version } = product;
  const digestForm = fillIn(
    textOf(prepared.template),
    new Map([...assets].map(([placeholder, { sha256 }]) => [placeholder, sha256])),
  );
  const [unfilled] = /%%ASSET\d+%%/u.exec(digestForm) ?? [];
  if (unfilled !== undefined) throw new Error(`no code was bundled for ${unfilled} of '${id}'`);
  const template = fillIn(
    digestForm,
    new Map([
      [placeholders.solution, address.solution],
      ...(address.bucket === undefined ? [] : [[placeholders.bucket, address.bucket] as const]),
    ]),
  );
  const schema = textOf(toJsonSchema(product));
  const folder = `${address.solution}/${id}/${version}`;
  const keys = {
    template: `${folder}/template.json`,
    templateByContent: `${address.solution}/templates/${sha256Of(template)}.json`,
    schema: `${folder}/parameters.schema.json`,
    readme: `${folder}/README.md`,
    diagrams: { page: `${folder}/diagram.svg`, phone: `${folder}/diagram-phone.svg` },
    assets: [...new Set([...assets.values()].map(({ sha256 }) => `${address.solution}/assets/${sha256}.zip`))].sort(),
  };
  const files: DistFile[] = [
    { path: `global-s3-assets/${keys.template}`, content: template },
    { path: `global-s3-assets/${keys.templateByContent}`, content: template },
    { path: `global-s3-assets/${keys.schema}`, content: schema },
    { path: `global-s3-assets/${keys.readme}`, content: withDiagram(readmeOf(product), product.title) },
    { path: `global-s3-assets/${keys.diagrams.page}`, content: prepared.diagrams.page },
    { path: `global-s3-assets/${keys.diagrams.phone}`, content: prepared.diagrams.phone },
  ];
  const code = [...assets.values()].flatMap(({ sha256, zip, sourceMaps }) => [
    { path: `regional-s3-assets/${address.solution}/assets/${sha256}.zip`, read: zip },
    ...(sourceMaps === undefined ? [] : [{ path: `source-maps/${sha256}.json`, read: sourceMaps }]),
  ]);
  const digests = {
    template: sha256Of(digestForm),
    schema: sha256Of(schema),
    assets: [...new Set([...assets.values()].map(({ sha256 }) => sha256))].sort(),
  };
  return { files, code, entry: { ...described(offering, prepared), keys, digests } };
}

function described(
  { id, product }: Offering,
  { template, gaps, report }: Prepared,
): Omit<CatalogOffering, 'keys' | 'digests'> {
  return {
    id,
    product: product.id,
    address: product.address,
    family: product.family,
    version: product.version,
    title: product.title,
    summary: product.summary,
    owner: product.owner,
    parameters: Object.entries(product.parameters).map(([name, parameter]) => ({
      name,
      title: parameter.title,
      required: isRequired(parameter),
      type: typeOf(template, name),
    })),
    outputs: Object.entries(template.Outputs ?? {}).map(([name, output]) => ({
      name,
      description: descriptionOf(output),
    })),
    resources: Object.keys(template.Resources ?? {}).length,
    capabilities: capabilitiesOf(template),
    inStackCheck: gaps.map(({ subject, why }) => ({ subject, why })),
    findings: { open: report.findings.length, acknowledged: report.acknowledged.length },
  };
}

function typeOf(template: Template, parameter: string): string {
  const declared = template.Parameters?.[parameter];
  return isRecord(declared) && typeof declared['Type'] === 'string' ? declared['Type'] : 'String';
}

function descriptionOf(output: unknown): string {
  return isRecord(output) && typeof output['Description'] === 'string' ? output['Description'] : '';
}

/** Fills placeholders in a text of JSON. What is filled in needs no escaping: digests, bucket names, key prefixes. */
function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/%%[A-Z0-9]+%%/gu, (placeholder) => values.get(placeholder) ?? placeholder);
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const bucketName = /^[a-z0-9][a-z0-9-]{1,45}[a-z0-9]$/u;
/** What is left of the 255 bytes that a file name may have, and well below the 1,024 of a key. */
const longestPrefix = 200;
const keyPrefix = /^[A-Za-z0-9][A-Za-z0-9_.-]*(\/[A-Za-z0-9][A-Za-z0-9_.-]*)*$/u;

/**
 * Checks where a package is to go.
 *
 * @throws InputError when a bucket or key prefix cannot be one
 */
export function addressOf(address: Address): Address {
  const issues = issuesInAddress(address);
  if (issues.length > 0) throw new InputError('the address of the package', issues);
  return address;
}

/** What keeps a bucket, a key prefix and regions from being such, by flag. */
export function issuesInAddress({ bucket, solution, bucketRegion, regions = [] }: Address): Issue[] {
  const issues: Issue[] = [];
  if (bucket !== undefined && !bucketName.test(bucket)) {
    issues.push({
      path: '--bucket',
      message: `must be 3 to 47 lower-case letters, digits and hyphens, to leave room for -REGION, got '${bucket}'`,
    });
  }
  if (!keyPrefix.test(solution) || solution.length > longestPrefix) {
    issues.push({
      path: '--solution',
      message: `must be up to ${longestPrefix} letters, digits, '.', '_' and '-', in parts joined by '/', got '${solution}'`,
    });
  }
  const named = [
    ['--bucket-region', bucketRegion] as const,
    ...regions.map((region) => ['--regions', region] as const),
  ];
  for (const [path, region] of named)
    if (region !== undefined && !regionPattern.test(region))
      issues.push({ path, message: `must be a region such as eu-west-1, got '${region}'` });
  return issues;
}
