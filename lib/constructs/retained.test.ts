import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { tinyTemplate } from '#test/kit/tiny-product.ts';
import { retained } from './retained.ts';

test('what holds data survives deletion and replacement, but not a launch that never came to be', async () => {
  const template = await tinyTemplate((scope) => {
    const bucket = new CfnBucket(scope, 'Bucket');
    expect(retained(bucket)).toBe(bucket);
  });

  template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});
