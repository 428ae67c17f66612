import { Template as Assertions } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { synthesize } from '#build/synthesize.ts';
import { ProductTemplate } from '#lib/constructs/product-template.ts';
import { conventional } from '#lib/conventions.ts';
import type { Parameters } from '#lib/parameters.ts';
import type { AnyProduct } from '#lib/product.ts';

const { Project, Environment, KmsKeyArn, PermissionsBoundaryArn, LogRetentionDays } = conventional;

/** The parameters that shared constructs ask for. None of them needs an in-stack check. */
export const tinyParameters = {
  Project,
  Environment,
  KmsKeyArn,
  PermissionsBoundaryArn,
  LogRetentionDays,
} as const satisfies Parameters;

type TinyTemplate = ProductTemplate<typeof tinyParameters>;

/** What a test puts into the template of a tiny product. */
export type Fill = (template: TinyTemplate) => void;

/** The smallest product that is sound, with what a test puts into its template; everything else can be changed. */
export function tinyProduct(fill: Fill, change: Partial<AnyProduct> = {}): AnyProduct {
  const parameters: Parameters = change.parameters ?? tinyParameters;
  return {
    id: 'test-tiny',
    family: 'test',
    name: 'tiny',
    address: 'test/tiny',
    home: import.meta.dirname,
    title: 'Tiny',
    summary: 'As little as a product can be.',
    owner: 'test',
    version: '1.2.3',
    groups: [{ title: 'All', parameters: Object.keys(parameters) }],
    identity: ['Project', 'Environment'],
    template: async () => ({
      Template: class extends ProductTemplate<typeof tinyParameters> {
        constructor(scope: Construct, id: string) {
          super(scope, id, tinyParameters);
          fill(this);
        }
      },
    }),
    ...change,
    parameters,
  };
}

/** The template of a tiny product, as launchers get it, to make assertions about. */
export async function tinyTemplate(fill: Fill, change: Partial<AnyProduct> = {}): Promise<Assertions> {
  const product = tinyProduct(fill, change);
  const { template } = await synthesize({ id: product.id, product, options: {} });
  return Assertions.fromJSON(template);
}
