import { App, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { constructPaths, logicalIdOf, pathBelow } from './construct-paths.ts';

test('knows where in the tree a logical id comes from', () => {
  const stack = new Stack(new Construct(new App({ analyticsReporting: false }), 'Above'), 'Stack');
  const part = new Construct(stack, 'Part');
  const queue = new CfnResource(part, 'Resource', { type: 'AWS::SQS::Queue' });
  const renamed = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
  new CfnParameter(stack, 'Size');

  renamed.overrideLogicalId('Alarms');

  expect([...constructPaths(stack)]).toEqual([
    [logicalIdOf(queue), 'Part/Resource'],
    ['Alarms', 'Topic'],
    ['Size', 'Size'],
  ]);
  expect(logicalIdOf(queue)).toMatch(/^Part/);
  expect(pathBelow(stack, stack)).toBe('');
});
