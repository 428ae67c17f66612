import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AnyProduct, Offering } from '#lib/product.ts';
import { writeWhole } from './cache.ts';
import { withParameterTable } from './document.ts';
import { synthesize } from './synthesize.ts';

/** A committed file that follows from the code, as it should be. */
export type Derived = { readonly path: string; readonly content: string };

/**
 * The committed files that follow from a product: the table in its README, and the baseline of its template. A test
 * compares them with what is there; `npm run derive` writes them, and the change is read in review.
 */
export async function derivedFiles(offering: Offering): Promise<Derived[]> {
  const { product } = offering;
  return [readmeOf(product), await baselineOf(offering)];
}

function readmeOf(product: AnyProduct): Derived {
  const path = join(product.home, 'README.md');
  return { path, content: withParameterTable(readFileSync(path, 'utf8'), product) };
}

/** The whole template, without the version, which changes with every release and says nothing about the template. */
async function baselineOf(offering: Offering): Promise<Derived> {
  const { template } = await synthesize(offering);
  const { product } = offering;
  const name = product.options === undefined ? 'baseline.json' : `baseline.${offering.id}.json`;
  const content = JSON.stringify(template, null, 1).replaceAll(product.version, '0.0.0');
  return { path: join(product.home, 'test', name), content: `${content}\n` };
}

/** Writes what differs, and says which files did. */
export async function derive(offerings: readonly Offering[]): Promise<string[]> {
  const written: string[] = [];
  for (const offering of offerings) {
    for (const { path, content } of await derivedFiles(offering)) {
      if (contentOf(path) === content) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(path, content);
      written.push(path);
    }
  }
  return written;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
