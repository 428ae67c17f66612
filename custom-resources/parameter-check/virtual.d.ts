/** Made by `compile.ts` for each product and put in the entry's way by the build. */
declare module 'virtual:parameter-check' {
  import type { ErrorObject } from 'ajv';
  import type { Parameters } from '#lib/parameters.ts';
  import type { ObjectSchema } from '#lib/schema-issues.ts';

  export const validate: ((values: unknown) => boolean) & { readonly errors?: readonly ErrorObject[] | null };
  export const parameters: Parameters;
  export const schema: ObjectSchema;
  export const fixed: readonly string[];
  export const digest: string;
}
