import type { Section } from '../template.ts';
import { foundIn } from './found.fixture.ts';
import { functionFailures } from './function-failures.ts';

const fn = (Properties: Section = {}) => ({ Fn: { Type: 'AWS::Lambda::Function', Properties } });
const arn = { 'Fn::GetAtt': ['Fn', 'Arn'] };
const rule = { Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: arn }] } } };

test('accepts a function with a dead-letter queue', () => {
  expect(foundIn(functionFailures, { ...rule, ...fn({ DeadLetterConfig: { TargetArn: 'x' } }) })).toEqual([]);
});

test('accepts a function with a destination for failures', () => {
  const destination = { DestinationConfig: { OnFailure: { Destination: 'x' } } };
  const Config = {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Fn' }, ...destination },
  };

  expect(foundIn(functionFailures, { ...rule, ...fn(), Config })).toEqual([]);
});

test('accepts a function whose caller waits', () => {
  const Custom = { Type: 'Custom::Thing', Properties: { ServiceToken: arn } };
  const Reading = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Fn' } } };
  const Api = {
    Type: 'AWS::Lambda::Permission',
    Properties: { FunctionName: arn, Principal: 'apigateway.amazonaws.com' },
  };

  expect(foundIn(functionFailures, { ...fn(), Custom, Reading, Api })).toEqual([]);
});

test.each([
  ['a rule', rule],
  ['a schedule', { Schedule: { Type: 'AWS::Scheduler::Schedule', Properties: { Target: { Arn: arn } } } }],
  ['a topic', { Subscription: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'lambda', Endpoint: arn } } }],
  [
    'a bucket',
    {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Function: arn }] } },
      },
    },
  ],
  [
    'whoever has permission',
    {
      Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: arn, Principal: 's3.amazonaws.com' } },
    },
  ],
  [
    'a configuration without destination',
    { Config: { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: { Ref: 'Fn' } } } },
  ],
  [
    'an alias',
    {
      Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Fn' } } },
      Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: { Ref: 'Live' } }] } },
    },
  ],
])('finds a function that %s calls and that loses what fails', (_, caller) => {
  expect(foundIn(functionFailures, { ...fn(), ...caller })).toEqual(['Resources/Fn']);
});
