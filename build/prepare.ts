import { relative, resolve } from 'node:path';
import type { Gap } from '#lib/constructs/to-cloudformation.ts';
import { addressMapping } from '#lib/conventions.ts';
import type { CheckReport } from '#lib/findings.ts';
import type { Offering } from '#lib/product.ts';
import type { Engine } from './check/engine.ts';
import type { PackName } from './check/nag.ts';
import type { Template } from './check/template.ts';
import { resourcesOf } from './check/template.ts';
import type { Diagrams } from './diagram/diagram.ts';

/** A bundle request that can be kept and sent: its entry is relative to the root. */
export type PortableRequest = {
  readonly placeholder: string;
  readonly entry: string;
  readonly modules: { readonly [specifier: string]: string };
};

/** What synthesis, checks and drawing make of an offering: everything but the code of its functions. */
export type Prepared = {
  readonly template: Template;
  readonly bundles: readonly PortableRequest[];
  readonly gaps: readonly Gap[];
  readonly report: CheckReport;
  readonly diagrams: Diagrams;
};

export type PrepareOptions = {
  readonly root: string;
  /** @default - all six */
  readonly packs?: readonly PackName[];
  /** Whether CloudFormation Validate runs, with the Control Tower rules. @default true */
  readonly engine?: boolean;
};

/** What goes on beside the preparation of one offering. */
export type Beside = {
  /** @default - CloudFormation Validate does not run */
  readonly engine?: Engine;
  /** Called as soon as it is known which functions the template has: their code need not wait for the checks. */
  readonly onBundles: (bundles: readonly PortableRequest[]) => void;
};

/** Definition to checked template. Loads CDK and the rule packs when it is first called. */
export async function prepare(offering: Offering, { root, packs }: PrepareOptions, beside: Beside): Promise<Prepared> {
  const [{ synthesize }, { check, checkBeside }, { constructPaths }, { diagramsOf }] = await Promise.all([
    import('./synthesize.ts'),
    import('./check/check.ts'),
    import('./check/construct-paths.ts'),
    import('./diagram/diagram.ts'),
  ]);
  const { template, bundles: requests, gaps, instance } = await synthesize(offering);
  const bundles = requests.map((request) => ({ ...request, entry: relative(root, resolve(request.entry)) }));
  beside.onBundles(bundles);
  const launchCheck = resourcesOf(template, 'Custom::ParameterCheck')[0]?.id;
  const facts = { addressMapping, identity: offering.product.identity, launchCheck };
  const subject = { stack: instance, template, facts };
  const options = { ...(packs !== undefined && { packs }) };
  const { engine } = beside;
  const judged = async () =>
    engine === undefined
      ? check(subject, { ...options, engine: false })
      : checkBeside(subject, engine.findings(template, constructPaths(instance)), options);
  const drawn = async () => diagramsOf(template, offering.product);
  // Drawn while the engine looks at the template.
  const [{ findings, acknowledged }, diagrams] = await Promise.all([judged(), drawn()]);
  return { template, bundles, gaps, report: { findings, acknowledged }, diagrams };
}
