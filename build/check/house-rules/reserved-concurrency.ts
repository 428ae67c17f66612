import { valuesAt } from '../template.ts';
import { functionsIn } from './functions.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/** Reserved concurrency is taken from the executions that all functions of an account share, at every launch anew. */
export const reservedConcurrency: HouseRule = {
  id: 'factory-reserved-concurrency',
  severity: 'warning',
  find: (template) =>
    functionsIn(template)
      .filter(({ properties }) =>
        valuesAt(properties, 'ReservedConcurrentExecutions').some((value) => value !== undefined),
      )
      .map(({ id }) => ({
        at: atResource(id),
        message: 'reserves concurrency of the account, limit the load at its source instead',
      })),
};
