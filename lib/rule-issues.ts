import type { Issue } from './errors.ts';
import { objectionToName } from './parameter-issues.ts';
import type { Parameters } from './parameters.ts';
import { isStored } from './parameters.ts';
import { objectionsTo } from './pattern.ts';
import type { AnyRule } from './rules.ts';
import { parametersIn } from './rules.ts';

/** What is wrong with a rule beyond what its type tells. */
export function issuesInRule(parameters: Parameters, name: string, rule: AnyRule): Issue[] {
  const named = [...new Set([...parametersIn(rule.if), ...parametersIn(rule.then)])];
  const messages = [
    objectionToName(name),
    // Both become constructs of one stack.
    Object.hasOwn(parameters, name) ? 'must not have the name of a parameter' : undefined,
    rule.description === '' ? 'must have a description for the launcher whose launch is refused' : undefined,
    ...named.map((parameter) => objectionToParameter(parameters, parameter)),
    ...patternsIn([rule.if, rule.then]).flatMap((pattern) =>
      objectionsTo(pattern).map((objection) => `has the pattern ${pattern}: ${objection}`),
    ),
  ];
  return messages.flatMap((message) => (message === undefined ? [] : [{ path: `/rules/${name}`, message }]));
}

function objectionToParameter(parameters: Parameters, name: string): string | undefined {
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter === undefined) return `names ${name}, which is not a parameter`;
  return isStored(parameter) ? `names ${name}, whose value only CloudFormation knows` : undefined;
}

/** The patterns at any depth. Parameters are PascalCase: what is called `pattern` is the keyword. */
function patternsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'pattern' && typeof inner === 'string' ? [inner] : patternsIn(inner),
  );
}
