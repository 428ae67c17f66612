import { relative, resolve } from 'node:path';
import type { Gap } from '#lib/constructs/to-cloudformation.ts';
import { addressMapping } from '#lib/conventions.ts';
import type { CheckReport } from '#lib/findings.ts';
import type { Offering } from '#lib/product.ts';
import type { PackName } from './check/nag.ts';
import type { Template } from './check/template.ts';

/** A bundle request that can be kept and sent: its entry is relative to the root. */
export type PortableRequest = {
  readonly placeholder: string;
  readonly entry: string;
  readonly modules: { readonly [specifier: string]: string };
};

/** What synthesis and checks make of an offering: everything but the code of its functions. */
export type Prepared = {
  readonly template: Template;
  readonly bundles: readonly PortableRequest[];
  readonly gaps: readonly Gap[];
  readonly report: CheckReport;
};

export type PrepareOptions = {
  readonly root: string;
  /** @default - all six */
  readonly packs?: readonly PackName[];
  /** Whether CloudFormation Validate runs, with the Control Tower rules. @default true */
  readonly engine?: boolean;
};

/** Definition to checked template. Loads CDK and the engines when it is first called. */
export async function prepare(offering: Offering, { root, packs, engine }: PrepareOptions): Promise<Prepared> {
  const [{ synthesize }, { check }] = await Promise.all([import('./synthesize.ts'), import('./check/check.ts')]);
  const { template, bundles, gaps, instance } = await synthesize(offering);
  const launchCheck = Object.keys(template.Resources ?? {}).find(
    (id) => template.Resources?.[id]?.Type === 'Custom::ParameterCheck',
  );
  const report = check(
    { stack: instance, template, facts: { addressMapping, identity: offering.product.identity, launchCheck } },
    { ...(packs !== undefined && { packs }), ...(engine !== undefined && { engine }) },
  );
  return {
    template,
    gaps,
    report,
    bundles: bundles.map((request) => ({ ...request, entry: relative(root, resolve(request.entry)) })),
  };
}
