import { join } from 'node:path';
import { bundle } from './bundle.ts';
import type { Cache } from './cache.ts';
import { digestOf } from './cache.ts';
import type { InputReader, Inputs } from './inputs.ts';
import type { PortableRequest } from './prepare.ts';

/** A packed bundle by the digest of its bytes. */
export type Asset = { readonly sha256: string; readonly zip: Uint8Array; readonly sourceMap: Uint8Array };

type Kept = { readonly inputs: Inputs; readonly sha256: string };

/** Packs bundles, each once however many ask for it, and none of which nothing has changed. */
export type Bundler = {
  readonly asset: (request: PortableRequest) => Promise<Asset>;
  /** How many were packed anew so far. */
  readonly anew: () => number;
};

/** A bundler over the cache and the input files of a root. */
export function openBundler(
  root: string,
  { cache, inputs }: { readonly cache: Cache; readonly inputs: InputReader },
): Bundler {
  const underWay = new Map<string, Promise<Asset>>();
  let anew = 0;

  const make = async (request: PortableRequest, key: string): Promise<Asset> => {
    const kept = cache.readJson<Kept>('bundles', key);
    const asset = kept !== undefined && inputs.unchanged(kept.inputs) ? fromCache(cache, kept.sha256) : undefined;
    if (asset !== undefined) return asset;
    anew += 1;
    const made = await bundle({ entry: join(root, request.entry), modules: request.modules }, root);
    cache.write('zips', made.sha256, made.zip);
    cache.write('source-maps', made.sha256, made.sourceMap);
    const read = inputs.take([...made.inputs, 'build/bundle.ts', 'package-lock.json']);
    cache.writeJson('bundles', key, { inputs: read, sha256: made.sha256 } satisfies Kept);
    return made;
  };

  return {
    anew: () => anew,
    asset: (request) => {
      const key = digestOf('bundle', process.version, request.entry, JSON.stringify(request.modules));
      const started = underWay.get(key) ?? make(request, key);
      underWay.set(key, started);
      return started;
    },
  };
}

function fromCache(cache: Cache, sha256: string): Asset | undefined {
  const [zip, sourceMap] = [cache.read('zips', sha256), cache.read('source-maps', sha256)];
  return zip === undefined || sourceMap === undefined ? undefined : { sha256, zip, sourceMap };
}
