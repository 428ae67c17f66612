import type { Issue } from '#lib/errors.ts';
import type { ParameterDefinition } from '../definition.ts';
import { pointer } from '../template-json.ts';
import type { Facts, PseudoParameters } from '../types.ts';

/** What an expression in a rule can yield. */
export type RuleValue = boolean | string | readonly string[];

/** The kinds of values, told apart before any value is known. */
export type Kind = 'boolean' | 'text' | 'list';

/** What a rule sees when it is evaluated. */
export type RuleScope = {
  /** What `Ref` yields for a parameter, `undefined` where this launch gives it no usable value. */
  readonly ref: (parameter: string) => string | readonly string[] | undefined;
  readonly pseudo: PseudoParameters;
  readonly facts: Facts;
};

/** An expression that was checked; `kinds` says what it may yield and is empty for one that is wrong. */
export type Expression = {
  readonly kinds: readonly Kind[];
  readonly evaluate: (scope: RuleScope) => RuleValue;
};

/** The parameters a rule may refer to. */
export type Declared = {
  readonly definitions: ReadonlyMap<string, ParameterDefinition>;
  /** All names in the section, those among them whose declaration could not be read. */
  readonly names: ReadonlySet<string>;
};

/** Where in the template an expression stands, and what it may refer to. */
export type Site = Declared & {
  readonly path: string;
  readonly issues: Issue[];
  /** Parameters without which the expression cannot be evaluated. */
  readonly needs: Set<string>;
};

/** Stands in for an expression that was reported, so that it causes no further reports. */
export const BROKEN: Expression = { kinds: [], evaluate: () => false };

/** Reports what is wrong at a site. */
export function reportAt(site: Site, message: string): Expression {
  site.issues.push({ path: site.path, message });
  return BROKEN;
}

/** The parameter an expression refers to; reported when there is none, silent when its declaration was reported. */
export function definitionAt(site: Site, name: string): ParameterDefinition | undefined {
  if (!site.names.has(name)) {
    reportAt(site, `Template format error: Rules block references undeclared parameters: [${name}]`);
  }
  return site.definitions.get(name);
}

/** The site one step further down. */
export function below(site: Site, step: string | number): Site {
  return { ...site, path: site.path + pointer(step) };
}

/** Whether an expression can only yield values of these kinds. */
export function yields(expression: Expression, ...kinds: readonly Kind[]): boolean {
  return expression.kinds.every((kind) => kinds.includes(kind));
}

/** The value of an expression that was checked to be boolean. */
export function truth(expression: Expression, scope: RuleScope): boolean {
  return expression.evaluate(scope) === true;
}

/** The value of an expression that was checked to be a text. */
export function text(expression: Expression, scope: RuleScope): string {
  return String(expression.evaluate(scope));
}

/** The value of an expression that was checked to be a list. */
export function list(expression: Expression, scope: RuleScope): readonly string[] {
  const value = expression.evaluate(scope);
  return typeof value === 'object' ? value : [String(value)];
}
