import { Match } from 'aws-cdk-lib/assertions';
import { CfnCondition, Fn } from 'aws-cdk-lib/core';
import { tinyTemplate } from '#test/kit/tiny-product.ts';
import { AccessLogBucket } from './access-log-bucket.ts';
import { acknowledgementsIn } from './decisions.ts';

const logs = () => tinyTemplate((scope) => new AccessLogBucket(scope, 'Logs', { expirationDays: 400 }));

test('S3 can deliver into it: it has the encryption of S3 and lets the logging service of this account write', async () => {
  const template = await logs();
  const [bucket] = Object.keys(template.findResources('AWS::S3::Bucket'));

  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    LoggingConfiguration: Match.absent(),
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: [
        { Sid: 'DenyWithoutTls', Effect: 'Deny' },
        {
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']] },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
  });
});

test('it is private and versioned, outlives the launch, and logs go after the days that are given', async () => {
  const template = await logs();

  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LifecycleConfiguration: {
        Rules: [
          {
            Status: 'Enabled',
            ExpirationInDays: 400,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    },
  });
});

test('there may be none', async () => {
  const template = await tinyTemplate((scope) => {
    const condition = new CfnCondition(scope, 'IsWanted', { expression: Fn.conditionEquals('a', 'a') });
    new AccessLogBucket(scope, 'Logs', { expirationDays: 1, condition });
  });

  template.hasResource('AWS::S3::Bucket', { Condition: 'IsWanted' });
  template.hasResource('AWS::S3::BucketPolicy', { Condition: 'IsWanted' });
});

test('the house decisions about log buckets are answered for', async () => {
  let decided: string[] = [];
  await tinyTemplate((scope) => {
    new AccessLogBucket(scope, 'Logs', { expirationDays: 1 });
    decided = [...new Set(acknowledgementsIn(scope).flatMap(({ decision }) => decision ?? []))];
  });

  expect(decided).toEqual(
    expect.arrayContaining([
      'log-bucket-has-no-logs',
      'log-bucket-with-service-encryption',
      'log-bucket-has-no-events',
    ]),
  );
});
