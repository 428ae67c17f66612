import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { InputError } from '#lib/errors.ts';
import { readLaunch } from '#lib/launch.ts';
import type { AnyProduct } from '#lib/product.ts';
import type { SiteExample } from '#lib/site.ts';
import { digestOf, isAbsence } from '../cache.ts';
import type { Inputs } from '../inputs.ts';
import { buildFiles, packageFiles } from '../own-files.ts';
import type { Workshop } from '../prepare-cached.ts';

/**
 * The examples of a product, the smallest first. Looked at anew only when one of them, the definition, or what judges
 * them has changed: that takes longer than everything else of an unchanged build.
 *
 * @throws InputError when one of them is no launch of the product
 */
export function examplesCached(root: string, product: AnyProduct, { cache, inputs }: Workshop): SiteExample[] {
  const { id, title, parameters, rules, fixed, home } = product;
  const key = digestOf('examples', process.version, JSON.stringify([id, title, home, parameters, rules, fixed]));
  const kept = cache.readJson<Kept>('examples', key);
  if (kept !== undefined && inputs.unchanged(kept.inputs)) return [...kept.examples];
  const openedMs = Date.now();
  const examples = examplesIn(product);
  const judges = inputs.below('lib', (path) => !/\.test\.ts$|^lib\/(constructs|handler)$/u.test(path));
  const own = inputs.below(join(relative(root, home), 'examples'));
  const read = [...own, ...judges, ...packageFiles, ...buildFiles(root, 'site/examples.ts')];
  if (inputs.untouched(read, openedMs))
    cache.writeJson('examples', key, { inputs: inputs.take(read), examples } satisfies Kept);
  return examples;
}

/** What is kept of the examples of a product, with what they were made from. */
type Kept = { readonly inputs: Inputs; readonly examples: readonly SiteExample[] };

/** {@link examplesCached} without looking at what is kept. */
export function examplesIn(product: AnyProduct): SiteExample[] {
  return namesIn(join(product.home, 'examples')).map((file) => {
    const subject = `the example '${file}' of '${product.id}'`;
    const { values, issues } = readLaunch(
      product,
      parse(readFileSync(join(product.home, 'examples', file), 'utf8'), subject),
    );
    if (issues.length > 0) throw new InputError(subject, issues);
    return { name: basename(file, '.json'), values };
  });
}

/** File names in order, `minimal` before all others. */
function namesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}

function rank(name: string): number {
  return name === 'minimal.json' ? 0 : 1;
}

function parse(text: string, subject: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `must be JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw new InputError(subject, [{ path: '', message }], { cause: error });
  }
}
