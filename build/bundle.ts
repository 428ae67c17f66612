import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
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
  /** Our own source files that went in, relative to the root. */
  readonly inputs: readonly string[];
};

/**
 * Bundles one entry for `nodejs24.x`. The bytes depend on the sources and the installed packages only: not on the
 * folder, the time or what else is built.
 *
 * @throws InputError with what esbuild says, when the entry does not bundle
 */
export async function bundle(request: Pick<BundleRequest, 'entry' | 'modules'>, root: string): Promise<Bundle> {
  const { outputFiles, metafile } = await esbuild(request, root);
  const code = outputFiles.find(({ path }) => path.endsWith('.mjs'));
  const map = outputFiles.find(({ path }) => path.endsWith('.map'));
  if (code === undefined || map === undefined) throw new Error(`esbuild gave no code for ${request.entry}`);
  const zip = pack({ 'index.mjs': code.contents });
  const inputs = Object.keys(metafile.inputs)
    .filter((path) => !path.includes('node_modules/') && !path.startsWith('virtual:'))
    .map((path) => relative(root, resolve(root, path)))
    .sort();
  return { zip, sourceMap: map.contents, sha256: createHash('sha256').update(zip).digest('hex'), inputs };
}

async function esbuild({ entry, modules }: Pick<BundleRequest, 'entry' | 'modules'>, root: string) {
  try {
    return await build({
      absWorkingDir: root,
      entryPoints: { index: entry },
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
      plugins: [virtualModules(modules, root)],
    });
  } catch (error) {
    throw new InputError(`the function code ${relative(root, entry)}`, problemsOf(error, root), { cause: error });
  }
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
