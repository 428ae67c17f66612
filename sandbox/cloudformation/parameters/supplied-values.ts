import type { ParameterDefinition } from './definition.ts';
import type { LaunchContext, SuppliedParameter, Violation } from './types.ts';

/** The text each parameter has in a launch, and what is wrong with the way it was supplied. */
export type ChosenValues = {
  readonly texts: ReadonlyMap<string, string>;
  readonly violations: readonly Violation[];
};

/** Picks the value of every parameter: the one supplied, the previous one where asked for, or the default. */
export function chooseValues(
  definitions: ReadonlyMap<string, ParameterDefinition>,
  supplied: readonly SuppliedParameter[],
  context: LaunchContext,
): ChosenValues {
  const texts = new Map<string, string>();
  const [unknown, previous, missing]: [Violation[], Violation[], Violation[]] = [[], [], []];
  const given = new Map<string, SuppliedParameter>();
  for (const entry of supplied) {
    given.set(entry.ParameterKey, entry);
    if (!definitions.has(entry.ParameterKey)) {
      unknown.push(unknownKey(entry.ParameterKey, definitions.size > 0));
    }
  }
  for (const definition of definitions.values()) {
    const entry = given.get(definition.name);
    const problem = entry?.UsePreviousValue ? previousProblem(entry, context) : undefined;
    if (problem !== undefined) {
      previous.push(problem);
      continue;
    }
    const text = textOf(entry, definition, context);
    if (text === undefined) {
      missing.push(missingValue(definition));
    } else {
      texts.set(definition.name, text);
    }
  }
  return { texts, violations: [...unknown, ...previous, ...missing] };
}

function textOf(
  entry: SuppliedParameter | undefined,
  definition: ParameterDefinition,
  context: LaunchContext,
): string | undefined {
  const kept = entry?.UsePreviousValue ? context.previous?.get(definition.name) : entry?.ParameterValue;
  return kept ?? definition.default;
}

function unknownKey(key: string, templateHasParameters: boolean): Violation {
  const message = templateHasParameters
    ? `Parameters: [${key}] do not exist in the template`
    : 'Parameter values specified for a template which does not require them.';
  return { kind: 'unknown', parameter: key, message };
}

function previousProblem(entry: SuppliedParameter, context: LaunchContext): Violation | undefined {
  const key = entry.ParameterKey;
  const refuse = (reason: string): Violation => ({
    kind: 'previous',
    parameter: key,
    message: `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true ${reason}`,
  });
  if ((entry.ParameterValue ?? '') !== '') {
    return refuse('and non empty value for a parameter');
  }
  return context.previous?.has(key) ? undefined : refuse('for a parameter key not in the previous template');
}

function missingValue({ name, type }: ParameterDefinition): Violation {
  const message = type.isStored
    ? `Parameter ${name} should either have input value or default value`
    : `Parameters: [${name}] must have values`;
  return { kind: 'missing', parameter: name, message };
}
