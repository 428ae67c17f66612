import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { BundleRequest, Subject } from '#lib/constructs/app.ts';
import { appOf } from '#lib/constructs/app.ts';
import type { Gap } from '#lib/constructs/to-cloudformation.ts';
import { assertSound } from '#lib/definition.ts';
import { InputError } from '#lib/errors.ts';
import type { Offering } from '#lib/product.ts';
import { settle } from '#lib/schema.ts';
import type { Template } from './check/template.ts';
import type { Instance } from './instantiate.ts';
import { instantiate } from './instantiate.ts';
import { placeOf, wordsOf } from './place.ts';

/** A template with placeholders where the package step puts the digests of bundles. */
export type Synthesized = {
  readonly template: Template;
  readonly bundles: readonly BundleRequest[];
  readonly gaps: readonly Gap[];
  /** The constructs behind the template, for checks that look at them. */
  readonly instance: Instance;
};

/**
 * Definition to template.
 *
 * @throws InputError when the definition or the options are wrong, or the template cannot be made
 */
export async function synthesize(offering: Offering): Promise<Synthesized> {
  const { product } = offering;
  assertSound(product);
  const options: unknown =
    product.options === undefined
      ? {}
      : settle(product.options, offering.options ?? {}, `the options of offering '${offering.id}'`);
  const subject: Subject = { product, offering: offering.id, version: product.version };
  const outdir = mkdtempSync(join(tmpdir(), 'factory-'));
  try {
    const instance = await instantiate(subject, options, outdir);
    const app = appOf(instance);
    app.synth();
    const template: Template = JSON.parse(readFileSync(join(outdir, instance.templateFile), 'utf8'));
    return { template, bundles: app.bundles, gaps: app.parameterSection.gaps, instance };
  } catch (error) {
    throw error instanceof InputError ? error : refusal(error, offering);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A template that throws is a definition that is wrong, whoever notices it: the author's code, a construct, CDK. */
function refusal(error: unknown, { id, product: { home } }: Offering): InputError {
  const root = join(home, '../../..');
  const path = placeOf(error, home, root) ?? relative(root, join(home, 'template.ts'));
  return new InputError(`the template of '${id}'`, [{ path, message: wordsOf(error, root) }], { cause: error });
}
