import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Issue } from '#lib/errors.ts';
import { InputError, OutsideError } from '#lib/errors.ts';
import type { Cache } from './cache.ts';
import { digestOf } from './cache.ts';
import type { CompilerOptions } from './compile.ts';
import { compileModule, mostEntries, openCompiler, virtualFile } from './compile.ts';
import type { Code, Compiled } from './compiled.ts';
import type { InputReader, Inputs } from './inputs.ts';
import { settled } from './merged.ts';
import { buildFiles, packageFiles } from './own-files.ts';
import { pack } from './pack.ts';
import type { PortableRequest } from './prepare.ts';

/** A packed bundle by the digest of its bytes. Both are read when they are asked for: a build may have many. */
export type Asset = {
  readonly sha256: string;
  readonly zip: () => Uint8Array;
  /**
   * Source maps of the files in the zip that have code of ours in them, by name, as JSON.
   * @default - none were asked for
   */
  readonly sourceMaps?: () => Uint8Array;
};

/** What is kept of a bundle: what it was made from, the digest of the files in it, the digest of the zip. */
type Kept = { readonly inputs: Inputs; readonly files: string; readonly sha256: string };

/** Bundles the functions of templates, each once however many ask for it, and none of which nothing has changed. */
export type Bundler = {
  /**
   * The packed functions of a template, by placeholder. Those below `home` are compiled together and share files; others
   * are the same for every product that has them.
   *
   * @throws InputError with everything that is wrong with the code of any of them
   */
  readonly assets: (
    requests: readonly PortableRequest[],
    product: { readonly home: string; readonly subject: string },
  ) => Promise<ReadonlyMap<string, Asset>>;
  /** How many were packed anew so far. */
  readonly anew: () => number;
  /** Ends the compiler; has to be called, whatever happened. */
  readonly close: () => Promise<void>;
};

/** Functions that are compiled together. */
type Group = { readonly entries: readonly string[]; readonly subject: string };

/** A bundler over the cache and the input files of a root. */
export function openBundler(root: string, { cache, inputs, sourceMaps }: BundlerParts): Bundler {
  const compiler = openCompiler(root, { sourceMaps });
  const compiled = new Map<string, Promise<Compiled>>();
  const underWay = new Map<string, Promise<Asset>>();
  let anew = 0;
  const compile = (group: Group): Promise<Compiled> => {
    const paths = group.entries.map((entry) => join(root, entry));
    const started = compiled.get(keyOf(group)) ?? compiler.compile(paths, group.subject);
    compiled.set(keyOf(group), started);
    return started;
  };
  const onPacked = () => {
    anew += 1;
  };
  const bench: Bench = { root, cache, inputs, sourceMaps, openedMs: Date.now(), compile, onPacked };
  const asset = (request: PortableRequest, group: Group): Promise<Asset> => {
    const key = digestOf('bundle', request.entry, keyOf(group), JSON.stringify(request.modules));
    const started = underWay.get(key) ?? make({ request, group, key }, bench);
    underWay.set(key, started);
    return started;
  };
  return {
    anew: () => anew,
    close: () => compiler.close(),
    assets: async (requests, product) => {
      const groups = groupsOf(requests, product);
      const made = requests.map(async (request) => {
        const group = groups.find(({ entries }) => entries.includes(request.entry)) ?? alone(request.entry);
        return [request.placeholder, await asset(request, group)] as const;
      });
      const assets = await settled(made).finally(() => {
        // Nobody else asks for a product's own functions; held for all products, they would fill the memory.
        for (const group of groups) compiled.delete(keyOf(group));
      });
      return new Map(assets);
    },
  };
}

/** What a bundler works with. */
export type BundlerParts = { readonly cache: Cache; readonly inputs: InputReader } & CompilerOptions;

/** What bundles are made with. */
type Bench = BundlerParts & {
  readonly root: string;
  readonly openedMs: number;
  readonly compile: (group: Group) => Promise<Compiled>;
  readonly onPacked: () => void;
};

type Task = { readonly request: PortableRequest; readonly group: Group; readonly key: string };

async function make({ request, group, key }: Task, bench: Bench): Promise<Asset> {
  const { root, cache, inputs, sourceMaps } = bench;
  const kept = cache.readJson<Kept>('bundles', key);
  const isThere = kept !== undefined && isWhole(cache, kept.sha256, sourceMaps);
  if (isThere && inputs.unchanged(kept.inputs)) return assetOf(cache, kept.sha256, sourceMaps);
  const { codes, inputs: paths } = await bench.compile(group);
  const code = codes[group.entries.indexOf(request.entry)];
  if (code === undefined) throw new Error(`nothing was compiled for ${request.entry}`);
  const files = { ...code.files, ...(await virtualFiles(code, request, root)) };
  const filesDigest = digestOf(...Object.entries(files).sort().flat());
  const isSame = isThere && kept.files === filesDigest;
  const sha256 = isSame ? kept.sha256 : keep(cache, files);
  if (sourceMaps) cache.write('source-maps', sha256, Buffer.from(JSON.stringify(code.maps)));
  if (!isSame) bench.onPacked();
  const read = [...paths, ...packageFiles, ...buildFiles(root, ...ownFiles)];
  if (inputs.untouched(read, bench.openedMs))
    cache.writeJson('bundles', key, { inputs: inputs.take(read), files: filesDigest, sha256 } satisfies Kept);
  return assetOf(cache, sha256, sourceMaps);
}

/** What makes a bundle, and decides about its bytes. */
const ownFiles = ['bundle-cached.ts', 'compile.ts', 'compiled.ts', 'chunks.ts', 'pack.ts'];

function isWhole(cache: Cache, sha256: string, withMaps: boolean): boolean {
  return cache.read('zips', sha256) !== undefined && (!withMaps || cache.read('source-maps', sha256) !== undefined);
}

function assetOf(cache: Cache, sha256: string, withMaps: boolean): Asset {
  const read = (kind: string) => {
    const bytes = cache.read(kind, sha256);
    if (bytes === undefined) throw new OutsideError(`the cache lost ${kind}/${sha256} under way; run the build again`);
    return bytes;
  };
  return { sha256, zip: () => read('zips'), ...(withMaps && { sourceMaps: () => read('source-maps') }) };
}

function keyOf({ entries }: Group): string {
  return entries.join('\n');
}

/** In an order of their own, so that a product's bundles do not depend on the order of its template. */
function groupsOf(requests: readonly PortableRequest[], { home, subject }: { home: string; subject: string }): Group[] {
  const own = [...new Set(requests.map(({ entry }) => entry))].filter((entry) => entry.startsWith(`${home}/`)).sort();
  return Array.from({ length: Math.ceil(own.length / mostEntries) }, (_, i) => ({
    subject,
    entries: own.slice(i * mostEntries, (i + 1) * mostEntries),
  }));
}

function alone(entry: string): Group {
  return { entries: [entry], subject: `the function code ${entry}` };
}

async function virtualFiles(
  { virtual }: Code,
  { entry, modules }: PortableRequest,
  root: string,
): Promise<{ readonly [file: string]: string }> {
  const issues: Issue[] = virtual
    .filter((specifier) => !Object.hasOwn(modules, specifier))
    .map((specifier) => ({ path: entry, message: `imports '${specifier}', which the template does not give it` }));
  if (issues.length > 0) throw new InputError('the function code', issues);
  const files = virtual.map(async (specifier) => [
    virtualFile(specifier),
    await compileModule(specifier, modules[specifier] ?? '', root),
  ]);
  return Object.fromEntries(await Promise.all(files));
}

function keep(cache: Cache, files: { readonly [name: string]: string }): string {
  const zip = pack(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
  const sha256 = createHash('sha256').update(zip).digest('hex');
  cache.write('zips', sha256, zip);
  return sha256;
}
