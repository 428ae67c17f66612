import { resourcesOf, valuesAt } from '../template.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/** A log group without retention is kept and paid for until somebody notices. */
export const logRetention: HouseRule = {
  id: 'factory-log-retention',
  severity: 'error',
  find: (template) =>
    resourcesOf(template, 'AWS::Logs::LogGroup')
      .filter(({ properties }) => valuesAt(properties, 'RetentionInDays').includes(undefined))
      .map(({ id }) => ({ at: atResource(id), message: 'keeps its logs for ever, set RetentionInDays' })),
};
