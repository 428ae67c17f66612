import { Match, Template } from 'aws-cdk-lib/assertions';
import { synthesized } from '#test/kit/synthesized.ts';
import { tenantBucket } from '../product.ts';

let template: Template;

beforeAll(async () => {
  template = Template.fromJSON(await synthesized(tenantBucket));
});

/** The one resource of a type whose logical id begins so. */
function only(type: string, prefix: string): Record<string, unknown> {
  const found = Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(prefix));
  expect(found.map(([id]) => id)).toHaveLength(1);
  return found[0]?.[1] ?? {};
}

const amc = {
  AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AmcUploadAccountId' }, ':root']] },
};

/** The statements of the policy of the tenant's own bucket, by id. */
function statements(): Record<string, Record<string, unknown>> {
  const policies = template.findResources('AWS::S3::BucketPolicy', { Condition: 'MakesBucket' });
  const [policy] = Object.values(policies);
  return Object.fromEntries(
    policy?.['Properties'].PolicyDocument.Statement.map((statement: { Sid: string }) => [statement.Sid, statement]),
  );
}

test('lets the AMC account upload, and neither read, list, delete nor set ACLs', () => {
  const forAmc = Object.values(statements()).filter(
    ({ Principal }) => JSON.stringify(Principal) === JSON.stringify(amc),
  );

  expect(forAmc).toEqual([
    expect.objectContaining({ Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload'] }),
  ]);
});

test('refuses what does not come over TLS', () => {
  expect(statements()['DenyWithoutTls']).toMatchObject({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
});

test('refuses an upload that asks for another encryption, and admits one that asks for none', () => {
  const algorithm = 's3:x-amz-server-side-encryption';
  const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';

  // Each refusal begins with a header that has to be there: without headers none of them holds.
  expect(statements()['DenyOtherEncryption']?.['Condition']).toEqual({
    Null: { [algorithm]: 'false' },
    StringNotEquals: { [algorithm]: 'aws:kms' },
  });
  expect(statements()['DenyKeyNotNamed']?.['Condition']).toEqual({
    StringEquals: { [algorithm]: 'aws:kms' },
    Null: { [key]: 'true' },
  });
  expect(statements()['DenyOtherKey']?.['Condition']).toMatchObject({ Null: { [key]: 'false' } });
});

test('lets AMC use the key for this bucket through S3 only', () => {
  const { Properties } = only('AWS::KMS::Key', 'Key') as {
    Properties: { KeyPolicy: { Statement: { Sid: string }[] } };
  };
  const statement = Properties.KeyPolicy.Statement.find(({ Sid }) => Sid === 'AllowAmcToEncrypt');

  expect(statement).toMatchObject({
    Principal: amc,
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Condition: {
      StringEquals: {
        'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] },
      },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': expect.any(Array) },
    },
  });
});

test('rotates its own key and hands no grants to others', () => {
  template.hasResourceProperties('AWS::KMS::Key', {
    EnableKeyRotation: true,
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({ Sid: 'DenyGrantsToOthers', Effect: 'Deny', Action: 'kms:CreateGrant' }),
      ]),
    },
  });
});

test('makes a versioned, logged bucket that no public can reach and whose events are on EventBridge', () => {
  template.hasResource('AWS::S3::Bucket', {
    Condition: 'MakesBucket',
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LoggingConfiguration: { DestinationBucketName: Match.anyValue() },
    },
  });
});

test('keeps results for good unless the launcher gives them days', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: {
      Rules: Match.arrayWith([
        {
          Id: 'OldResults',
          Status: { 'Fn::If': ['KeepsResults', 'Disabled', 'Enabled'] },
          ExpirationInDays: { 'Fn::If': ['KeepsResults', 1, { Ref: 'ResultExpirationDays' }] },
        },
      ]),
    },
  });
});

test('has no EventBridge rule: whoever wants the events has one for all buckets', () => {
  template.resourceCountIs('AWS::Events::Rule', 0);
});

test('makes neither bucket nor policy where the launcher brings a bucket', () => {
  template.hasCondition('MakesBucket', { 'Fn::Not': [{ Condition: 'UsesExistingBucket' }] });
  template.allResources('AWS::S3::BucketPolicy', { Condition: Match.stringLikeRegexp('^Makes') });
});

test('gives an existing bucket the same access, and refusals for the AMC account alone', () => {
  const code = only('Custom::PostDeployCode', 'ExistingBucket') as {
    Condition: string;
    Properties: { Input: { statements: { Sid: string; Effect: string; Principal: unknown }[] } };
  };
  const { statements: merged } = code.Properties.Input;

  expect(code.Condition).toBe('UsesExistingBucket');
  expect(merged.map(({ Sid }) => Sid)).toEqual(
    Object.keys(statements()).sort((a, b) => Number(a.startsWith('Deny')) - Number(b.startsWith('Deny'))),
  );
  // Others who use the bucket are not our tenant's concern: a refusal must not hit them.
  expect(merged.filter(({ Effect }) => Effect === 'Deny').map(({ Principal }) => Principal)).toEqual([
    amc,
    amc,
    amc,
    amc,
  ]);
});

test('destroys only what it made', () => {
  template.hasResourceProperties('Custom::DataDisposal', {
    DataRetention: { Ref: 'DataRetention' },
    Buckets: [
      { 'Fn::If': ['MakesBucket', Match.anyValue(), ''] },
      { 'Fn::If': ['MakesAccessLogBucket', Match.anyValue(), ''] },
    ],
    Keys: [{ 'Fn::If': [Match.stringLikeRegexp('^KeyIsOwn'), Match.anyValue(), ''] }],
  });
});

test('records the tenant below its meeting point', () => {
  const names = Object.values(template.findResources('AWS::SSM::Parameter')).map(({ Properties }) =>
    Properties.Name['Fn::Join'][1].at(-1),
  );

  expect(names.sort()).toEqual(
    [
      'bucket-account',
      'bucket-arn',
      'bucket-name',
      'bucket-owner',
      'bucket-region',
      'key-arn',
      'tenant-name',
      'upload-account',
      'version',
    ].map((name) => `/${name}`),
  );
});

test('tells the launcher what stays', () => {
  template.hasOutput('RetainedResources', {
    Value: { 'Fn::If': ['DestroysData', Match.stringLikeRegexp('Nothing stays'), Match.anyValue()] },
  });
});
