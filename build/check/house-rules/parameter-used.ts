import { conditionsIn, isRecord, referencesIn, resourcesOf, type Template } from '../template.ts';
import type { HouseRule } from './house-rule.ts';

/**
 * A parameter that changes nothing misleads the launcher. Rules and the in-stack check only judge it, so they do not
 * count, nor does a condition that nothing depends on.
 */
export const parameterUsed: HouseRule = {
  id: 'factory-parameter-used',
  severity: 'error',
  find: (template, { launchCheck }) => {
    const used = usedIn(template, launchCheck);
    return Object.keys(template.Parameters ?? {})
      .filter((name) => !used.has(name))
      .map((name) => ({ at: `Parameters/${name}`, message: 'changes nothing in the stack, use it or remove it' }));
  },
};

function usedIn(template: Template, launchCheck: string | undefined): ReadonlySet<string> {
  const resources = resourcesOf(template).filter(({ id }) => id !== launchCheck);
  const roots = [
    ...resources.flatMap(({ resource, properties }) => [properties, conditionOf(resource)]),
    ...Object.values(template.Outputs ?? {}),
  ];
  const conditions = reachableConditions(template, roots);
  return new Set([
    ...referencesIn(roots),
    ...conditions.flatMap((name) => [...referencesIn(template.Conditions?.[name])]),
  ]);
}

function conditionOf(resource: { readonly Condition?: string }): unknown {
  return resource.Condition === undefined ? undefined : { Condition: resource.Condition };
}

function reachableConditions(template: Template, roots: readonly unknown[]): string[] {
  const found = new Set<string>();
  const open = [...conditionsIn(roots), ...outputConditions(template)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...conditionsIn(template.Conditions?.[name]));
  }
  return [...found];
}

/** An output names its condition among other keys, where `conditionsIn` does not take it for a function. */
function outputConditions(template: Template): string[] {
  return Object.values(template.Outputs ?? {}).flatMap((output) => {
    const condition = isRecord(output) ? output['Condition'] : undefined;
    return typeof condition === 'string' ? [condition] : [];
  });
}
