import { Annotations, App, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import { findingsOfAnnotations } from './annotations.ts';

function makeStack(): { stack: Stack; queue: CfnResource } {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  return { stack, queue: new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue' }) };
}

test('finds warnings and errors that constructs left behind', () => {
  const { stack, queue } = makeStack();

  Annotations.of(queue).addWarningV2('@aws-cdk/aws-sqs:strange', 'This queue is strange.');
  Annotations.of(stack).addError('This cannot work');
  Annotations.of(stack).addInfo('For your information');
  Validations.of(queue).addError('Broken', 'This queue is broken');

  expect(findingsOfAnnotations(stack)).toEqual([
    { rule: 'aws-cdk-annotation', severity: 'error', message: 'This cannot work', path: '' },
    { rule: '@aws-cdk/aws-sqs:strange', severity: 'warning', message: 'This queue is strange', path: 'Queue' },
    { rule: 'Broken', severity: 'error', message: 'This queue is broken', path: 'Queue' },
  ]);
});

test('finds nothing in a quiet tree', () => {
  expect(findingsOfAnnotations(makeStack().stack)).toEqual([]);
});
