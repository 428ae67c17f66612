import type { Json, Parameter, Parameters } from './parameters.ts';
import { isDocument, isRequired } from './parameters.ts';
import type { AnyRule } from './rules.ts';
import { parametersIn } from './rules.ts';
import type { ObjectSchema } from './schema-issues.ts';

/** As much of a product as its schema is made of. */
export type Described = {
  readonly id: string;
  readonly title: string;
  readonly parameters: Parameters;
  readonly rules?: { readonly [name: string]: AnyRule };
  /** Parameters that an update may not change. */
  readonly fixed?: readonly string[];
};

/**
 * The JSON Schema (2020-12) of a typed launch: what examples satisfy, what the form is made of, what every guard
 * answers for. Documents stand in it as what they hold, not as text.
 */
export function toJsonSchema(product: Described): ObjectSchema {
  const names = Object.keys(product.parameters);
  const rules = Object.entries(product.rules ?? {});
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: product.title,
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(product.parameters).map(([name, parameter]) => [name, propertyOf(parameter)]),
    ),
    required: names.filter((name) => isRequiredIn(product.parameters, name)),
    additionalProperties: false,
    ...(rules.length > 0 && { allOf: rules.map(([name, rule]) => allOfMember(name, rule)) }),
  };
}

const schemas = new WeakMap<object, ObjectSchema>();

/** {@link toJsonSchema}, made once for each product. */
export function schemaOf(product: Described): ObjectSchema {
  const known = schemas.get(product);
  if (known !== undefined) return known;
  const schema = toJsonSchema(product);
  schemas.set(product, schema);
  return schema;
}

function isRequiredIn(parameters: Parameters, name: string): boolean {
  const parameter = parameters[name];
  return parameter !== undefined && isRequired(parameter);
}

function propertyOf(parameter: Parameter): unknown {
  // CloudFormation refuses the empty text for its own types; so do we, before it.
  if ('awsType' in parameter && parameter.awsType !== undefined) return { ...parameter, minLength: 1 };
  if (!isDocument(parameter)) return parameter;
  const { title, description, contentSchema, contentMediaType, default: value } = parameter;
  const words = { title, description, contentMediaType, ...(value !== undefined && { default: value }) };
  // Not `anyOf`: of a wrong document it would tell what is wrong with it as empty text, too.
  return value === '' ? { ...words, if: { const: '' }, else: contentSchema } : { ...contentSchema, ...words };
}

function allOfMember(name: string, rule: AnyRule): unknown {
  // Without a value there is nothing to judge: what is missing or did not decode has an issue of its own.
  const required = [...new Set([...parametersIn(rule.if), ...parametersIn(rule.then)])];
  return { title: name, description: rule.description, if: { ...rule.if, required }, then: rule.then };
}

/** The launch with the defaults of what was left out. Has to run before validation, not in it: `if` would run first. */
export function fillIn(parameters: Parameters, values: { readonly [name: string]: Json }): Record<string, Json> {
  const filled: Record<string, Json> = { ...values };
  for (const [name, { default: value }] of Object.entries(parameters)) {
    if (filled[name] === undefined && value !== undefined) filled[name] = value;
  }
  return filled;
}
