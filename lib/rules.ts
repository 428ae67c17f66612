import type { Anchored, Parameter, Parameters, Value } from './parameters.ts';

/**
 * What is claimed of one parameter, in JSON Schema. Two numbers may be compared with `$data` (`{ $data: '1/Maximum' }`
 * is the sibling `Maximum`); nothing else is added to JSON Schema.
 */
export type Test<P extends Parameters, S extends Parameter> =
  | { readonly const: Value<S> }
  | { readonly enum: readonly Value<S>[] }
  | { readonly not: Test<P, S> }
  | (S extends { readonly type: 'integer' | 'number' } ? NumberTest<P> : never)
  | (S extends { readonly type: 'array' } ? ListTest : never)
  | (S extends { readonly contentSchema: object }
      ? { readonly const: '' } | { readonly not: { readonly const: '' } }
      : never)
  | (S extends { readonly type: 'string' } ? TextTest : never);

type Bound<P extends Parameters> = number | { readonly $data: `1/${NumericName<P>}` };
type NumericName<P extends Parameters> = {
  [K in keyof P & string]: P[K] extends { readonly type: 'integer' | 'number' } ? K : never;
}[keyof P & string];

type NumberTest<P extends Parameters> = {
  readonly minimum?: Bound<P>;
  readonly maximum?: Bound<P>;
  readonly exclusiveMinimum?: Bound<P>;
  readonly exclusiveMaximum?: Bound<P>;
};
type TextTest = { readonly minLength?: number; readonly maxLength?: number; readonly pattern?: Anchored };
type ListTest = { readonly minItems?: number; readonly maxItems?: number };

/** What is claimed of a launch as a whole. */
export type Claim<P extends Parameters> =
  | { readonly properties: { readonly [K in keyof P]?: Test<P, P[K]> } }
  | { readonly allOf: readonly Claim<P>[] }
  | { readonly anyOf: readonly Claim<P>[] }
  | { readonly not: Claim<P> };

/** A rule across fields: when `if` holds (always, when it is left out), `then` must hold. */
export type Rule<P extends Parameters> = {
  /** One sentence for the launcher whose launch is refused, no period: `a production launch keeps its data`. */
  readonly description: string;
  readonly if?: Claim<P>;
  readonly then: Claim<P>;
};

/** The cross-field rules of a product, by name (PascalCase). */
export type Rules<P extends Parameters> = { readonly [name: string]: Rule<P> };

/** A claim with its types worn off, for code that walks it. */
export type AnyClaim = {
  readonly properties?: { readonly [name: string]: AnyTest };
  readonly allOf?: readonly AnyClaim[];
  readonly anyOf?: readonly AnyClaim[];
  readonly not?: AnyClaim;
};
/** A test with its types worn off. */
export type AnyTest = { readonly [keyword: string]: unknown };
/** A rule with its types worn off. */
export type AnyRule = { readonly description: string; readonly if?: AnyClaim; readonly then: AnyClaim };

/** The parameters that a claim speaks of, siblings that it compares with among them. Names may come twice. */
export function parametersIn(claim: AnyClaim = {}): string[] {
  const inner = [...(claim.allOf ?? []), ...(claim.anyOf ?? []), ...(claim.not === undefined ? [] : [claim.not])];
  const tests = Object.entries(claim.properties ?? {});
  const siblings = tests.flatMap(([, test]) =>
    [...JSON.stringify(test).matchAll(/"\$data":"1\/([^"]+)"/gu)].map((match) => match[1] ?? ''),
  );
  return [...tests.map(([name]) => name), ...siblings, ...inner.flatMap(parametersIn)];
}
