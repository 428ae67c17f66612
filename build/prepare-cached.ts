import { dirname, join, relative } from 'node:path';
import type { Offering } from '#lib/product.ts';
import type { Cache } from './cache.ts';
import { digestOf } from './cache.ts';
import { closures } from './closures.ts';
import type { InputReader, Inputs } from './inputs.ts';
import { buildFiles, packageFiles } from './own-files.ts';
import type { Prepared, PrepareOptions } from './prepare.ts';
import type { Listener } from './prepare-all.ts';
import { prepareAll } from './prepare-all.ts';

/** What is kept of an offering, with what it was made from. */
type Kept = { readonly inputs: Inputs; readonly prepared: Prepared };

/** Where results are kept, and what they were made from is looked at. */
export type Workshop = { readonly cache: Cache; readonly inputs: InputReader };

/**
 * {@link prepareAll} for those offerings of which anything has changed since they were last prepared. Tells the listener
 * of all, and returns the ids of those that were prepared anew.
 */
export async function prepareCached(
  offerings: readonly Offering[],
  options: PrepareOptions,
  { workshop, listener }: { readonly workshop: Workshop; readonly listener: Listener },
): Promise<readonly string[]> {
  const stale: Offering[] = [];
  for (const offering of offerings) {
    const kept = workshop.cache.readJson<Kept>('prepared', keyOf(offering, options));
    if (kept !== undefined && workshop.inputs.unchanged(kept.inputs)) {
      listener.onBundles(offering, kept.prepared.bundles);
      listener.onPrepared(offering, kept.prepared);
    } else stale.push(offering);
  }
  const fresh = new Map<Offering, Prepared>();
  const preparing = prepareAll(stale, options, {
    onBundles: listener.onBundles,
    onPrepared: (offering, prepared) => {
      fresh.set(offering, prepared);
      listener.onPrepared(offering, prepared);
    },
  });
  const reading = inputsOf(stale, options.root, workshop.inputs);
  await Promise.allSettled([preparing, reading]);
  // One that is wrong does not cost the others their results.
  for (const [offering, prepared] of fresh) {
    const paths = (await reading).get(offering.id);
    if (paths !== undefined) keep({ paths, prepared, key: keyOf(offering, options) }, workshop);
  }
  await preparing;
  return stale.map(({ id }) => id);
}

type Result = { readonly key: string; readonly paths: readonly string[]; readonly prepared: Prepared };

function keep({ key, paths, prepared }: Result, { cache, inputs }: Workshop): void {
  // Modules are loaded once in the life of a process: one that changed in it may have been loaded before.
  if (!inputs.untouched(paths, performance.timeOrigin)) return;
  cache.writeJson('prepared', key, { inputs: inputs.take(paths), prepared } satisfies Kept);
}

function keyOf({ id, product, options: settled }: Offering, { packs, engine }: PrepareOptions): string {
  const given = [id, product.id, product.home, settled, packs ?? 'all', engine ?? true];
  return digestOf('prepared', process.version, JSON.stringify(given));
}

/**
 * Everything that checked templates depend on, by offering: the modules that the definition, the template and the build
 * reach, files beside them that constructs may read while they are made, and the installed packages.
 */
async function inputsOf(
  offerings: readonly Offering[],
  root: string,
  inputs: InputReader,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (offerings.length === 0) return new Map();
  const build = ['prepare.ts', 'check/engine-worker.ts'].map((name) => join(import.meta.dirname, name));
  const entries = offerings.map(({ id, product: { home } }) => ({
    id,
    files: [join(home, 'product.ts'), join(home, 'template.ts'), ...build],
  }));
  const modules = await closures(entries, root);
  const below = (folder: string) => inputs.below(folder, mayBeRead);
  const everywhere = [
    ...packageFiles,
    ...buildFiles(root, 'prepare-cached.ts', 'diagram/diagram.svg.hbs'),
    ...['custom-resources', 'lib'].flatMap(below),
  ];
  return new Map(
    offerings.flatMap(({ id, product }) => {
      const home = relative(root, product.home);
      const beside = [home, join(dirname(home), 'shared')].flatMap(below);
      const reached = modules.get(id);
      return reached === undefined ? [] : [[id, [...reached, ...beside, ...everywhere]]];
    }),
  );
}

/** Whether constructs may read a file: not modules, which imports lead to, and not what is for people and for tests. */
function mayBeRead(path: string): boolean {
  return !/\.[cm]?[jt]s$|\.md$|\/(test|examples|releases)$/u.test(path);
}
