import type { ConditionContext } from '../../../core/access.ts';
import type { DecisionCase } from './case.fixture.ts';
import {
  allow,
  bucket,
  decrypt,
  deniedBy,
  deny,
  grantTo,
  guarded,
  key,
  noIdentity,
  noResource,
  object,
  other,
  own,
  policy,
  strangerRoot,
  user,
} from './case.fixture.ts';

const ownKey = key;
/** The statements of the tenant bucket's policy: encryption, TLS, the account that uploads. */
const tenantBucket = [
  deny('s3:*', [bucket, `${bucket}/*`], {
    Sid: 'DenyWithoutTls',
    Principal: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }),
  deny('s3:PutObject', `${bucket}/*`, {
    Sid: 'DenyOtherEncryption',
    Principal: '*',
    Condition: {
      Null: { 's3:x-amz-server-side-encryption': 'false' },
      StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
    },
  }),
  deny('s3:PutObject', `${bucket}/*`, {
    Sid: 'DenyKeyNotNamed',
    Principal: '*',
    Condition: {
      StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
      Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true' },
    },
  }),
  deny('s3:PutObject', `${bucket}/*`, {
    Sid: 'DenyOtherKey',
    Principal: '*',
    Condition: {
      Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'false' },
      StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': ownKey },
    },
  }),
  grantTo({ AWS: `arn:aws:iam::${other}:root` }, 's3:PutObject', `${bucket}/*`),
];
const put = { action: 's3:PutObject', resource: object, owner: own };
const sse = (algorithm?: string, keyId?: string): ConditionContext => ({
  'aws:SecureTransport': 'true',
  's3:x-amz-server-side-encryption': algorithm,
  's3:x-amz-server-side-encryption-aws-kms-key-id': keyId,
});
const upload = (name: string, context: ConditionContext, expected: string): DecisionCase => ({
  name: `tenant bucket: ${name}`,
  caller: strangerRoot,
  need: guarded(put, ...tenantBucket),
  context,
  expected,
});

const passRole = (service: string) => ({
  action: 'iam:PassRole',
  resource: `arn:aws:iam::${own}:role/factory/worker`,
  owner: own,
  context: { 'iam:PassedToService': service },
});
const boundary = `arn:aws:iam::${own}:policy/boundary`;
const mayCreate = policy(
  allow('iam:CreateRole', `arn:aws:iam::${own}:role/factory/*`, {
    Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
  }),
  allow('iam:PassRole', `arn:aws:iam::${own}:role/factory/*`, {
    Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  }),
);
const createRole = (name: string, context: ConditionContext) => ({
  action: 'iam:CreateRole',
  resource: `arn:aws:iam::${own}:role/${name}`,
  owner: own,
  context,
});
const bucketKey = allow(['kms:GenerateDataKey', 'kms:Decrypt'], '*', {
  Principal: { AWS: other },
  Condition: {
    StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': `${bucket}*` },
  },
});
const via = { 'kms:ViaService': 's3.eu-central-1.amazonaws.com', 'kms:EncryptionContext:aws:s3:arn': bucket };

/** What our products and their launch roles rely on. */
export const products: readonly DecisionCase[] = [
  upload('no header: the bucket’s default encrypts', sse(), 'allowed'),
  upload('the right key', sse('aws:kms', ownKey), 'allowed'),
  upload('KMS without a key', sse('aws:kms'), deniedBy('a resource-based policy')),
  upload('another key', sse('aws:kms', `${ownKey}ff`), deniedBy('a resource-based policy')),
  upload('another encryption', sse('AES256'), deniedBy('a resource-based policy')),
  upload('without TLS', { ...sse(), 'aws:SecureTransport': 'false' }, deniedBy('a resource-based policy')),
  {
    name: 'tenant bucket: reading was not granted',
    caller: strangerRoot,
    need: guarded({ ...put, action: 's3:GetObject' }, ...tenantBucket),
    context: sse(),
    expected: noResource(),
  },
  {
    name: 'tenant bucket: an account that nobody named',
    caller: { ...strangerRoot, account: '999999999999', arn: 'arn:aws:iam::999999999999:root' },
    need: guarded(put, ...tenantBucket),
    context: sse(),
    expected: noResource('s3:PutObject'),
  },
  {
    name: 'tenant bucket: a user of its account may, by identity',
    caller: user,
    need: guarded(put, ...tenantBucket),
    context: sse(),
    identity: [policy(allow('s3:*'))],
    expected: 'allowed',
  },
  {
    name: 'tenant key: the uploading account through S3',
    caller: strangerRoot,
    need: { ...guarded(decrypt, bucketKey), context: via },
    expected: 'allowed',
  },
  {
    name: 'tenant key: the uploading account itself',
    caller: strangerRoot,
    need: guarded(decrypt, bucketKey),
    expected: noResource('kms:Decrypt'),
  },
  {
    name: 'tenant key: through S3 for another bucket',
    caller: strangerRoot,
    need: {
      ...guarded(decrypt, bucketKey),
      context: { ...via, 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::elsewhere' },
    },
    expected: noResource('kms:Decrypt'),
  },
  {
    name: 'a grant for a service’s own use',
    caller: user,
    need: {
      ...guarded(
        { ...decrypt, action: 'kms:CreateGrant' },
        grantTo({ AWS: own }, 'kms:*', '*'),
        deny('kms:CreateGrant', '*', {
          Principal: '*',
          Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } },
        }),
      ),
      context: { 'kms:GrantIsForAWSResource': 'true' },
    },
    identity: [policy(allow('kms:*'))],
    expected: 'allowed',
  },
  {
    name: 'a grant for oneself',
    caller: user,
    need: {
      ...guarded(
        { ...decrypt, action: 'kms:CreateGrant' },
        grantTo({ AWS: own }, 'kms:*', '*'),
        deny('kms:CreateGrant', '*', {
          Principal: '*',
          Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } },
        }),
      ),
      context: { 'kms:GrantIsForAWSResource': 'false' },
    },
    identity: [policy(allow('kms:*'))],
    expected: deniedBy('a resource-based policy'),
  },
  {
    name: 'passing a role to the service that is named',
    caller: user,
    need: passRole('lambda.amazonaws.com'),
    identity: [mayCreate],
    expected: 'allowed',
  },
  {
    name: 'passing a role to another service',
    caller: user,
    need: passRole('ec2.amazonaws.com'),
    identity: [mayCreate],
    expected: noIdentity('iam:PassRole'),
  },
  {
    name: 'creating a role with the boundary',
    caller: user,
    need: createRole('factory/x', { 'iam:PermissionsBoundary': boundary }),
    identity: [mayCreate],
    expected: 'allowed',
  },
  {
    name: 'creating a role without a boundary',
    caller: user,
    need: createRole('factory/x', {}),
    identity: [mayCreate],
    expected: noIdentity('iam:CreateRole'),
  },
  {
    name: 'creating a role with another boundary',
    caller: user,
    need: createRole('factory/x', { 'iam:PermissionsBoundary': `${boundary}-2` }),
    identity: [mayCreate],
    expected: noIdentity('iam:CreateRole'),
  },
  {
    name: 'creating a role in another path',
    caller: user,
    need: createRole('x', { 'iam:PermissionsBoundary': boundary }),
    identity: [mayCreate],
    expected: noIdentity('iam:CreateRole'),
  },
  {
    name: 'reading a template as Service Catalog tags it',
    caller: user,
    need: {
      action: 's3:GetObject',
      resource: object,
      owner: own,
      context: { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' },
    },
    identity: [
      policy(
        allow('s3:GetObject', '*', {
          Condition: { StringEquals: { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' } },
        }),
      ),
    ],
    expected: 'allowed',
  },
  {
    name: 'reading anything else',
    caller: user,
    need: { action: 's3:GetObject', resource: object, owner: own },
    identity: [
      policy(
        allow('s3:GetObject', '*', {
          Condition: { StringEquals: { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' } },
        }),
      ),
    ],
    expected: noIdentity(),
  },
];
