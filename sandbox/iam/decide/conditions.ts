import type { Keys } from './keys.ts';
import type { Operator, Wanted } from './operators.ts';
import { operators } from './operators.ts';
import { literalOf, patternOf } from './pattern.ts';
import { expandPattern, expandText } from './variables.ts';

/** How an operator looks at a key that can have several values. */
export type Quantifier = 'one' | 'all' | 'any';

/** One line of a policy's condition: an operator, a key, the values that are wanted. */
export type Condition = {
  readonly quantifier: Quantifier;
  /** `Null` asks whether the key is there at all. */
  readonly operator: Operator | 'Null';
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
};

/** An operator with what may surround its name: `ForAllValues:StringLikeIfExists`. */
export type NamedOperator = Pick<Condition, 'quantifier' | 'operator' | 'ifExists'>;

/** Reads the name of an operator. Undefined: there is none of that name. */
export function operatorOf(name: string): NamedOperator | undefined {
  const [, set, bare = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/u.exec(name) ?? [];
  const quantifier = set === undefined ? 'one' : set === 'ForAllValues' ? 'all' : 'any';
  if (bare === 'Null') return suffix === undefined ? { quantifier, operator: 'Null', ifExists: false } : undefined;
  const operator = Object.hasOwn(operators, bare) ? operators[bare] : undefined;
  return operator && { quantifier, operator, ifExists: suffix !== undefined };
}

/** Whether a condition holds for a request. `hasVariables`: the policy is of a version that knows them. */
export function holds(condition: Condition, keys: Keys, hasVariables: boolean): boolean {
  const { quantifier, operator, ifExists, key, values } = condition;
  const given = keys.all(key) ?? [];
  if (operator === 'Null') return values.some((value) => (given.length === 0) === (value.toLowerCase() === 'true'));
  if (given.length === 0) return ifExists || quantifier === 'all' || (quantifier === 'one' && operator.isNegated);
  const wanted = values.map((value) => wantedOf(value, operator, hasVariables ? keys : undefined));
  // A variable without a value matches nothing, and lets nothing pass that must not match either.
  if (operator.isNegated && wanted.includes(undefined)) return false;
  const fits = (value: string) =>
    operator.isNegated !== wanted.some((one) => one !== undefined && operator.matches(value, one));
  // A negated operator on several values speaks of each of them: none may match.
  return quantifier === 'all' || (quantifier === 'one' && operator.isNegated) ? given.every(fits) : given.some(fits);
}

function wantedOf(value: string, operator: Operator, keys: Keys | undefined): Wanted | undefined {
  if (keys === undefined || !operator.takesVariables || !value.includes('${')) {
    return { text: value, pattern: operator.takesVariables ? patternOf(value) : literalOf(value) };
  }
  const text = expandText(value, keys.one);
  const pattern = expandPattern(value, keys.one);
  return text === undefined || pattern === undefined ? undefined : { text, pattern };
}
