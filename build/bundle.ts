import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { build } from 'esbuild';
import { zipSync } from 'fflate';
import type { BundleRequest } from '#lib/constructs/app.ts';
import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';

/** A function's code, packed. */
export type Bundle = {
  readonly zip: Uint8Array;
  readonly sourceMap: Uint8Array;
  /** Of the zip, in hex: its name wherever it goes. */
  readonly sha256: string;
};

/** The functions of one template, packed, and our own source files that went in, relative to the root. */
export type Bundled = { readonly bundles: readonly Bundle[]; readonly inputs: readonly string[] };

type Request = Pick<BundleRequest, 'entry' | 'modules'>;

/**
 * Bundles the functions of one template for `nodejs24.x`, in the order they are given. Together, because what they share
 * (the SDK above all) is then read once. Never those of two templates: which short names esbuild picks may depend on
 * what is bundled together, and the bytes of a product must not depend on another one.
 *
 * @throws InputError with what esbuild says, when an entry does not bundle
 */
export async function bundleAll(requests: readonly Request[], root: string): Promise<Bundled> {
  const { outputFiles, metafile } = await esbuild(requests, root);
  const inputs = Object.keys(metafile.inputs)
    .filter((path) => !path.includes('node_modules/') && !path.startsWith('virtual:'))
    .map((path) => relative(root, resolve(root, path)))
    .sort();
  return { inputs, bundles: requests.map((_, index) => packed(index, outputFiles)) };
}

/** The folder of a function's output, which is never written. */
const outputOf = (index: number) => `function-${index}`;

function packed(index: number, files: readonly { readonly path: string; readonly contents: Uint8Array }[]): Bundle {
  const find = (name: string) => files.find(({ path }) => path.endsWith(join('/', outputOf(index), name)))?.contents;
  const [code, sourceMap] = [find('index.mjs'), find('index.mjs.map')];
  if (code === undefined || sourceMap === undefined) throw new Error(`esbuild gave no code for function ${index}`);
  const zip = pack({ 'index.mjs': code });
  return { zip, sourceMap, sha256: createHash('sha256').update(zip).digest('hex') };
}

async function esbuild(requests: readonly Request[], root: string) {
  try {
    return await build({
      absWorkingDir: root,
      entryPoints: requests.map(({ entry }, index) => ({ in: entry, out: `${outputOf(index)}/index` })),
      outdir: root,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      // The SDK's CommonJS halves are larger and cannot be shaken.
      mainFields: ['module', 'main'],
      // Packages that are CommonJS ask for Node's own modules through `require`, which an ES module does not have.
      banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
      minify: true,
      keepNames: true,
      legalComments: 'none',
      sourcemap: 'external',
      sourcesContent: false,
      charset: 'utf8',
      logLevel: 'silent',
      plugins: [virtualModules(modulesOf(requests), root)],
    });
  } catch (error) {
    const entries = requests.map(({ entry }) => relative(root, entry)).join(', ');
    throw new InputError(`the function code ${entries}`, problemsOf(error, root), { cause: error });
  }
}

/** The virtual modules of all functions. One name means one text: functions that are bundled together see the same. */
function modulesOf(requests: readonly Request[]): BundleRequest['modules'] {
  const modules: Record<string, string> = {};
  for (const [name, text] of requests.flatMap((request) => Object.entries(request.modules))) {
    if (modules[name] !== undefined && modules[name] !== text)
      throw new Error(`two functions mean different things by ${name}`);
    modules[name] = text;
  }
  return modules;
}

function problemsOf(error: unknown, root: string): Issue[] {
  const problems: unknown = typeof error === 'object' && error !== null && 'errors' in error ? error.errors : undefined;
  if (!Array.isArray(problems) || problems.length === 0) throw error;
  return problems.map(
    ({ text, location }: { text: string; location: { file: string; line: number; column: number } | null }) => ({
      path:
        location === null
          ? ''
          : `${relative(root, resolve(root, location.file))}:${location.line}:${location.column + 1}`,
      message: text,
    }),
  );
}

/** Modules that exist only in the build. What they import is looked for from the root. */
function virtualModules(modules: BundleRequest['modules'], root: string): Plugin {
  return {
    name: 'virtual-modules',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^virtual:/ }, ({ path }) =>
        Object.hasOwn(modules, path) ? { path, namespace: 'virtual' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({
        contents: modules[path] ?? '',
        loader: 'js',
        resolveDir: root,
      }));
    },
  };
}

/** 1 January 1980, the first moment a zip can tell, in local time as zips have it. */
const epoch = new Date(1980, 0, 1);

/** A zip with sorted names, one time and one mode: the same contents give the same bytes. */
export function pack(files: { readonly [name: string]: Uint8Array }): Uint8Array {
  const sorted = Object.keys(files).sort();
  return zipSync(
    Object.fromEntries(
      sorted.map((name) => [
        name,
        [files[name] ?? new Uint8Array(), { mtime: epoch, os: 3, attrs: 0o100644 << 16, level: 9 }],
      ]),
    ),
  );
}
