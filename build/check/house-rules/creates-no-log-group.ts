import { atResource, type HouseRule } from './house-rule.ts';
import { elementOf, grantsIn } from './policies.ts';

/**
 * A role that can create log groups brings back a deleted one without retention or key, and nobody pays attention to
 * it: log groups are in the template.
 */
export const createsNoLogGroup: HouseRule = {
  id: 'factory-creates-no-log-group',
  severity: 'error',
  find: (template) =>
    grantsIn(template)
      .filter(({ statement }) =>
        elementOf(statement, 'Action').some((action) => action.toLowerCase() === 'logs:createloggroup'),
      )
      .map(({ id }) => ({
        at: atResource(id),
        message: 'allows logs:CreateLogGroup, put the log group into the template',
      })),
};
