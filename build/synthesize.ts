import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleRequest, Subject } from '#lib/constructs/app.ts';
import { appOf } from '#lib/constructs/app.ts';
import type { Gap } from '#lib/constructs/to-cloudformation.ts';
import { assertSound } from '#lib/definition.ts';
import type { Offering } from '#lib/product.ts';
import { settle } from '#lib/schema.ts';
import type { Template } from './check/template.ts';
import type { Instance } from './instantiate.ts';
import { instantiate } from './instantiate.ts';

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
 * @throws InputError when the definition or the options are wrong
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
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
