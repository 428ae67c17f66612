import type { Section } from '../template.ts';
import { deliveryFailures } from './delivery-failures.ts';
import { foundIn } from './found.fixture.ts';

const only = (Type: string, Properties: Section) => ({ It: { Type, Properties } });
const DeadLetterConfig = { Arn: 'x' };

test.each([
  ['AWS::Events::Rule', { Targets: [{ Id: 'a', Arn: 'x', DeadLetterConfig }] }],
  ['AWS::Scheduler::Schedule', { Target: { Arn: 'x', DeadLetterConfig } }],
  ['AWS::SNS::Subscription', { Protocol: 'sqs', RedrivePolicy: { deadLetterTargetArn: 'x' } }],
  ['AWS::SNS::Subscription', { Protocol: 'email' }],
  ['AWS::SNS::Topic', { Subscription: [{ Protocol: 'email', Endpoint: 'x' }] }],
  [
    'AWS::Lambda::EventSourceMapping',
    { StartingPosition: 'LATEST', DestinationConfig: { OnFailure: { Destination: 'x' } } },
  ],
  ['AWS::Lambda::EventSourceMapping', { EventSourceArn: { Ref: 'QueueArnParameter' } }],
])('accepts %s %j', (type, properties) => {
  expect(foundIn(deliveryFailures, only(type, properties))).toEqual([]);
});

test.each([
  ['AWS::Events::Rule', { Targets: [{ Id: 'a', Arn: 'x' }] }],
  ['AWS::Scheduler::Schedule', { Target: { Arn: 'x' } }],
  ['AWS::SNS::Subscription', { Protocol: 'lambda' }],
  ['AWS::SNS::Topic', { Subscription: [{ Protocol: 'sqs', Endpoint: 'x' }] }],
  ['AWS::Lambda::EventSourceMapping', { StartingPosition: 'TRIM_HORIZON' }],
])('finds that %s %j drops what fails', (type, properties) => {
  expect(foundIn(deliveryFailures, only(type, properties))).toEqual(['Resources/It']);
});

test('follows an event source to its queue', () => {
  const reading = (RedrivePolicy?: object) => ({
    Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy } },
    Reading: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    },
  });

  expect(foundIn(deliveryFailures, reading({ deadLetterTargetArn: 'x', maxReceiveCount: 3 }))).toEqual([]);
  expect(foundIn(deliveryFailures, reading())).toEqual(['Resources/Reading']);
});
