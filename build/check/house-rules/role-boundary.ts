import { referencesIn, resourcesOf, valuesAt } from '../template.ts';
import { atResource, type HouseRule } from './house-rule.ts';

const boundaryParameter = 'PermissionsBoundaryArn';

/**
 * The boundary that a platform team requires holds only if every role of a launch carries it: one role without it is
 * the way around all others.
 */
export const roleBoundary: HouseRule = {
  id: 'factory-role-boundary',
  severity: 'error',
  find: (template) =>
    resourcesOf(template, 'AWS::IAM::Role', 'AWS::IAM::User')
      .filter(({ properties }) => !valuesAt(properties, 'PermissionsBoundary').some(isTheBoundary))
      .map(({ id }) => ({
        at: atResource(id),
        message: `has no PermissionsBoundary that comes from ${boundaryParameter}`,
      })),
};

function isTheBoundary(value: unknown): boolean {
  return referencesIn(value).has(boundaryParameter);
}
