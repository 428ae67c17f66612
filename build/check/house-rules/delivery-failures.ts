import { entriesAt, referencesIn, resourcesOf, type Template, valuesAt } from '../template.ts';
import { atResource, type HouseRule, type Spot } from './house-rule.ts';

/**
 * What a rule, a schedule, a subscription or an event source cannot deliver is dropped after its last try, unless it
 * has a queue to go to: a lost event is noticed weeks later, by the numbers.
 */
export const deliveryFailures: HouseRule = {
  id: 'factory-delivery-failures',
  severity: 'error',
  find: (template) => [...rules(template), ...schedules(template), ...subscriptions(template), ...sources(template)],
};

function rules(template: Template): Spot[] {
  return resourcesOf(template, 'AWS::Events::Rule').flatMap(({ id, properties }) =>
    entriesAt(properties, 'Targets')
      .filter((target) => isUnset(target, 'DeadLetterConfig', 'Arn'))
      .map((target) => ({
        at: atResource(id),
        message: `drops what its target ${nameOf(target)} does not take, set DeadLetterConfig`,
      })),
  );
}

function nameOf(target: unknown): string {
  return valuesAt(target, 'Id').map(String).join(' or ');
}

function schedules(template: Template): Spot[] {
  return resourcesOf(template, 'AWS::Scheduler::Schedule')
    .filter(({ properties }) => isUnset(properties, 'Target', 'DeadLetterConfig', 'Arn'))
    .map(({ id }) => ({
      at: atResource(id),
      message: 'drops what its target does not take, set Target.DeadLetterConfig',
    }));
}

// E-mail and text messages have no dead-letter queue.
const queueable = ['lambda', 'sqs', 'http', 'https', 'firehose'];

function subscriptions(template: Template): Spot[] {
  const own = resourcesOf(template, 'AWS::SNS::Subscription')
    .filter(({ properties }) => isQueueable(properties) && isUnset(properties, 'RedrivePolicy'))
    .map(({ id }) => ({ at: atResource(id), message: 'drops what its endpoint does not take, set RedrivePolicy' }));
  const inline = resourcesOf(template, 'AWS::SNS::Topic')
    .filter(({ properties }) => entriesAt(properties, 'Subscription').some(isQueueable))
    .map(({ id }) => ({
      at: atResource(id),
      message: 'subscribes an endpoint without RedrivePolicy, make it an AWS::SNS::Subscription',
    }));
  return [...own, ...inline];
}

function isQueueable(subscription: unknown): boolean {
  return valuesAt(subscription, 'Protocol').some((protocol) => queueable.includes(String(protocol)));
}

/** Only streams begin somewhere; for a queue it is the queue that redrives, which we see when it is ours. */
function sources(template: Template): Spot[] {
  const leaky = new Set(
    resourcesOf(template, 'AWS::SQS::Queue')
      .filter(({ properties }) => isUnset(properties, 'RedrivePolicy'))
      .map(({ id }) => id),
  );
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping').flatMap(({ id, properties }) => {
    const isStream = valuesAt(properties, 'StartingPosition').some((value) => value !== undefined);
    if (isStream && isUnset(properties, 'DestinationConfig', 'OnFailure', 'Destination')) {
      return [{ at: atResource(id), message: 'drops records that keep failing, set DestinationConfig.OnFailure' }];
    }
    const queue = [...referencesIn(properties['EventSourceArn'])].find((source) => leaky.has(source));
    if (queue === undefined) return [];
    return [
      {
        at: atResource(id),
        message: `reads from the queue ${queue}, which tries failing messages until they expire, set its RedrivePolicy`,
      },
    ];
  });
}

function isUnset(value: unknown, ...path: readonly string[]): boolean {
  return valuesAt(value, ...path).includes(undefined);
}
