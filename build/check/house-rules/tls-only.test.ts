import { foundIn } from './found.fixture.ts';
import { tlsOnly } from './tls-only.ts';

const denial = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: 'x',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const bucketWith = (statement: object, Bucket: unknown = { Ref: 'Bucket' }) => ({
  Bucket: { Type: 'AWS::S3::Bucket' },
  Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket, PolicyDocument: { Statement: [statement] } } },
});

test('accepts a bucket that is read and written by TLS only', () => {
  expect(foundIn(tlsOnly, bucketWith(denial))).toEqual([]);
  expect(
    foundIn(
      tlsOnly,
      bucketWith({
        ...denial,
        Principal: { AWS: '*' },
        Action: ['*'],
        Condition: { Bool: { 'aws:SecureTransport': false } },
      }),
    ),
  ).toEqual([]);
});

test.each([
  [{ ...denial, Effect: 'Allow' }],
  [{ ...denial, Principal: { AWS: 'somebody' } }],
  [{ ...denial, Action: 's3:GetObject' }],
  [{ ...denial, Condition: undefined }],
  [{ ...denial, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
])('finds a bucket whose policy is %j', (statement) => {
  expect(foundIn(tlsOnly, bucketWith(statement))).toEqual(['Resources/Bucket']);
});

test('finds a bucket without a policy of its own', () => {
  expect(foundIn(tlsOnly, { Bucket: { Type: 'AWS::S3::Bucket' } })).toEqual(['Resources/Bucket']);
  expect(foundIn(tlsOnly, bucketWith(denial, { Ref: 'Other' }))).toEqual(['Resources/Bucket']);
});
