import { atResource, type HouseRule, type Spot } from './house-rule.ts';
import { elementOf, type Grant, grantsIn } from './policies.ts';

/**
 * A listed action on a listed ARN can be reviewed; a wildcard grants what AWS adds next year. Where an action knows no
 * resources, the star is acknowledged beside the policy, by its full id: `factory-iam-wildcard[Resource::*]`.
 */
export const iamWildcard: HouseRule = {
  id: 'factory-iam-wildcard',
  severity: 'error',
  find: (template) => grantsIn(template).flatMap(wildcards),
};

function wildcards({ id, statement }: Grant): Spot[] {
  const at = atResource(id);
  const actions = elementOf(statement, 'Action').filter((action) => /[*?]/.test(action));
  const resources = elementOf(statement, 'Resource').filter((resource) => resource === '*');
  const inverted = ['NotAction', 'NotResource'].filter((element) => statement[element] !== undefined);
  return [
    ...actions.map((action) => ({ at, detail: `Action::${action}`, message: `allows '${action}', list the actions` })),
    ...resources.map((resource) => ({
      at,
      detail: `Resource::${resource}`,
      message: 'allows it on every resource, list the ARNs',
    })),
    ...inverted.map((element) => ({ at, detail: element, message: `allows by ${element}, list what is allowed` })),
  ];
}
