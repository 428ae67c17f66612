// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { bucketRules } from './bucket-rules.ts';
import { foundIn } from './found.fixture.ts';

const matching = (...name: readonly unknown[]) => ({
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern: { source: ['aws.s3'], detail: { bucket: { name } } } },
  },
});

test('accepts a rule for a prefix, and one that matches no bucket', () => {
  expect(foundIn(bucketRules, matching({ prefix: { 'Fn::Sub': '${Project}-' } }))).toEqual([]);
  expect(
    foundIn(bucketRules, { Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)' } } }),
  ).toEqual([]);
});

test('finds a rule for one bucket', () => {
  expect(foundIn(bucketRules, matching({ Ref: 'Bucket' }))).toEqual(['Resources/Rule']);
  expect(foundIn(bucketRules, matching('some-bucket'))).toEqual(['Resources/Rule']);
  expect(foundIn(bucketRules, matching({ 'Fn::Sub': '${Project}-data' }))).toEqual(['Resources/Rule']);
});
