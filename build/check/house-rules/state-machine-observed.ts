import { entriesAt, type Named, resourcesOf, valuesAt } from '../template.ts';
import { atResource, type HouseRule, type Spot } from './house-rule.ts';

/** An execution that failed is explained by its log and its trace; afterwards they cannot be switched on. */
export const stateMachineObserved: HouseRule = {
  id: 'factory-state-machine-observed',
  severity: 'error',
  find: (template) =>
    resourcesOf(template, 'AWS::StepFunctions::StateMachine').flatMap((one) => [...unlogged(one), ...untraced(one)]),
};

function unlogged({ id, properties }: Named): Spot[] {
  const isOff = valuesAt(properties, 'LoggingConfiguration', 'Level').some(
    (level) => level === undefined || level === 'OFF',
  );
  const goesNowhere = entriesAt(properties, 'LoggingConfiguration', 'Destinations').length === 0;
  return isOff || goesNowhere
    ? [{ at: atResource(id), detail: 'logging', message: 'does not log, set LoggingConfiguration' }]
    : [];
}

function untraced({ id, properties }: Named): Spot[] {
  const isOff = valuesAt(properties, 'TracingConfiguration', 'Enabled').some((value) => String(value) !== 'true');
  return isOff
    ? [{ at: atResource(id), detail: 'tracing', message: 'is not traced, set TracingConfiguration.Enabled' }]
    : [];
}
