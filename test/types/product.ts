import type { Construct } from 'constructs';
import Type, { type Static } from 'typebox';
import { ProductTemplate } from '#lib/constructs/product-template.ts';
import { conventional } from '#lib/conventions.ts';
import type { Parameters } from '#lib/parameters.ts';
import { type AnyProduct, defineProduct } from '#lib/product.ts';

// Compiled by tsc, never run: each `@ts-expect-error` fails the compilation when the mistake below it compiles.

const parameters = {
  Project: conventional.Project,
  Environment: conventional.Environment,
  Days: { type: 'integer', default: 3, title: 'Days', description: 'How long.' },
} as const satisfies Parameters;

const others = { ...parameters, Name: { type: 'string', title: 'Name', description: 'What it is called.' } } as const;

const Options = Type.Object({ format: Type.Enum(['csv', 'parquet']) }, { additionalProperties: false });
type Options = Static<typeof Options>;
const OtherOptions = Type.Object({ size: Type.Integer() }, { additionalProperties: false });

class Template extends ProductTemplate<typeof parameters> {
  constructor(scope: Construct, id: string) {
    super(scope, id, parameters);
  }
}

class OptionTemplate extends ProductTemplate<typeof parameters> {
  readonly format: string;

  constructor(scope: Construct, id: string, options: Options) {
    super(scope, id, parameters);
    this.format = options.format;
  }
}

class OtherTemplate extends ProductTemplate<typeof others> {
  constructor(scope: Construct, id: string) {
    super(scope, id, others);
  }
}

const words = { id: 'a-b', home: '/a/b', title: 'B', summary: 'B.', owner: 'a', version: '1.0.0' } as const;
const identity = ['Project', 'Environment'] as const;
const groups = [{ title: 'All', parameters: ['Project', 'Environment', 'Days'] }] as const;
const template = async () => ({ Template });

/** What all the mistakes below are made in. */
export const plain: AnyProduct = defineProduct({ ...words, parameters, identity, groups, template });

export const withOptions: AnyProduct = defineProduct({
  ...words,
  options: Options,
  parameters,
  rules: { R: { description: 'r', then: { properties: { Days: { minimum: 1 } } } } },
  identity: ['Project', 'Environment', 'Days'],
  groups,
  fixed: ['Days'],
  template: async () => ({ Template: OptionTemplate }),
});

/** A template that needs no options is good for a product that has some. */
export const unusedOptions = defineProduct({ ...words, options: Options, parameters, identity, groups, template });

export const group = defineProduct({
  ...words,
  parameters,
  identity,
  // @ts-expect-error a group with a parameter that there is not
  groups: [{ title: 'All', parameters: ['Dyas'] }],
  template,
});

export const stranger = defineProduct({
  ...words,
  parameters,
  // @ts-expect-error an identity with a parameter that there is not
  identity: ['Project', 'Environment', 'Dyas'],
  groups,
  template,
});

// @ts-expect-error an identity that does not begin with Project and Environment
export const headless = defineProduct({ ...words, parameters, identity: ['Environment', 'Project'], groups, template });

// @ts-expect-error an identity that is too short
export const half = defineProduct({ ...words, parameters, identity: ['Project'], groups, template });

// @ts-expect-error a fixed parameter that there is not
export const fixed = defineProduct({ ...words, parameters, identity, groups, fixed: ['Dyas'], template });

export const rule = defineProduct({
  ...words,
  parameters,
  identity,
  groups,
  // @ts-expect-error a rule with a parameter that there is not
  rules: { R: { description: 'r', then: { properties: { Dyas: { const: 3 } } } } },
  template,
});

export const fewer = defineProduct({
  ...words,
  parameters,
  identity,
  groups,
  // @ts-expect-error a template that was written for other parameters
  template: async () => ({ Template: OtherTemplate }),
});

export const more = defineProduct({
  ...words,
  parameters: others,
  identity,
  groups,
  // @ts-expect-error a template that was written for fewer parameters, and would leave some without effect
  template,
});

export const otherOptions = defineProduct({
  ...words,
  options: OtherOptions,
  parameters,
  identity,
  groups,
  // @ts-expect-error a template that was written for other options
  template: async () => ({ Template: OptionTemplate }),
});

export const noOptions = defineProduct({
  ...words,
  parameters,
  identity,
  groups,
  // @ts-expect-error a template that was written for options, which the product does not have
  template: async () => ({ Template: OptionTemplate }),
});

export const unnamed = defineProduct({
  ...words,
  parameters,
  identity,
  groups,
  // @ts-expect-error a module without a class named Template
  template: async () => ({ Stack: Template }),
});
