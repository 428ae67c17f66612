import { createHash } from 'node:crypto';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { newAjv } from '#lib/schema.ts';
import type { Described } from '#lib/to-json-schema.ts';
import { schemaOf } from '#lib/to-json-schema.ts';

/** The module that the check's entry imports; it exists only in the build. */
export const validatorModule = 'virtual:parameter-check';

/** A product's schema as a module for the check, and the digest that tells schemas apart. */
export type CompiledCheck = { readonly source: string; readonly digest: string };

/** Compiles the schema of a product to code that needs no compiler where it runs. */
export function compileCheck(product: Described): CompiledCheck {
  const schema = schemaOf(product);
  const fixed = product.fixed ?? [];
  const text = JSON.stringify([product.parameters, schema, fixed]);
  const digest = createHash('sha256').update(text).digest('hex');
  const ajv = newAjv({ code: { source: true, esm: true } });
  const validator = standaloneCode.default(ajv, ajv.compile(schema));
  return {
    digest,
    source: [
      validator,
      `export const parameters = ${JSON.stringify(product.parameters)};`,
      `export const schema = ${JSON.stringify(schema)};`,
      `export const fixed = ${JSON.stringify(fixed)};`,
      `export const digest = ${JSON.stringify(digest)};`,
    ].join('\n'),
  };
}
