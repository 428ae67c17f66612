import { referencesIn, resourcesOf, type Template, valuesAt } from '../template.ts';
import { functionsIn } from './functions.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/**
 * Without a log group of the template, Lambda makes one by itself at the first call: kept for ever, encrypted with no
 * key of ours, and left behind when the stack is gone.
 */
export const functionLogGroup: HouseRule = {
  id: 'factory-function-log-group',
  severity: 'error',
  find: (template) =>
    functionsIn(template)
      .filter(
        ({ properties }) =>
          !valuesAt(properties, 'LoggingConfig', 'LogGroup').every((group) => isOurs(template, group)),
      )
      .map(({ id }) => ({
        at: atResource(id),
        message: 'does not log into a log group of this template, set LoggingConfig.LogGroup',
      })),
};

function isOurs(template: Template, group: unknown): boolean {
  const named = referencesIn(group);
  return resourcesOf(template, 'AWS::Logs::LogGroup').some(({ id }) => named.has(id));
}
