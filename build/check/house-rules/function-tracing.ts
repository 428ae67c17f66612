import { valuesAt } from '../template.ts';
import { functionsIn } from './functions.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/** A failure is followed through services by its trace; one function without it breaks the chain. */
export const functionTracing: HouseRule = {
  id: 'factory-function-tracing',
  severity: 'error',
  find: (template) =>
    functionsIn(template)
      .filter(({ properties }) => valuesAt(properties, 'TracingConfig', 'Mode').some((mode) => mode !== 'Active'))
      .map(({ id }) => ({ at: atResource(id), message: 'is not traced, set TracingConfig.Mode to Active' })),
};
