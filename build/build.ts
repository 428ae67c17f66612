import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { CheckReport } from '#lib/findings.ts';
import type { Offering } from '#lib/product.ts';
import type { Catalog } from '#lib/schemas/catalog.ts';
import type { Asset, Bundler } from './bundle-cached.ts';
import { openBundler } from './bundle-cached.ts';
import { openCache } from './cache.ts';
import type { PackName } from './check/nag.ts';
import { readmeOf } from './document.ts';
import { documentFiles } from './documents/document-files.ts';
import { openInputs } from './inputs.ts';
import { settled } from './merged.ts';
import type { Address, DistFile, Package } from './package.ts';
import { packageOffering } from './package.ts';
import type { Prepared } from './prepare.ts';
import type { Workshop } from './prepare-cached.ts';
import { prepareCached } from './prepare-cached.ts';
import type { Page } from './site/console-cached.ts';
import { consoleFiles } from './site/console-cached.ts';
import { examplesCached } from './site/examples.ts';
import { siteFiles } from './site/site-files.ts';
import { freshFolder, swapIn, tidyUp } from './swap.ts';
import { placeFor } from './target.ts';

export type BuildRequest = {
  /** The checkout: holds `products/`, `portfolio/`, `package-lock.json`. */
  readonly root: string;
  readonly offerings: readonly Offering[];
  readonly address: Address;
  /** The folder to fill, `<root>/dist` as a rule. Undefined: only check. */
  readonly dist?: string;
  /** @default - all six */
  readonly packs?: readonly PackName[];
  /** Whether CloudFormation Validate runs, with the Control Tower rules. @default true */
  readonly engine?: boolean;
  /** Whether `dist/site/` is made, of the sources in `console/`. @default false */
  readonly site?: boolean;
  /** Whether `dist/source-maps/` is made: what a function's stack trace is read with. Changes nothing else. @default false */
  readonly sourceMaps?: boolean;
  /** Called whenever something was finished. */
  readonly onProgress?: (progress: Progress) => void;
};

/** How far a build has come. */
export type Progress = {
  readonly stage: 'prepare' | 'bundle' | 'page' | 'package';
  readonly done: number;
  readonly total: number;
  readonly what: string;
};

export type BuildResult = {
  readonly reports: readonly { readonly offering: Offering; readonly report: CheckReport }[];
  /** Undefined when findings kept the build from packaging, or when only checks were asked for. */
  readonly catalog?: Catalog;
  /** What was really done, the rest was as before. */
  readonly anew: { readonly prepared: number; readonly bundled: number; readonly page: boolean };
};

/** Results that were of no use for two weeks are given up; a switch between branches still finds its own. */
const unusedMs = 14 * 24 * 60 * 60 * 1000;

/** What became of one offering. */
type Made = { readonly offering: Offering; readonly prepared: Prepared; readonly assets: ReadonlyMap<string, Asset> };

/** What became of everything, and how many templates were made anew. */
type MadeAll = { readonly made: readonly Made[]; readonly prepared: number; readonly page: Page };

/**
 * Definitions to `dist/`: synthesis, checks, bundling and the page beside each other, then the packages, then one swap. A build
 * with findings, a failed one and an interrupted one leave `dist/` as it was.
 *
 * @throws InputError with everything that is wrong with any definition or any function's code
 */
export async function build(request: BuildRequest): Promise<BuildResult> {
  const { root, address, onProgress = () => {} } = request;
  const dist = request.dist === undefined ? undefined : placeFor(request.dist, root);
  if (dist !== undefined) tidyUp(dist);
  const cache = openCache(join(root, '.factory/cache'));
  const workshop = { cache, inputs: openInputs(root, cache) };
  const bundler = openBundler(root, { ...workshop, sourceMaps: request.sourceMaps === true });
  try {
    const { made, prepared, page } = await makeAll(request, workshop, bundler);
    const reports = made.map(({ offering, prepared: { report } }) => ({ offering, report }));
    const done = { reports, anew: { prepared, bundled: bundler.anew(), page: page.anew } };
    if (prepared + bundler.anew() > 0) cache.prune(unusedMs);
    if (dist === undefined) return done;
    const packages = await settled(made.map(async (one) => ({ ...one, ...packageOffering({ ...one, address }) })));
    if (reports.some(({ report }) => report.findings.length > 0)) return done;
    const { solution, bucket = null } = address;
    const catalog = { solution, bucket, offerings: packages.map(({ entry }) => entry) };
    onProgress({ stage: 'package', done: packages.length, total: packages.length, what: dist });
    const site = request.site === true ? siteFiles({ root, shown: packages, address }, workshop) : [];
    const beside = [...documentFiles({ made, catalog, address }), ...page.files, ...site];
    writeDist(dist, { packages, beside, catalog });
    return { ...done, catalog };
  } finally {
    workshop.inputs.save();
    await bundler.close();
  }
}

/** Templates, findings and code of all offerings, in their order, and the page that shows them. */
async function makeAll(request: BuildRequest, workshop: Workshop, bundler: Bundler): Promise<MadeAll> {
  const { root, offerings, dist, onProgress = () => {} } = request;
  const total = offerings.length;
  const results = new Map<Offering, Prepared>();
  const bundled = new Map<Offering, Promise<ReadonlyMap<string, Asset>>>();
  let codes = 0;
  const preparing = prepareCached(offerings, request, {
    workshop,
    listener: {
      onBundles: (offering, bundles) => {
        if (dist === undefined) return;
        const { home, id } = offering.product;
        const assets = bundler.assets(bundles, { home: relative(root, home), subject: `the function code of '${id}'` });
        bundled.set(offering, assets);
        const done = () => onProgress({ stage: 'bundle', done: ++codes, total, what: offering.id });
        assets.then(done, done); // Awaited below; until then a refusal is not an unhandled one.
      },
      onPrepared: (offering, prepared) => {
        results.set(offering, prepared);
        onProgress({ stage: 'prepare', done: results.size, total, what: offering.id });
      },
    },
  });
  const page = pageOf(request, workshop);
  await Promise.allSettled([preparing, page]);
  await settled<unknown>([preparing, ...bundled.values(), ...documentsOf(request, workshop), page]);
  const made = await Promise.all(
    offerings.map(async (offering): Promise<Made[]> => {
      const prepared = results.get(offering);
      const assets = (await bundled.get(offering)) ?? new Map<string, Asset>();
      return prepared === undefined ? [] : [{ offering, prepared, assets }];
    }),
  );
  return { made: made.flat(), prepared: (await preparing).length, page: await page };
}

async function pageOf(
  { root, dist, site = false, onProgress = () => {} }: BuildRequest,
  workshop: Workshop,
): Promise<Page> {
  if (dist === undefined || !site) return { files: [], anew: false };
  const page = await consoleFiles(root, workshop);
  onProgress({ stage: 'page', done: 1, total: 1, what: 'console' });
  return page;
}

/** Reads what people wrote about each product, for what is wrong with it to be said along with everything else. */
function documentsOf({ root, offerings, dist, site = false }: BuildRequest, workshop: Workshop): Promise<unknown>[] {
  if (dist === undefined) return [];
  return offerings.flatMap(({ product }) => [
    (async () => readmeOf(product))(),
    ...(site ? [(async () => examplesCached(root, product, workshop))()] : []),
  ]);
}

type Dist = { readonly packages: readonly Package[]; readonly beside: readonly DistFile[]; readonly catalog: Catalog };

function writeDist(dist: string, { packages, beside, catalog }: Dist): void {
  const fresh = freshFolder(dist);
  try {
    const files = [...packages.flatMap((one) => one.files), ...beside].map(({ path, content }) => ({
      path,
      read: () => content,
    }));
    // Products share code: the same path has the same content.
    const all = new Map([...files, ...packages.flatMap(({ code }) => code)].map(({ path, read }) => [path, read]));
    for (const folder of new Set([...all.keys()].map((path) => dirname(join(fresh, path)))))
      mkdirSync(folder, { recursive: true });
    for (const [path, read] of all) writeFileSync(join(fresh, path), read());
    writeFileSync(join(fresh, 'catalog.json'), `${JSON.stringify(catalog, null, 1)}\n`);
    swapIn(fresh, dist);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
}
