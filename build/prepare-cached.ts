import { relative, resolve } from 'node:path';
import { build as esbuild } from 'esbuild';
import type { Offering } from '#lib/product.ts';
import type { Cache } from './cache.ts';
import { digestOf } from './cache.ts';
import type { InputReader, Inputs } from './inputs.ts';
import { prepareAll } from './pool.ts';
import type { Prepared, PrepareOptions } from './prepare.ts';

/** What is kept of an offering, with what it was made from. */
type Kept = { readonly inputs: Inputs; readonly prepared: Prepared };

export type CachedPreparation = {
  readonly prepared: ReadonlyMap<string, Prepared>;
  /** Ids of the offerings that were prepared anew. */
  readonly anew: readonly string[];
};

export type Workshop = { readonly cache: Cache; readonly inputs: InputReader };

/** {@link prepareAll} for those offerings of which anything has changed since they were last prepared. */
export async function prepareCached(
  offerings: readonly Offering[],
  options: PrepareOptions,
  { cache, inputs }: Workshop,
  onDone: (offering: Offering, prepared: Prepared) => void,
): Promise<CachedPreparation> {
  const prepared = new Map<string, Prepared>();
  const stale: Offering[] = [];
  for (const offering of offerings) {
    const kept = cache.readJson<Kept>('prepared', keyOf(offering, options));
    if (kept !== undefined && inputs.unchanged(kept.inputs)) {
      prepared.set(offering.id, kept.prepared);
      onDone(offering, kept.prepared);
    } else stale.push(offering);
  }
  // Digests are taken before the work: a file that changes meanwhile makes the entry stale, never wrong.
  const made = new Map(
    await Promise.all(
      stale.map(
        async (offering) => [offering.id, inputs.take(await inputsOf(offering, options.root, inputs))] as const,
      ),
    ),
  );
  await prepareAll(stale, options, (offering, result) => {
    prepared.set(offering.id, result);
    cache.writeJson('prepared', keyOf(offering, options), {
      inputs: made.get(offering.id) ?? {},
      prepared: result,
    } satisfies Kept);
    onDone(offering, result);
  });
  return { prepared, anew: stale.map(({ id }) => id) };
}

function keyOf(offering: Offering, { packs, engine }: PrepareOptions): string {
  const { id, product, options } = offering;
  return digestOf(
    'prepared',
    process.version,
    JSON.stringify([id, product.id, product.home, options, packs ?? 'all', engine ?? true]),
  );
}

/**
 * Everything that a checked template depends on: the modules that the definition and the template reach, files that
 * constructs read while they are made, the build itself and the installed packages.
 */
async function inputsOf({ product }: Offering, root: string, inputs: InputReader): Promise<string[]> {
  const home = relative(root, product.home);
  return [
    ...(await modulesOf([`${product.home}/product.ts`, `${product.home}/template.ts`], root)),
    ...inputs.below(`${home}/assets`),
    ...inputs.below('custom-resources', (path) => !path.endsWith('.test.ts')),
    ...inputs.below('build', (path) => !path.endsWith('.test.ts')),
    'package-lock.json',
  ];
}

/** Our own modules that the entries reach by import. */
async function modulesOf(entryPoints: readonly string[], root: string): Promise<string[]> {
  const { metafile } = await esbuild({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outdir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  }).catch(() => ({ metafile: { inputs: {} } }));
  return Object.keys(metafile.inputs).map((path) => relative(root, resolve(root, path)));
}
