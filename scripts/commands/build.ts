import { join, relative, resolve } from 'node:path';
import type { BuildResult } from '#build/build.ts';
import { build as buildAll } from '#build/build.ts';
import { loadOfferings } from '#build/load.ts';
import { select } from '#build/offerings.ts';
import { addressOf } from '#build/package.ts';
import { hasConsole } from '#build/site/console-cached.ts';
import { count } from '#lib/errors.ts';
import type { CatalogOffering } from '#lib/schemas/catalog.ts';
import type { Context } from '../context.ts';
import { findingsText, issuesOf } from '../findings-text.ts';
import type { Outcome } from '../outcome.ts';
import { table } from '../outcome.ts';
import { progressLine } from '../progress.ts';

export type BuildOptions = {
  readonly bucket?: string;
  readonly solution: string;
  readonly dist?: string;
  readonly site: boolean;
  readonly sourceMaps?: boolean;
  readonly bucketRegion?: string;
  /** Comma-separated. */
  readonly regions?: string;
};

/** `factory build [product...]` */
export async function build(
  { root }: Context,
  names: readonly string[],
  { bucket, solution, dist: given, site, sourceMaps = false, bucketRegion, regions }: BuildOptions,
): Promise<Outcome> {
  const started = performance.now();
  // A folder that somebody names is where they are, as any path of a command line.
  const dist = given === undefined ? join(root, 'dist') : resolve(given);
  const shown = relative(process.cwd(), dist) || '.';
  const address = addressOf({
    solution,
    ...(bucket !== undefined && { bucket }),
    ...(bucketRegion !== undefined && { bucketRegion }),
    ...(regions !== undefined && { regions: regions.split(',').map((region) => region.trim()) }),
  });
  const offerings = select(await loadOfferings(root), names);
  const line = progressLine();
  const result = await buildAll({
    root,
    offerings,
    address,
    dist,
    // The page shows a whole catalog; a checkout of products alone has none.
    site: site && names.length === 0 && hasConsole(root),
    sourceMaps,
    onProgress: ({ stage, done, total, what }) => line.show(`${stage} ${done}/${total} ${what}`),
  }).finally(line.end);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const issues = issuesOf(result.reports);
  const data = {
    dist: shown,
    catalog: result.catalog,
    anew: result.anew,
    seconds: Number(seconds),
  };
  if (result.catalog === undefined) {
    return {
      ok: false,
      command: 'build',
      issues,
      data,
      text: findingsText(result.reports),
      notes: [`${count(issues.length, 'finding')}; ${shown}/ is as it was`],
    };
  }
  return {
    ok: true,
    command: 'build',
    issues,
    data,
    text: catalogTable(result.catalog.offerings),
    notes: [summary(result, { seconds, dist: shown, ...(bucket !== undefined && { bucket }) })],
  };
}

function catalogTable(offerings: readonly CatalogOffering[]): string {
  const header = ['PRODUCT', 'VERSION', 'RESOURCES', 'FINDINGS', 'CHECKED IN STACK', 'TITLE'];
  const rows = offerings.map(({ id, address, product, version, resources, findings, inStackCheck, title }) => [
    id === product ? address : `${address} (${id})`,
    version,
    String(resources),
    `${findings.open} open, ${findings.acknowledged} acknowledged`,
    inStackCheck.length === 0 ? 'not needed' : [...new Set(inStackCheck.map(({ subject }) => subject))].join(', '),
    title,
  ]);
  return table([header, ...rows]);
}

type Summed = { readonly seconds: string; readonly dist: string; readonly bucket?: string };

function summary({ anew, catalog }: BuildResult, { seconds, dist, bucket }: Summed): string {
  const all = catalog?.offerings.length ?? 0;
  const work = `${count(all, 'offering')} in ${dist}/ after ${seconds} s: ${anew.prepared} synthesized and checked anew, ${count(anew.bundled, 'bundle')} packed anew${anew.page ? ', the page too' : ''}`;
  return bucket === undefined ? `${work}. Not published: no --bucket was given` : work;
}
