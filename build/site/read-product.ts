import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '#lib/errors.ts';
import { readLaunch } from '#lib/launch.ts';
import type { AnyProduct } from '#lib/product.ts';
import type { SiteExample } from '#lib/site.ts';
import { isAbsence } from '../cache.ts';

/** The README of a product, which is Markdown. */
export function readmeIn({ id, home }: AnyProduct): string {
  try {
    return readFileSync(join(home, 'README.md'), 'utf8');
  } catch (error) {
    if (!isAbsence(error)) throw error;
    throw new InputError(`the product '${id}'`, [{ path: 'README.md', message: 'is not there' }], { cause: error });
  }
}

/**
 * The examples of a product, the smallest first.
 *
 * @throws InputError when one of them is no launch of the product
 */
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
