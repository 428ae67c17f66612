import { Match } from 'aws-cdk-lib/assertions';
import { CfnCondition, CfnResource, Fn } from 'aws-cdk-lib/core';
import { tinyTemplate } from '#test/kit/tiny-product.ts';
import type { HandledResourceProps } from './handled-resource.ts';
import { HandledResource } from './handled-resource.ts';

const props: HandledResourceProps = {
  type: 'Thing',
  function: { description: 'Makes things', entry: 'runtime/thing/handler.ts', timeoutSeconds: 30, statements: [] },
  serviceTimeoutSeconds: 60,
  properties: { Size: '3' },
};

test('a custom resource has a function of its own, and says how long CloudFormation waits for it', async () => {
  const template = await tinyTemplate((scope) => new HandledResource(scope, 'Thing', props));
  const [handler] = Object.keys(template.findResources('AWS::Lambda::Function'));

  template.hasResourceProperties('Custom::Thing', {
    ServiceToken: { 'Fn::GetAtt': [handler, 'Arn'] },
    ServiceTimeout: '60',
    Size: '3',
  });
  template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 30, DeadLetterConfig: Match.absent() });
});

test('all of it can depend on a condition', async () => {
  const template = await tinyTemplate((scope) => {
    const condition = new CfnCondition(scope, 'IsWanted', { expression: Fn.conditionEquals('a', 'a') });
    new HandledResource(scope, 'Thing', props).onlyIf(condition);
    new CfnResource(scope, 'Other', { type: 'AWS::SNS::Topic' });
  });
  const { Resources } = template.toJSON();
  const conditions = Object.entries<{ Condition?: string }>(Resources).map(([id, { Condition }]) => [
    id.slice(0, 5),
    Condition,
  ]);

  expect(conditions.filter(([id]) => id === 'Thing')).toEqual(Array(5).fill(['Thing', 'IsWanted']));
  expect(conditions.filter(([id]) => id !== 'Thing').map(([, condition]) => condition)).toEqual([undefined, undefined]);
});
