import { resourcesOf, valuesAt } from '../template.ts';
import { isCustomResource } from './functions.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/** A handler that never answers holds the stack for an hour, and the rollback for another: each says how long it may take. */
export const serviceTimeout: HouseRule = {
  id: 'factory-service-timeout',
  severity: 'error',
  find: (template) =>
    resourcesOf(template)
      .filter(
        ({ resource, properties }) =>
          isCustomResource(resource.Type) && valuesAt(properties, 'ServiceTimeout').includes(undefined),
      )
      .map(({ id }) => ({ at: atResource(id), message: 'has no ServiceTimeout, set the seconds it may take' })),
};
