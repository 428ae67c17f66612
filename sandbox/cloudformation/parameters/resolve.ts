import type { ParameterDefinition } from './definition.ts';
import { listMembers } from './list-members.ts';
import type { EvaluatedParameter, Facts, Violation } from './types.ts';

/** The parameter with its final value, or why Parameter Store cannot give it. */
export function resolveParameter(
  definition: ParameterDefinition,
  value: string,
  facts: Facts,
): EvaluatedParameter | { readonly problem: Violation } {
  const { name, type, noEcho } = definition;
  if (!type.isStored) {
    return { value, ref: type.isList ? listMembers(value) : value, noEcho };
  }
  const refuse = (message: string): { problem: Violation } => ({
    problem: { kind: 'store', parameter: name, message },
  });
  const stored = facts.parameter(value);
  if (stored === undefined) {
    return refuse(`Unable to fetch parameters [${value}] from parameter store for this account.`);
  }
  if (stored.type === 'SecureString') {
    return refuse(`Parameters [${value}] referenced by template have types not supported by CloudFormation.`);
  }
  if ((stored.type === 'StringList') !== type.isList) {
    return refuse(`Types for SSM parameters [${value}] defined in CFN template and SSM are incompatible`);
  }
  const ref = type.isList ? listMembers(stored.value) : stored.value;
  return { value, resolved: typeof ref === 'string' ? ref : ref.join(','), ref, noEcho };
}

/** What a parameter names and the account does not have. */
export function missingFrom(
  facts: Facts,
  definition: ParameterDefinition,
  parameter: EvaluatedParameter,
): readonly Violation[] {
  const { existing } = definition.type;
  if (existing === undefined) {
    return [];
  }
  return [parameter.ref]
    .flat()
    .filter((value) => !facts.exists(existing, value))
    .map((value) => ({
      kind: 'existence',
      parameter: definition.name,
      message: `parameter value ${parameter.noEcho ? '****' : value} for parameter name ${definition.name} does not exist`,
    }));
}
