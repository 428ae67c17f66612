import { Match } from 'aws-cdk-lib/assertions';
import { CfnCondition, CfnOutput, Fn } from 'aws-cdk-lib/core';
import { tinyTemplate } from '#test/kit/tiny-product.ts';
import type { ProductBucketProps } from './bucket.ts';
import { encryptedWith, ProductBucket, tlsOnly } from './bucket.ts';

const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/a';
const props: ProductBucketProps = { keyArn, accessLogs: { bucketName: 'logs', prefix: 'data/' } };

function bucketTemplate(change: Partial<ProductBucketProps> = {}) {
  return tinyTemplate((scope) => {
    const bucket = new ProductBucket(scope, 'Data', { ...props, ...change });
    new CfnOutput(scope, 'Name', { value: bucket.name });
    new CfnOutput(scope, 'Arn', { value: bucket.arn });
  });
}

test('a bucket is encrypted, versioned, private, logged, on EventBridge, and outlives the launch', async () => {
  const template = await bucketTemplate();

  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BucketName: Match.absent(),
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
          },
        ],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LoggingConfiguration: { DestinationBucketName: 'logs', LogFilePrefix: 'data/' },
      LifecycleConfiguration: {
        Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
      },
    },
  });
});

test('no function comes with it', async () => {
  const template = await bucketTemplate();

  template.resourceCountIs('AWS::Lambda::Function', 0);
  template.resourceCountIs('Custom::S3BucketNotifications', 0);
});

test('name and lifecycle are what the product needs', async () => {
  const rule = { id: 'Old', status: 'Enabled', expirationInDays: 30 };
  const template = await bucketTemplate({ bucketName: 'a-name', lifecycleRules: [rule] });

  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketName: 'a-name',
    LifecycleConfiguration: { Rules: [{ Id: 'AbandonedUploads' }, { Id: 'Old', ExpirationInDays: 30 }] },
  });
});

test('the policy is retained with the bucket, and begins with what holds for all', async () => {
  const own = { Sid: 'Own', Effect: 'Allow', Principal: '*', Action: 's3:GetObject' } as const;
  const template = await bucketTemplate({ statements: (arn) => [{ ...own, Resource: `${arn}/*` }] });
  const [bucket] = Object.keys(template.findResources('AWS::S3::Bucket'));
  const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));

  template.hasResource('AWS::S3::BucketPolicy', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { Bucket: { Ref: bucket } },
  });
  expect(policy?.['Properties'].PolicyDocument.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
    'DenyWithoutTls',
    'DenyOtherEncryption',
    'DenyKeyNotNamed',
    'DenyOtherKey',
    'Own',
  ]);
  expect(policy?.['Properties'].PolicyDocument.Statement[4].Resource).toEqual({
    'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']],
  });
});

test('there may be no bucket', async () => {
  const template = await tinyTemplate((scope) => {
    const condition = new CfnCondition(scope, 'IsWanted', { expression: Fn.conditionEquals('a', 'a') });
    new ProductBucket(scope, 'Data', { ...props, condition });
  });

  template.hasResource('AWS::S3::Bucket', { Condition: 'IsWanted' });
  template.hasResource('AWS::S3::BucketPolicy', { Condition: 'IsWanted' });
});

test('its name and ARN are references', async () => {
  const template = await bucketTemplate();
  const [bucket] = Object.keys(template.findResources('AWS::S3::Bucket'));

  template.hasOutput('Name', { Value: { Ref: bucket } });
  template.hasOutput('Arn', { Value: { 'Fn::GetAtt': [bucket, 'Arn'] } });
});

test('nothing passes without TLS: neither to the bucket nor to its objects', () => {
  expect(tlsOnly('arn:aws:s3:::a', { AWS: 'someone' })).toEqual({
    Sid: 'DenyWithoutTls',
    Effect: 'Deny',
    Principal: { AWS: 'someone' },
    Action: 's3:*',
    Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::a/*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
});

describe('an upload', () => {
  const otherArn = keyArn.replace('key/a', 'key/b');

  test.each<[what: string, headers: Record<string, string>, deniedBy: string[]]>([
    ['that says nothing has the default', {}, []],
    ['with the key', headers('aws:kms', keyArn), []],
    ['with another key', headers('aws:kms', otherArn), ['DenyOtherKey']],
    ['with KMS and no key, for which S3 takes its own', headers('aws:kms'), ['DenyKeyNotNamed']],
    ['with another encryption', headers('AES256'), ['DenyOtherEncryption']],
    ['with two layers of KMS', headers('aws:kms:dsse', keyArn), ['DenyOtherEncryption']],
    ['with another key and nothing else', headers(undefined, otherArn), ['DenyOtherKey']],
  ])('%s', (_, given, deniedBy) => {
    const statements = encryptedWith(keyArn, 'arn:aws:s3:::a');

    expect(statements.filter(({ Condition }) => holds(Condition, given)).map(({ Sid }) => Sid)).toEqual(deniedBy);
    expect(statements.every(({ Effect, Action }) => Effect === 'Deny' && Action === 's3:PutObject')).toBe(true);
  });

  function headers(algorithm?: string, keyId?: string): Record<string, string> {
    return {
      ...(algorithm !== undefined && { 's3:x-amz-server-side-encryption': algorithm }),
      ...(keyId !== undefined && { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyId }),
    };
  }

  type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;

  /** IAM's operators as far as these statements use them: all of them have to hold. */
  function holds(conditions: Conditions, given: Record<string, string>): boolean {
    const operators: Record<string, (value: string | undefined, wanted: unknown) => boolean> = {
      Null: (value, wanted) => (value === undefined) === (wanted === 'true'),
      StringEquals: (value, wanted) => value === wanted,
      // A key that is not there is not equal to anything.
      StringNotEquals: (value, wanted) => value !== wanted,
    };
    return Object.entries(conditions ?? {}).every(([operator, tests]) =>
      Object.entries(tests).every(([key, wanted]) => operators[operator]?.(given[key], wanted) ?? false),
    );
  }
});
