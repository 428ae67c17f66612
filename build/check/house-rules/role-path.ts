import { resourcesOf, valuesAt } from '../template.ts';
import { atResource, type HouseRule } from './house-rule.ts';

const path = '/factory/';

/**
 * Launch roles may only make and pass roles and policies below one path, so everything we make in IAM stands there.
 */
export const rolePath: HouseRule = {
  id: 'factory-role-path',
  severity: 'error',
  find: (template) =>
    resourcesOf(template, 'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::InstanceProfile')
      .filter(({ properties }) => valuesAt(properties, 'Path').some((value) => value !== path))
      .map(({ id }) => ({ at: atResource(id), message: `has another path than ${path}` })),
};
