import { createHash } from 'node:crypto';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Parameters } from '#lib/parameters.ts';
import { isStored } from '#lib/parameters.ts';
import { newAjv } from '#lib/schema.ts';
import type { Described } from '#lib/to-json-schema.ts';
import { toJsonSchema } from '#lib/to-json-schema.ts';

/** The module that the check's entry imports; it exists only in the build. */
export const validatorModule = 'virtual:parameter-check';

/** A product's schema as a module for the check, and the digest that tells schemas apart. */
export type CompiledCheck = { readonly source: string; readonly digest: string };

/**
 * The parameters whose values a resource of the stack gets to see. Of one that CloudFormation reads from Parameter Store
 * it gets what is stored, while the schema speaks of the name.
 */
export function seenInStack(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, parameter]) => !isStored(parameter)));
}

/** Compiles the schema of a product to code that needs no compiler where it runs. */
export function compileCheck(product: Described): CompiledCheck {
  const parameters = seenInStack(product.parameters);
  const schema = toJsonSchema({ ...product, parameters });
  const fixed = product.fixed ?? [];
  const text = JSON.stringify([parameters, schema, fixed]);
  const digest = createHash('sha256').update(text).digest('hex');
  // That the schema is one has been asked when the definition was judged.
  const ajv = newAjv({ code: { source: true, esm: true }, validateSchema: false });
  const validator = standaloneCode.default(ajv, ajv.compile(schema));
  return {
    digest,
    source: [
      validator,
      `export const parameters = ${JSON.stringify(parameters)};`,
      `export const schema = ${JSON.stringify(schema)};`,
      `export const fixed = ${JSON.stringify(fixed)};`,
      `export const digest = ${JSON.stringify(digest)};`,
    ].join('\n'),
  };
}
