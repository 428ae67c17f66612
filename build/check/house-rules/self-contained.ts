import { functionsUsedIn, isRecord, resourcesOf, type Template } from '../template.ts';
import { atResource, type HouseRule, type Spot } from './house-rule.ts';

/**
 * A launch stands alone: an import or export ties two stacks so that neither can be updated or removed freely, and a
 * transform runs code of the account that we have not seen. Products meet through SSM parameters instead.
 */
export const selfContained: HouseRule = {
  id: 'factory-self-contained',
  severity: 'error',
  find: (template) => [...transforms(template), ...imports(template), ...exports(template)],
};

function transforms(template: Template): Spot[] {
  return template.Transform === undefined ? [] : [{ at: '', message: 'has a Transform, write plain CloudFormation' }];
}

function imports(template: Template): Spot[] {
  const places = [
    ...resourcesOf(template).map(({ id, properties }) => [atResource(id), properties] as const),
    ...Object.entries(template.Outputs ?? {}).map(([name, output]) => [`Outputs/${name}`, output] as const),
    ...Object.entries(template.Conditions ?? {}).map(([name, condition]) => [`Conditions/${name}`, condition] as const),
  ];
  return places.flatMap(([at, value]) => {
    const used = functionsUsedIn(value);
    return [
      ...(used.has('Fn::ImportValue') ? [{ at, message: 'imports a value of another stack, read it from SSM' }] : []),
      ...(used.has('Fn::Transform') ? [{ at, message: 'uses Fn::Transform, write plain CloudFormation' }] : []),
    ];
  });
}

function exports(template: Template): Spot[] {
  return Object.entries(template.Outputs ?? {})
    .filter(([, output]) => isRecord(output) && output['Export'] !== undefined)
    .map(([name]) => ({ at: `Outputs/${name}`, message: 'is exported, write it to an SSM parameter instead' }));
}
