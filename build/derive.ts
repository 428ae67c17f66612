import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Offering } from '#lib/product.ts';
import { isAbsence, writeWhole } from './cache.ts';
import { readmeOf, withParameterTable } from './document.ts';
import { synthesize } from './synthesize.ts';

/** A committed file that follows from the code, as it should be. */
export type Derived = { readonly path: string; readonly content: string };

/**
 * The committed files that follow from a product: the table in its README, and the baseline of its template. A test
 * compares them with what is there; `npm run derive` writes them, and the change is read in review.
 */
export async function derivedFiles(offering: Offering): Promise<Derived[]> {
  const { product } = offering;
  const readme = { path: join(product.home, 'README.md'), content: withParameterTable(readmeOf(product), product) };
  return [readme, await baselineOf(offering)];
}

/** The whole template, without the version, which changes with every release and says nothing about the template. */
async function baselineOf(offering: Offering): Promise<Derived> {
  const { product } = offering;
  const { template } = await synthesize({ ...offering, product: { ...product, version: '0.0.0' } });
  const name = product.options === undefined ? 'baseline.json' : `baseline.${offering.id}.json`;
  return { path: join(product.home, 'test', name), content: `${JSON.stringify(template, null, 1)}\n` };
}

/** Writes what differs, and says which files did. */
export async function derive(offerings: readonly Offering[]): Promise<string[]> {
  const written: string[] = [];
  for (const offering of offerings) {
    for (const { path, content } of await derivedFiles(offering)) {
      if (contentOf(path) === content) continue;
      writeWhole(path, content);
      written.push(path);
    }
  }
  return written;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
