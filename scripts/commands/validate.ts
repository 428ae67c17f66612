import { loadOfferings } from '#build/load.ts';
import { selectOne } from '#build/offerings.ts';
import { assertSound } from '#lib/definition.ts';
import { InputError } from '#lib/errors.ts';
import { readLaunch } from '#lib/launch.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { readJson } from '../read-json.ts';

/** `factory validate <product> --parameters FILE` */
export async function validate(
  { root }: Context,
  name: string,
  options: { readonly parameters: string },
): Promise<Outcome> {
  const { product, id } = selectOne(await loadOfferings(root), name);
  assertSound(product);
  const { issues } = readLaunch(product, readJson(options.parameters, '--parameters'));
  if (issues.length > 0) throw new InputError(`the launch of '${product.address}'`, issues);
  return {
    ok: true,
    command: 'validate',
    issues: [],
    data: { product: id },
    text: `the launch of '${product.address}' is valid`,
  };
}
