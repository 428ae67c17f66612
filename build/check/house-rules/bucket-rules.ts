import { entriesAt, isRecord, resourcesOf } from '../template.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/**
 * An event bus takes 300 rules, so a rule for each bucket ends with the 300th tenant: the consumer owns one rule per
 * account and region that matches bucket names by prefix.
 */
export const bucketRules: HouseRule = {
  id: 'factory-bucket-rules',
  severity: 'error',
  find: (template) =>
    resourcesOf(template, 'AWS::Events::Rule')
      .filter(({ properties }) => entriesAt(properties, 'EventPattern', 'detail', 'bucket', 'name').some(isWholeName))
      .map(({ id }) => ({
        at: atResource(id),
        message: 'matches the name of one bucket, match a prefix that all buckets share',
      })),
};

/** A matcher such as `{ prefix: ... }` is an object; a name is a text or what CloudFormation makes one of. */
function isWholeName(matcher: unknown): boolean {
  if (!isRecord(matcher)) return true;
  return Object.keys(matcher).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}
