import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { tinyTemplate } from '#test/kit/tiny-product.ts';
import { consoleLink } from './console-link.ts';

test('a link leads to the console of the partition and region of the launch', async () => {
  const template = await tinyTemplate((scope) => {
    new CfnOutput(scope, 'Url', { value: consoleLink(scope, 's3/buckets/a') });
    new CfnOutput(scope, 'Other', { value: consoleLink(new Construct(scope, 'Inner'), 'kms/home') });
  });

  template.hasMapping('Partitions', {
    aws: { ConsoleHost: 'console.aws.amazon.com' },
    'aws-cn': { ConsoleHost: 'console.amazonaws.cn' },
    'aws-us-gov': { ConsoleHost: 'console.amazonaws-us-gov.com' },
  });
  const host = { 'Fn::FindInMap': ['Partitions', { Ref: 'AWS::Partition' }, 'ConsoleHost'] };
  template.hasOutput('Url', {
    Value: { 'Fn::Join': ['', ['https://', { Ref: 'AWS::Region' }, '.', host, '/s3/buckets/a']] },
  });
  template.hasOutput('Other', {
    Value: { 'Fn::Join': ['', ['https://', { Ref: 'AWS::Region' }, '.', host, '/kms/home']] },
  });
});
