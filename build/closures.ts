import { relative, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { build } from 'esbuild';

/** Modules that are loaded together: a name for them, and the files they begin with. */
export type Entries = { readonly id: string; readonly files: readonly string[] };

/**
 * Our own modules that entries reach by import, themselves included, relative to the root. Nothing is said of entries
 * that cannot be followed; whoever loads them will say why.
 */
export async function closures(all: readonly Entries[], root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const together = await follow(all, root);
  if (together !== undefined || all.length < 2) return together ?? new Map();
  // One of them keeps the others from being followed.
  const each = await Promise.all(all.map((one) => follow([one], root)));
  return new Map(each.flatMap((one) => [...(one ?? [])]));
}

async function follow(all: readonly Entries[], root: string): Promise<Map<string, readonly string[]> | undefined> {
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [...new Set(all.flatMap(({ files }) => files))],
      outdir: root,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'silent',
    });
    const inputs = new Map(Object.entries(metafile.inputs).map(([path, input]) => [resolve(root, path), input]));
    return new Map(all.map(({ id, files }) => [id, reached(files, inputs, root).map((path) => relative(root, path))]));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'errors' in error) return undefined;
    throw error;
  }
}

type Input = Metafile['inputs'][string];

function reached(files: readonly string[], inputs: ReadonlyMap<string, Input>, root: string): string[] {
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, external } of inputs.get(path)?.imports ?? [])
      if (external !== true) visit(resolve(root, next));
  };
  for (const file of files) visit(file);
  return [...seen].sort();
}
