import { show } from '#lib/errors.ts';
import type { SiteConfig } from '#lib/site.ts';
import { partitions } from '#lib/site.ts';
import { DocumentError } from './fetch-document.ts';

/**
 * Checks `config.json`, the one document that people write by hand. By hand here, too: the form needs no validator for
 * it, and the page that loads it says what is wrong.
 *
 * @throws DocumentError with everything that is wrong
 */
export function configFrom(value: unknown): SiteConfig {
  const issues = issuesInConfig(value);
  if (issues.length > 0) throw new DocumentError('config.json', `is not right: ${issues.join('; ')}`);
  return value as SiteConfig; // The checks have just said so.
}

function issuesInConfig(value: unknown): string[] {
  if (!isRecord(value)) return [`must be an object, got ${show(value)}`];
  const { bucket, bucketRegions = {}, productIds = {} } = value;
  return [
    ...(bucket === null || isName(bucket) ? [] : [`bucket must be the name of a bucket, or null, got ${show(bucket)}`]),
    ...issuesInRegions(bucketRegions),
    ...(isRecord(productIds) && Object.values(productIds).every(isTexts)
      ? []
      : ['productIds must hold, by region, an object of product ids by offering']),
  ];
}

function issuesInRegions(regions: unknown): string[] {
  if (!isTexts(regions)) return ['bucketRegions must be an object of regions by partition'];
  return Object.keys(regions)
    .filter((name) => !partitions.some((partition) => partition === name))
    .map((name) => `bucketRegions names ${show(name)}; partitions are ${partitions.join(', ')}`);
}

function isTexts(value: unknown): value is { readonly [key: string]: string } {
  return isRecord(value) && Object.values(value).every(isName);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
