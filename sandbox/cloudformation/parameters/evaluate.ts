import { FactoryError, type Issue } from '#lib/errors.ts';
import { isTooLong, MAX_VALUE_BYTES, type ParameterDefinition } from './definition.ts';
import { readParameters } from './parameters-section.ts';
import { missingFrom, resolveParameter } from './resolve.ts';
import { failedAssertions, type Rule, readRules } from './rules/rules.ts';
import { chooseValues } from './supplied-values.ts';
import { TemplateError } from './template-error.ts';
import { isRecord } from './template-json.ts';
import type {
  EvaluatedParameter,
  Evaluation,
  Facts,
  LaunchContext,
  SuppliedParameter,
  TemplateSections,
  Violation,
} from './types.ts';

/** The `Parameters` and `Rules` of one template, checked once and ready for any number of launches. */
export type CompiledParameters = {
  /** The declared parameters by name, in template order. */
  readonly definitions: ReadonlyMap<string, ParameterDefinition>;
  /**
   * Judges a launch without any I/O.
   *
   * `facts` are needed where a type or rule asks about the account; `collectFacts` gathers them. A template that asks
   * without their being given is an error (`FACTS_MISSING`), never an acceptance.
   */
  evaluate(supplied: readonly SuppliedParameter[], context?: LaunchContext & { readonly facts?: Facts }): Evaluation;
};

/** Checks both sections of a template. Throws a `TemplateError` with everything that is wrong with them. */
export function compileParameters(template: TemplateSections): CompiledParameters {
  const issues: Issue[] = [];
  const definitions = new Map(
    readParameters(template.Parameters, issues).map((definition) => [definition.name, definition]),
  );
  const names = new Set(isRecord(template.Parameters) ? Object.keys(template.Parameters) : []);
  const rules = readRules(template.Rules, { definitions, names }, issues);
  if (issues.length > 0) {
    throw new TemplateError(issues);
  }
  return {
    definitions,
    evaluate: (supplied, { facts = NO_FACTS, ...context } = {}) =>
      evaluate({ definitions, rules, facts, context }, supplied),
  };
}

const NO_FACTS: Facts = { exists: refuseToGuess, parameter: refuseToGuess, attribute: refuseToGuess };

function refuseToGuess(...question: readonly string[]): never {
  throw new FactoryError('FACTS_MISSING', `the account has to be asked about ${question.join(' ')}`);
}

type Launch = {
  readonly definitions: ReadonlyMap<string, ParameterDefinition>;
  readonly rules: readonly Rule[];
  readonly facts: Facts;
  readonly context: LaunchContext;
};

function evaluate(launch: Launch, supplied: readonly SuppliedParameter[]): Evaluation {
  const { definitions, facts, context } = launch;
  const chosen = chooseValues(definitions, supplied, context);
  const parameters = new Map<string, EvaluatedParameter>();
  const [constraint, store, existence]: [Violation[], Violation[], Violation[]] = [[], [], []];
  for (const definition of definitions.values()) {
    const text = chosen.texts.get(definition.name);
    if (text === undefined) {
      continue;
    }
    const broken = brokenConstraints(definition, text);
    constraint.push(...broken);
    // CloudFormation looks nothing up for a value it has refused; a key it has refused leads nowhere.
    if (broken.length > 0 && definition.type.isStored) {
      continue;
    }
    const resolved = resolveParameter(definition, text, facts);
    if ('problem' in resolved) {
      store.push(resolved.problem);
      continue;
    }
    parameters.set(definition.name, resolved);
    if (broken.length === 0) {
      existence.push(...missingFrom(facts, definition, resolved));
    }
  }
  const rule = brokenRules(launch, parameters);
  return { violations: [...chosen.violations, ...constraint, ...store, ...rule, ...existence], parameters };
}

function brokenConstraints(definition: ParameterDefinition, text: string): readonly Violation[] {
  const { name } = definition;
  const tooLong = isTooLong(text) ? [`Parameter '${name}' value length is greater than ${MAX_VALUE_BYTES}.`] : [];
  return [...tooLong, ...definition.brokenBy(text)].map((message) => ({
    kind: 'constraint',
    parameter: name,
    message,
  }));
}

/** Judges the rules whose parameters all have values; without one CloudFormation would not have come this far. */
function brokenRules(launch: Launch, parameters: Evaluation['parameters']): readonly Violation[] {
  const { pseudo = {} } = launch.context;
  const scope = { ref: (name: string) => parameters.get(name)?.ref, pseudo, facts: launch.facts };
  return launch.rules
    .filter((rule) => rule.needs.every((name) => parameters.has(name)))
    .flatMap((rule) => failedAssertions(rule, scope));
}
