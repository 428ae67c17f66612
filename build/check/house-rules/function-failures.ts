import { resourcesOf, type Template, valuesAt } from '../template.ts';
import { asynchronousTargets, functionsIn, functionsNamedIn } from './functions.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/**
 * Nobody waits for an asynchronous call, so an event that fails for good is gone without a trace, unless the function
 * has a dead-letter queue or a destination for failures.
 */
export const functionFailures: HouseRule = {
  id: 'factory-function-failures',
  severity: 'error',
  find: (template) => {
    const called = new Set(asynchronousTargets(template).flatMap((target) => [...functionsNamedIn(template, target)]));
    const caught = functionsWithDestination(template);
    return functionsIn(template)
      .filter(({ id, properties }) => called.has(id) && !caught.has(id) && hasNoQueue(properties))
      .map(({ id }) => ({
        at: atResource(id),
        message: 'is called asynchronously and loses what fails, set DeadLetterConfig or an on-failure destination',
      }));
  },
};

function hasNoQueue(properties: unknown): boolean {
  return valuesAt(properties, 'DeadLetterConfig', 'TargetArn').includes(undefined);
}

function functionsWithDestination(template: Template): ReadonlySet<string> {
  const complete = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').filter(
    ({ properties }) => !valuesAt(properties, 'DestinationConfig', 'OnFailure', 'Destination').includes(undefined),
  );
  return new Set(complete.flatMap(({ properties }) => [...functionsNamedIn(template, properties['FunctionName'])]));
}
