import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bundleAll } from './bundle.ts';
import type { Cache } from './cache.ts';
import { digestOf } from './cache.ts';
import type { InputReader, Inputs } from './inputs.ts';
import type { PortableRequest } from './prepare.ts';

/** A packed bundle by the digest of its bytes. */
export type Asset = { readonly sha256: string; readonly zip: Uint8Array; readonly sourceMap: Uint8Array };

type Kept = { readonly inputs: Inputs; readonly sha256s: readonly string[] };

/** Packs the functions of templates, and those of which nothing has changed not again. */
export type Bundler = {
  /** The assets of one template, by placeholder. */
  readonly assets: (requests: readonly PortableRequest[]) => Promise<ReadonlyMap<string, Asset>>;
  /** How many were packed anew so far. */
  readonly anew: () => number;
};

/** A bundler over the cache and the input files of a root. */
export function openBundler(
  root: string,
  { cache, inputs }: { readonly cache: Cache; readonly inputs: InputReader },
): Bundler {
  const inTurn = turns(availableParallelism());
  let anew = 0;

  const make = async (requests: readonly PortableRequest[], key: string): Promise<readonly Asset[]> => {
    const { bundles, inputs: read } = await bundleAll(
      requests.map(({ entry, modules }) => ({ entry: join(root, entry), modules })),
      root,
    );
    anew += bundles.length;
    for (const { sha256, zip, sourceMap } of bundles) {
      cache.write('zips', sha256, zip);
      cache.write('source-maps', sha256, sourceMap);
    }
    const kept: Kept = {
      inputs: inputs.take([...read, 'build/bundle.ts', 'package-lock.json']),
      sha256s: bundles.map(({ sha256 }) => sha256),
    };
    cache.writeJson('bundles', key, kept);
    return bundles;
  };

  return {
    anew: () => anew,
    assets: async (requests) => {
      if (requests.length === 0) return new Map();
      const key = digestOf('bundles', process.version, JSON.stringify(requests));
      const kept = cache.readJson<Kept>('bundles', key);
      const old = kept !== undefined && inputs.unchanged(kept.inputs) ? allFromCache(cache, kept.sha256s) : undefined;
      const assets = old ?? (await inTurn(() => make(requests, key)));
      return new Map(requests.flatMap(({ placeholder }, index) => pair(placeholder, assets[index])));
    },
  };
}

function pair(placeholder: string, asset: Asset | undefined): [string, Asset][] {
  return asset === undefined ? [] : [[placeholder, asset]];
}

function allFromCache(cache: Cache, sha256s: readonly string[]): readonly Asset[] | undefined {
  const assets = sha256s.flatMap((sha256) => {
    const [zip, sourceMap] = [cache.read('zips', sha256), cache.read('source-maps', sha256)];
    return zip === undefined || sourceMap === undefined ? [] : [{ sha256, zip, sourceMap }];
  });
  return assets.length === sha256s.length ? assets : undefined;
}

/** Runs at most so many tasks at a time: each holds all that it bundles in memory, and uses several cores by itself. */
function turns(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await task();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
