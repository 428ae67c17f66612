import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CheckReport } from '#lib/findings.ts';
import type { Offering } from '#lib/product.ts';
import type { Catalog } from '#lib/schemas/catalog.ts';
import type { Asset } from './bundle-cached.ts';
import { openBundler } from './bundle-cached.ts';
import { openCache } from './cache.ts';
import type { PackName } from './check/nag.ts';
import { openInputs } from './inputs.ts';
import type { Address, Package } from './package.ts';
import { packageOffering } from './package.ts';
import type { Prepared } from './prepare.ts';
import { prepareCached } from './prepare-cached.ts';
import { freshFolder, swapIn, tidyUp } from './swap.ts';

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
  /** Called whenever something was finished. */
  readonly onProgress?: (progress: Progress) => void;
};

/** How far a build has come. */
export type Progress = {
  readonly stage: 'prepare' | 'bundle' | 'package';
  readonly done: number;
  readonly total: number;
  readonly what: string;
};

export type BuildResult = {
  readonly reports: readonly { readonly offering: Offering; readonly report: CheckReport }[];
  /** Undefined when findings kept the build from packaging, or when only checks were asked for. */
  readonly catalog?: Catalog;
  /** What was really done, the rest was as before. */
  readonly anew: { readonly prepared: number; readonly bundled: number };
};

/**
 * Definitions to `dist/`: synthesis and checks on all cores, bundling beside them, then the packages, then one swap.
 * A build with findings, a failed one and an interrupted one leave `dist/` as it was.
 *
 * @throws InputError with everything that is wrong with any definition
 */
export async function build(request: BuildRequest): Promise<BuildResult> {
  const { root, offerings, dist, onProgress = () => {} } = request;
  const cache = openCache(join(root, '.factory/cache'));
  const inputs = openInputs(root, cache);
  const bundler = openBundler(root, { cache, inputs });
  const bundled = new Map<string, Promise<ReadonlyMap<string, Asset>>>();
  const { prepared, anew } = await prepareCached(offerings, request, { cache, inputs }, (offering, result) => {
    onProgress({ stage: 'prepare', done: bundled.size + 1, total: offerings.length, what: offering.id });
    const assets = dist === undefined ? Promise.resolve(new Map<string, Asset>()) : bundler.assets(result.bundles);
    assets.catch(() => {}); // Awaited below; until then a refusal is not an unhandled one.
    bundled.set(offering.id, assets);
  });
  const reports = offerings.flatMap((offering) => reportOf(offering, prepared));
  const packages: Package[] = [];
  for (const { offering, result } of offerings.flatMap((offering) => pairOf(offering, prepared))) {
    const assets = (await bundled.get(offering.id)) ?? new Map<string, Asset>();
    onProgress({ stage: 'bundle', done: packages.length + 1, total: offerings.length, what: offering.id });
    packages.push(packageOffering({ offering, prepared: result, assets, address: request.address }));
  }
  inputs.save();
  const done = { reports, anew: { prepared: anew.length, bundled: bundler.anew() } };
  if (dist === undefined || reports.some(({ report }) => report.findings.length > 0)) return done;
  const catalog = {
    solution: request.address.solution,
    bucket: request.address.bucket ?? null,
    offerings: packages.map(({ entry }) => entry),
  };
  onProgress({ stage: 'package', done: packages.length, total: packages.length, what: dist });
  await writeDist(dist, packages, catalog);
  return { ...done, catalog };
}

function pairOf(
  offering: Offering,
  prepared: ReadonlyMap<string, Prepared>,
): { offering: Offering; result: Prepared }[] {
  const result = prepared.get(offering.id);
  return result === undefined ? [] : [{ offering, result }];
}

function reportOf(
  offering: Offering,
  prepared: ReadonlyMap<string, Prepared>,
): { offering: Offering; report: CheckReport }[] {
  return pairOf(offering, prepared).map(({ result }) => ({ offering, report: result.report }));
}

async function writeDist(dist: string, packages: readonly Package[], catalog: Catalog): Promise<void> {
  await tidyUp(dist);
  const fresh = freshFolder(dist);
  try {
    const files = new Map(packages.flatMap(({ files: own }) => own.map(({ path, content }) => [path, content])));
    for (const folder of new Set([...files.keys()].map((path) => dirname(join(fresh, path)))))
      mkdirSync(folder, { recursive: true });
    for (const [path, content] of files) writeFileSync(join(fresh, path), content);
    writeFileSync(join(fresh, 'catalog.json'), `${JSON.stringify(catalog, null, 1)}\n`);
    await swapIn(fresh, dist);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
}
