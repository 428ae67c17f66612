import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { BuildContext, BuildOptions, BuildResult, Message, Plugin } from 'esbuild';
import { build, context } from 'esbuild';
import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';
import type { Chunk } from './chunks.ts';
import { namedByContent, reachedFrom } from './chunks.ts';

/** The code of one entry: `index.mjs` and what it imports, as they lie in the zip. */
export type Code = {
  readonly files: { readonly [name: string]: string };
  /** Source maps of those files that have code of ours in them. */
  readonly maps: { readonly [name: string]: unknown };
  /** Specifiers of the modules that exist only in the build, and that have to be put beside it. */
  readonly virtual: readonly string[];
};

/** What came of compiling some entries together. */
export type Compiled = {
  /** In the order of the entries. */
  readonly codes: readonly Code[];
  /** Our own source files that went in, relative to the root. */
  readonly inputs: readonly string[];
};

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
  sourcemap: 'external',
  sourcesContent: false,
  charset: 'utf8',
  logLevel: 'silent',
  // Whatever lies in or above the folder: the code is compiled the same way everywhere.
  tsconfigRaw: { compilerOptions: { target: 'es2024', verbatimModuleSyntax: true } },
} as const satisfies BuildOptions;

type Made = BuildResult<{ metafile: true; write: false }>;

/**
 * A compiler for the sources below a root. It keeps esbuild's memory of parsed files, so that what many entries import
 * is parsed once; close it, or the process will not end.
 */
export function openCompiler(root: string): Compiler {
  let slots: readonly string[] = [];
  const virtual = new Map<string, string>();
  let started: Promise<BuildContext<typeof options & { write: false; metafile: true }>> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const start = () =>
    context({
      ...options,
      absWorkingDir: root,
      outdir: root,
      splitting: true,
      // Which files stand in the slots changes from one run to the next; their number cannot.
      entryPoints: Object.fromEntries(Array.from({ length: mostEntries }, (_, i) => [slotName(i), `slot:${i}`])),
      plugins: [inSlots(() => slots), virtualOutside(virtual)],
    });

  const run = async (entries: readonly string[], subject: string): Promise<Compiled> => {
    slots = entries;
    started ??= start();
    const made = await refusing(subject, root, async () => (await started)?.rebuild() as Promise<Made>);
    return read(made, { entries, root, subject, virtual });
  };
  return {
    compile: (entries, subject) => {
      const absent = entries.filter((entry) => !existsSync(entry));
      if (absent.length > 0)
        return Promise.reject(
          new InputError(
            subject,
            absent.map((entry) => notThere(entry, root)),
          ),
        );
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

/**
 * Compiles a module that exists only in the build. What it imports is looked for from the root.
 *
 * @throws InputError with everything esbuild says
 */
export async function compileModule(specifier: string, source: string, root: string): Promise<string> {
  const { outputFiles } = await refusing(`the module ${specifier}`, root, () =>
    build({
      ...options,
      sourcemap: false,
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

type Asked = {
  readonly entries: readonly string[];
  readonly root: string;
  readonly subject: string;
  /** Specifiers of virtual modules by their files. */
  readonly virtual: ReadonlyMap<string, string>;
};

function read({ outputFiles, metafile }: Made, { entries, root, subject, virtual }: Asked): Compiled {
  const texts = new Map(outputFiles.map(({ path, text }) => [relative(root, path), text]));
  const outputs = Object.entries(metafile.outputs).filter(([name]) => name.endsWith('.mjs'));
  const mute = entries.filter((_, i) => !metafile.outputs[`${slotName(i)}.mjs`]?.exports.includes('handler'));
  if (mute.length > 0) {
    const issue = (entry: string) => ({ path: relative(root, entry), message: "must export a function 'handler'" });
    throw new InputError(subject, mute.map(issue));
  }
  const chunks = namedByContent(
    new Map(
      outputs.map(([name, { imports }]): [string, Chunk] => [
        name,
        {
          text: texts.get(name) ?? '',
          imports: imports.filter(({ external }) => external !== true).map(({ path }) => path),
        },
      ]),
    ),
  );
  const newNames = [...chunks.keys()];
  const maps = new Map(
    outputs.flatMap(([name, { inputs }], i) =>
      Object.keys(inputs).some(isOurs) ? [[newNames[i] ?? name, placeless(texts.get(`${name}.map`) ?? '{}')]] : [],
    ),
  );
  return {
    codes: entries.map((_, i) => codeOf(`${slotName(i)}.mjs`, chunks, { maps, virtual })),
    inputs: Object.keys(metafile.inputs)
      .filter(isOurs)
      .map((path) => relative(root, resolve(root, path)))
      .sort(),
  };
}

function codeOf(
  entry: string,
  chunks: ReadonlyMap<string, Chunk>,
  { maps, virtual }: { maps: ReadonlyMap<string, unknown>; virtual: Asked['virtual'] },
): Code {
  const reached = reachedFrom(entry, chunks);
  const imported = new Set(reached.flatMap((name) => chunks.get(name)?.imports ?? []));
  // The entry goes by the name that the template calls; by its own as well where somebody imports it.
  const placed = reached.flatMap((name): [string, string][] =>
    name !== entry
      ? [[name, name]]
      : imported.has(entry)
        ? [
            [name, name],
            ['index.mjs', name],
          ]
        : [['index.mjs', name]],
  );
  const texts = placed.map(([place, name]): [string, string] => [place, chunks.get(name)?.text ?? '']);
  return {
    files: Object.fromEntries(texts),
    maps: Object.fromEntries(placed.flatMap(([place, name]) => (maps.has(name) ? [[place, maps.get(name)]] : []))),
    virtual: [...virtual]
      .filter(([file]) => texts.some(([, text]) => text.includes(`"./${file}"`)))
      .map(([, specifier]) => specifier),
  };
}

function isOurs(path: string): boolean {
  return !path.includes('node_modules/') && !path.startsWith('empty:');
}

/** A source map that names packages by name, not by where they are installed. */
function placeless(text: string): unknown {
  const map: { sources: string[] } = JSON.parse(text);
  return { ...map, sources: map.sources.map((source) => source.replace(/^.*?(?=node_modules\/)/u, '')) };
}

function notThere(entry: string, root: string): Issue {
  return { path: relative(root, entry), message: 'is not there; the template asks for it as the code of a function' };
}

async function refusing<T>(subject: string, root: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const problems = messagesOf(error);
    if (problems.length === 0) throw error;
    throw new InputError(
      subject,
      problems.map((problem) => issueOf(problem, root)),
      { cause: error },
    );
  }
}

function messagesOf(error: unknown): readonly Message[] {
  const messages: unknown = typeof error === 'object' && error !== null && 'errors' in error ? error.errors : undefined;
  return Array.isArray(messages) ? messages : [];
}

function issueOf({ text, location }: Message, root: string): Issue {
  if (location === null) return { path: '', message: text };
  const { file, line, column } = location;
  return { path: `${relative(root, resolve(root, file))}:${line}:${column + 1}`, message: text };
}
