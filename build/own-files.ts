import { join, relative } from 'node:path';

/** Files that every result depends on: which packages are installed, and how specifiers are read. */
export const packageFiles = ['package-lock.json', 'node_modules/.package-lock.json', 'package.json'];

/** Files of the build itself, by path below this folder, relative to a root: they need not be the root's own. */
export function buildFiles(root: string, ...names: readonly string[]): string[] {
  return names.map((name) => relative(root, join(import.meta.dirname, name)));
}
