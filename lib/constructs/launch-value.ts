import { CfnCondition, Fn, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { encode } from '../codec.ts';
import type { Json, Parameter, Parameters, Value } from '../parameters.ts';

/**
 * A launch value as the template sees it: known when somebody launches, not when the template is made. It can be
 * referenced and turned into a condition. It cannot be compared, branched on or measured; what has to be is an option.
 */
export class LaunchValue<S extends Parameter = Parameter> {
  /** Keeps values of different parameters apart for the compiler. */
  declare readonly parameter: S;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** The reference itself, for properties that take any. */
  get ref(): unknown {
    return { Ref: this.name };
  }

  /** A condition: the launcher picked this value. Made once, however often it is asked for. */
  is(scope: Construct, id: string, value: Comparable<S> & Json): CfnCondition {
    return condition(scope, id, Fn.conditionEquals(this.asString(), encode(value)));
  }

  /** The value as text; for a list its items joined by commas. */
  asString(): string {
    return Fn.ref(this.name);
  }

  /** A condition: the launcher gave something, not the empty text or list. */
  isGiven(scope: Construct, id: string): CfnCondition {
    return condition(scope, id, Fn.conditionNot(Fn.conditionEquals(this.asString(), '')));
  }
}

/** What a launch value can be compared with: a document only with nothing, for its text may be written in many ways. */
export type Comparable<S extends Parameter> = S extends { readonly contentSchema: object } ? '' : Value<S>;

/** A number. */
export class LaunchNumber<S extends Parameter = Parameter> extends LaunchValue<S> {
  asNumber(): number {
    return Token.asNumber(this.ref);
  }
}

/** A list. */
export class LaunchList<S extends Parameter = Parameter> extends LaunchValue<S> {
  asList(): string[] {
    return Token.asList(this.ref);
  }

  override asString(): string {
    return Fn.join(',', this.asList());
  }
}

/** The launch value that a parameter gives a template. */
export type LaunchValueOf<S extends Parameter> = S extends { readonly type: 'integer' | 'number' }
  ? LaunchNumber<S>
  : S extends { readonly type: 'array' }
    ? LaunchList<S>
    : LaunchValue<S>;

/** All launch values of a template, by name. */
export type LaunchValues<P extends Parameters> = { readonly [K in keyof P]: LaunchValueOf<P[K]> };

/** Makes the launch values of a set of parameters. */
export function launchValues<P extends Parameters>(parameters: P): LaunchValues<P> {
  const values = Object.entries(parameters).map(([name, { type }]) => {
    if (type === 'array') return [name, new LaunchList(name)];
    return [name, type === 'integer' || type === 'number' ? new LaunchNumber(name) : new LaunchValue(name)];
  });
  return Object.fromEntries(values) as LaunchValues<P>; // Built from the same names and types, which fromEntries forgets.
}

/**
 * A condition, made once under its id, however often it is asked for.
 *
 * @throws Error, from CDK, when the id already stands for something else
 */
export function condition(
  scope: Construct,
  id: string,
  expression: ReturnType<typeof Fn.conditionEquals>,
): CfnCondition {
  const known = scope.node.tryFindChild(id);
  const textOf = (value: unknown) => JSON.stringify(Stack.of(scope).resolve(value));
  const isSame = known instanceof CfnCondition && textOf(known.expression) === textOf(expression);
  return isSame ? known : new CfnCondition(scope, id, { expression });
}

/** One text where the condition holds at launch, the other where it does not. */
export function either(holds: CfnCondition, text: string, otherwise: string): string {
  return Fn.conditionIf(holds.logicalId, text, otherwise).toString();
}

/** {@link either} for numbers. */
export function eitherNumber(holds: CfnCondition, number: number, otherwise: number): number {
  return Token.asNumber(Fn.conditionIf(holds.logicalId, number, otherwise));
}
