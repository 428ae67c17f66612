import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The checkout that the tests are about. */
export const root = join(import.meta.dirname, '../..');

/** One import of one of our files: what it names, and the file it means when that is ours. */
export type Import = {
  readonly from: string;
  readonly specifier: string;
  readonly file?: string;
  readonly typeOnly: boolean;
};

const folders = ['lib', 'products', 'custom-resources', 'portfolio', 'build', 'sandbox', 'console', 'scripts', 'test'];

/** All TypeScript files of the checkout, relative to the root. */
export function sources(): string[] {
  return folders.flatMap((folder) => below(folder)).filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
}

function below(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? below(path) : [path];
    });
  } catch {
    return [];
  }
}

const statement =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gmu;

/** The imports of a file, static and dynamic. */
export function importsOf(path: string): Import[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(statement)].map(([whole, typeOnly, fixed, dynamic]) => {
    const specifier = fixed ?? dynamic ?? '';
    const target = targetOf(path, specifier);
    return {
      from: path,
      specifier,
      typeOnly: typeOnly !== undefined || /^\s*import\s*\{(\s*type\s[^,}]+,?)+\}/u.test(whole),
      ...(target !== undefined && { file: target }),
    };
  });
}

function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('.') ? relative(root, resolve(root, dirname(path), specifier)) : undefined;
}

/** A file and everything of ours it reaches by imports that are there when it runs. */
export function reached(path: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { file, typeOnly } of path.endsWith('.ts') ? importsOf(path) : []) {
    if (file !== undefined && !typeOnly) reached(file, seen);
  }
  return seen;
}
