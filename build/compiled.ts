import { relative, resolve } from 'node:path';
import type { BuildResult, Metafile } from 'esbuild';
import { InputError } from '#lib/errors.ts';
import type { Chunk } from './chunks.ts';
import { namedByContent, reachedFrom } from './chunks.ts';

/** The code of one entry: `index.mjs` and what it imports, as they lie in the zip. */
export type Code = {
  readonly files: { readonly [name: string]: string };
  /** Source maps of those files that have code of ours in them; none where none were asked for. */
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

/** What esbuild gives. */
export type Made = BuildResult<{ metafile: true; write: false }>;

/** What was asked of esbuild. */
export type Asked = {
  readonly entries: readonly string[];
  /** Names of the files that the entries became, in the same order. */
  readonly outputs: readonly string[];
  readonly root: string;
  readonly subject: string;
  /** Specifiers of virtual modules by their files. */
  readonly virtual: ReadonlyMap<string, string>;
};

/**
 * Code and inputs from what esbuild made.
 *
 * @throws InputError when an entry has no handler
 */
export function readCompiled({ outputFiles, metafile }: Made, asked: Asked): Compiled {
  assertHandlers(metafile, asked);
  const texts = new Map(outputFiles.map(({ path, text }) => [relative(asked.root, path), text]));
  const outputs = Object.entries(metafile.outputs).filter(([name]) => name.endsWith('.mjs'));
  const chunks = namedByContent(new Map(outputs.map(([name, output]) => [name, chunkOf(texts.get(name), output)])));
  const maps = new Map(
    [...chunks.keys()].flatMap((name, i): [string, unknown][] => {
      const [oldName = '', { inputs } = { inputs: {} }] = outputs[i] ?? [];
      const map = texts.get(`${oldName}.map`);
      return map !== undefined && Object.keys(inputs).some(isOurs) ? [[name, placeless(map)]] : [];
    }),
  );
  const inputs = Object.keys(metafile.inputs).filter(isOurs);
  return {
    codes: asked.outputs.map((entry) => codeOf(entry, { chunks, maps, virtual: asked.virtual })),
    inputs: inputs.map((path) => relative(asked.root, resolve(asked.root, path))).sort(),
  };
}

function assertHandlers(metafile: Metafile, { entries, outputs, root, subject }: Asked): void {
  const mute = entries.filter((_, i) => !metafile.outputs[outputs[i] ?? '']?.exports.includes('handler'));
  if (mute.length === 0) return;
  const issue = (entry: string) => ({ path: relative(root, entry), message: "must export a function 'handler'" });
  throw new InputError(subject, mute.map(issue));
}

function chunkOf(text: string | undefined, { imports }: Metafile['outputs'][string]): Chunk {
  const inside = imports.filter(({ external }) => external !== true);
  return { text: text ?? '', imports: inside.map(({ path }) => path) };
}

type Parts = {
  readonly chunks: ReadonlyMap<string, Chunk>;
  readonly maps: ReadonlyMap<string, unknown>;
  readonly virtual: Asked['virtual'];
};

function codeOf(entry: string, { chunks, maps, virtual }: Parts): Code {
  const reached = reachedFrom(entry, chunks);
  const imported = new Set(reached.flatMap((name) => chunks.get(name)?.imports ?? []));
  // The entry goes by the name that the template calls; by its own as well where somebody imports it.
  const names = reached.filter((name) => name !== entry || imported.has(name));
  const placed = new Map([['index.mjs', entry], ...names.map((name): [string, string] => [name, name])]);
  const texts = [...placed].map(([place, name]): [string, string] => [place, chunks.get(name)?.text ?? '']);
  const mapped = [...placed].filter(([, name]) => maps.has(name));
  const asked = [...virtual].filter(([file]) => texts.some(([, text]) => text.includes(`"./${file}"`)));
  return {
    files: Object.fromEntries(texts),
    maps: Object.fromEntries(mapped.map(([place, name]) => [place, maps.get(name)])),
    virtual: asked.map(([, specifier]) => specifier),
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
