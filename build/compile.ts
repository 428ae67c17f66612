import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { BuildContext, BuildOptions, Plugin } from 'esbuild';
import { build, context } from 'esbuild';
import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';
import type { Compiled, Made } from './compiled.ts';
import { readCompiled } from './compiled.ts';
import { refusing } from './esbuild-issues.ts';

/** Turns TypeScript into what `nodejs24.x` runs. */
export type Compiler = {
  /**
   * Compiles up to {@link mostEntries} entries, which share files where they share code.
   *
   * @throws InputError with everything esbuild says, when one does not compile
   */
  readonly compile: (entries: readonly string[], subject: string) => Promise<Compiled>;
  readonly close: () => Promise<void>;
};

/** More than these would not share files with the others. */
export const mostEntries = 8;

const options = {
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunk-[hash]',
  // The SDK's CommonJS halves are larger and cannot be shaken.
  mainFields: ['module', 'main'],
  // Packages that are CommonJS ask for Node's own modules through `require`, which an ES module does not have.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  minify: true,
  keepNames: true,
  legalComments: 'none',
  sourcesContent: false,
  charset: 'utf8',
  logLevel: 'silent',
  // Whatever lies in or above the folder: the code is compiled the same way everywhere.
  tsconfigRaw: { compilerOptions: { target: 'es2024', verbatimModuleSyntax: true } },
} as const satisfies BuildOptions;

export type CompilerOptions = {
  /** Whether it makes source maps too, which takes a fifth longer and changes no byte of the code. */
  readonly sourceMaps: boolean;
};

/**
 * A compiler for the sources below a root. It keeps esbuild's memory of parsed files, so that what many entries import
 * is parsed once; close it, or the process will not end.
 */
export function openCompiler(root: string, { sourceMaps }: CompilerOptions): Compiler {
  let slots: readonly string[] = [];
  const virtual = new Map<string, string>();
  let started: Promise<BuildContext<typeof options & { write: false; metafile: true }>> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const start = () =>
    context({
      ...options,
      sourcemap: sourceMaps && 'external',
      absWorkingDir: root,
      outdir: root,
      splitting: true,
      // Which files stand in the slots changes from one run to the next; their number cannot.
      entryPoints: Object.fromEntries(Array.from({ length: mostEntries }, (_, i) => [slotName(i), `slot:${i}`])),
      plugins: [inSlots(() => slots), virtualOutside(virtual)],
    });

  const run = async (entries: readonly string[], subject: string): Promise<Compiled> => {
    const absent = entries.filter((entry) => !existsSync(entry)).map((entry) => relative(root, entry));
    if (absent.length > 0) throw new InputError(subject, absent.map(notThere));
    slots = entries;
    started ??= start();
    const made = await refusing(subject, root, async () => (await started)?.rebuild() as Promise<Made>);
    return readCompiled(made, {
      outputs: entries.map((_, i) => `${slotName(i)}.mjs`),
      entries,
      root,
      subject,
      virtual,
    });
  };
  return {
    compile: (entries, subject) => {
      // One after the other: a context has one state.
      const mine = last.then(() => run(entries, subject));
      last = mine.catch(() => {});
      return mine;
    },
    close: async () => {
      await last;
      await (await started)?.dispose();
    },
  };
}

function notThere(path: string): Issue {
  return { path, message: 'is not there; the template asks for it as the code of a function' };
}

/**
 * Compiles a module that exists only in the build. What it imports is looked for from the root.
 *
 * @throws InputError with everything esbuild says
 */
export async function compileModule(specifier: string, source: string, root: string): Promise<string> {
  const { outputFiles } = await refusing(`the module ${specifier}`, root, () =>
    build({
      ...options,
      absWorkingDir: root,
      stdin: { contents: source, resolveDir: root, sourcefile: specifier, loader: 'js' },
    }),
  );
  return outputFiles[0]?.text ?? '';
}

/** Name of a virtual module's file in the zip. */
export function virtualFile(specifier: string): string {
  return `${specifier.replace(/[^A-Za-z0-9]+/gu, '-')}.mjs`;
}

function slotName(index: number): string {
  return `entry-${index}`;
}

function inSlots(slots: () => readonly string[]): Plugin {
  return {
    name: 'slots',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^slot:\d$/ }, ({ path }) => {
        const entry = slots()[Number(path.slice('slot:'.length))];
        return entry === undefined ? { path, namespace: 'empty' } : { path: entry };
      });
      onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
    },
  };
}

/** Each product has its own; the code around it is compiled once for all of them. Remembers which are asked for. */
function virtualOutside(asked: Map<string, string>): Plugin {
  return {
    name: 'virtual-modules',
    setup({ onResolve }) {
      onResolve({ filter: /^virtual:/ }, ({ path }) => {
        asked.set(virtualFile(path), path);
        return { path: `./${virtualFile(path)}`, external: true };
      });
    },
  };
}
