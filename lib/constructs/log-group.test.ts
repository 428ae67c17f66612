import { Match } from 'aws-cdk-lib/assertions';
import { tinyParameters, tinyTemplate } from '#test/kit/tiny-product.ts';
import { acknowledgementsIn } from './decisions.ts';
import { ProductLogGroup } from './log-group.ts';

test('logs are kept for as long as the launcher picks, and go with the stack', async () => {
  const template = await tinyTemplate((scope) => new ProductLogGroup(scope, 'Log'));

  template.hasResource('AWS::Logs::LogGroup', {
    Properties: { RetentionInDays: { Ref: 'LogRetentionDays' }, LogGroupName: Match.absent() },
    DeletionPolicy: Match.absent(),
  });
});

test('logs are kept for 90 days where the launcher does not pick', async () => {
  const { LogRetentionDays: _, ...parameters } = tinyParameters;
  const template = await tinyTemplate((scope) => new ProductLogGroup(scope, 'Log'), { parameters });

  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
});

test('a name is given where a service asks for one', async () => {
  const template = await tinyTemplate((scope) => new ProductLogGroup(scope, 'Log', { name: '/aws/vendedlogs/a' }));

  template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/aws/vendedlogs/a' });
});

test('the house decisions about logs are answered for', async () => {
  let decided: string[] = [];
  await tinyTemplate((scope) => {
    new ProductLogGroup(scope, 'Log');
    decided = [...new Set(acknowledgementsIn(scope).flatMap(({ decision }) => decision ?? []))];
  });

  expect(decided.sort()).toEqual(['launcher-picks-log-retention', 'logs-with-service-encryption']);
});
