import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnElement, CfnResource } from 'aws-cdk-lib/core';
import { ParameterCheck } from '#custom-resources/parameter-check/index.ts';
import type { Subject } from '#lib/constructs/app.ts';
import { appOf, newApp } from '#lib/constructs/app.ts';
import { meetingPoint, ProductTemplate } from '#lib/constructs/product-template.ts';
import { InputError } from '#lib/errors.ts';
import type { Parameters } from '#lib/parameters.ts';

/** A product's template as constructs, whole: the author's part, the record of its version, the in-stack check. */
export type Instance = ProductTemplate<Parameters>;

/**
 * Constructs the template of an offering. Nothing is written out or bundled yet.
 *
 * @throws InputError when the product's `template.ts` does not export a `Template` that is a `ProductTemplate`
 */
export async function instantiate(subject: Subject, options: unknown, outdir?: string): Promise<Instance> {
  const { Template } = await subject.product.template();
  if (typeof Template !== 'function') throw notATemplate(subject, 'must export a class named Template');
  const instance = new Template(newApp(subject, outdir), subject.product.id, options);
  if (!(instance instanceof ProductTemplate))
    throw notATemplate(subject, 'must export a Template that extends ProductTemplate');
  recordVersion(instance);
  checkFirst(instance);
  return instance;
}

function notATemplate({ product }: Subject, message: string): InputError {
  return new InputError(`the template of '${product.id}'`, [{ path: '/template', message }]);
}

/** The version goes to metadata and to one parameter, not into tags: a tag would touch every resource at every release. */
function recordVersion(instance: Instance): void {
  const { product, version } = instance.subject;
  new SsmParameter(instance, 'ReleaseVersion', {
    type: 'String',
    name: meetingPoint(instance, 'version'),
    description: `Version of ${product.title} that is launched here`,
    value: version,
  });
}

/** Where CloudFormation's own parameters cannot hold the schema, the in-stack check comes before everything else. */
function checkFirst(instance: Instance): void {
  if (appOf(instance).parameterSection.gaps.length === 0) return;
  const others = instance.node.children.filter(
    (child) => !CfnElement.isCfnElement(child) || CfnResource.isCfnResource(child),
  );
  const { customResource } = new ParameterCheck(instance, 'ParameterCheck', instance.subject.product);
  for (const child of others) child.node.addDependency(customResource);
}
