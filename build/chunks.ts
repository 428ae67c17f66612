import { createHash } from 'node:crypto';

/** A file that esbuild made, with the names of the others that it imports, in the order of its imports. */
export type Chunk = { readonly text: string; readonly imports: readonly string[] };

/** How esbuild names what several entries share: a fixed part and eight characters that it makes of paths, too. */
const shared = /^chunk-[A-Z0-9]{8}\.mjs$/u;

/**
 * The same files with names that are made of contents alone. esbuild makes them of the places of the sources as well,
 * which would make the bytes depend on the folder. New names are as long as the old ones, so source maps stay right.
 */
export function namedByContent(chunks: ReadonlyMap<string, Chunk>): Map<string, Chunk> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of chunks.keys()) {
    const given = shared.test(name) ? contentName(name, chunks, taken) : name;
    names.set(name, given);
    taken.add(given);
  }
  const renamed = (name: string) => names.get(name) ?? name;
  return new Map(
    [...chunks].map(([name, { text, imports }]) => [
      renamed(name),
      { text: text.replace(/chunk-[A-Z0-9]{8}\.mjs/gu, renamed), imports: imports.map(renamed) },
    ]),
  );
}

/** Files may import each other in circles, so a name is made of all that a file reaches, with the names left out. */
function contentName(name: string, chunks: ReadonlyMap<string, Chunk>, taken: ReadonlySet<string>): string {
  const hash = createHash('sha256');
  for (const reached of reachedFrom(name, chunks))
    hash.update((chunks.get(reached)?.text ?? '').replace(/chunk-[A-Z0-9]{8}\.mjs/gu, '')).update('\0');
  const digest = hash.digest('hex').toUpperCase();
  for (let at = 0; ; at += 1) {
    const candidate = `chunk-${digest.slice(at, at + 8)}.mjs`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** A file and everything it imports, directly or not, in the order of the imports. */
export function reachedFrom(name: string, chunks: ReadonlyMap<string, Chunk>): string[] {
  const reached = new Set<string>();
  const visit = (one: string) => {
    if (reached.has(one)) return;
    reached.add(one);
    for (const next of chunks.get(one)?.imports ?? []) visit(next);
  };
  visit(name);
  return [...reached];
}
