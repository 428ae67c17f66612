import type { PostDeployRequest } from '#custom-resources/post-deploy-code/handler.ts';
import { createLogger } from '#lib/handler/logger.ts';
import { createRedactor } from '#lib/handler/redact.ts';
import { createSecrets } from '#lib/handler/secrets.ts';
import { existingBucketCode } from '#products/amc/tenant-bucket/runtime/existing-bucket/attachment.ts';
import type {
  AttachmentRecord,
  BucketStatement,
  ExistingBucketInput,
} from '#products/amc/tenant-bucket/runtime/existing-bucket/contract.ts';
import { prefixFor } from '#products/amc/tenant-bucket/runtime/existing-bucket/merge-policy.ts';
import type { Notifications } from '#products/amc/tenant-bucket/runtime/existing-bucket/ports.ts';
import { asStored, type BucketWorld, type OldBucket } from './existing-bucket-world.ts';

/** The account of the launch and of its bucket. */
export const ACCOUNT = '111122223333';
/** The stack of the launch. */
export const STACK = `arn:aws:cloudformation:eu-central-1:${ACCOUNT}:stack/one/1`;
/** The key that the bucket has to encrypt with. */
export const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
/** Where the launch keeps what it has changed. */
export const RECORD = '/factory/dev/demo/amc/tenant-bucket/acme/existing-bucket';
/** How the ids of the launch's statements begin. */
export const PREFIX = prefixFor(STACK);

/** A statement that was there before, and the policy it stands in. */
export const foreign = {
  Sid: 'Backup',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::777788889999:role/backup' },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::results/*',
};
export const foreignPolicy = asStored(JSON.stringify({ Version: '2008-10-17', Id: 'Old', Statement: [foreign] }));

/** Who was told about objects before. */
export const targets: Notifications = {
  QueueConfigurations: [{ Id: 'q', QueueArn: `arn:aws:sqs:eu-central-1:${ACCOUNT}:q`, Events: ['s3:ObjectCreated:*'] }],
  TopicConfigurations: [{ Id: 't', TopicArn: `arn:aws:sns:eu-central-1:${ACCOUNT}:t`, Events: ['s3:ObjectRemoved:*'] }],
  LambdaFunctionConfigurations: [
    {
      Id: 'f',
      LambdaFunctionArn: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:f`,
      Events: ['s3:ObjectCreated:Put'],
      Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'in/' }] } },
    },
  ],
};

/** A bucket that fits, with a policy and with targets of its own. */
export function oldBucket(parts: Partial<OldBucket> = {}): OldBucket {
  return {
    owner: ACCOUNT,
    region: 'eu-central-1',
    encryption: { algorithm: 'aws:kms', key: KEY },
    ownership: 'BucketOwnerEnforced',
    publicAccess: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    policy: foreignPolicy,
    notifications: targets,
    ...parts,
  };
}

/** A statement of the template. */
export function statement(Sid: string, more: object = {}): BucketStatement {
  return {
    Sid,
    Effect: 'Allow',
    Principal: { AWS: ['444455556666'] },
    Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
    Resource: 'arn:aws:s3:::results/*',
    ...more,
  };
}

/** What a launch adds, and what its next version adds. */
export const one = [
  statement('AllowAmcUploads'),
  statement('AllowReaders', { Principal: { AWS: ['777788889999', '444455556666'] } }),
];
export const two = [
  statement('AllowAmcUploads', { Action: 's3:PutObject' }),
  statement('DenyWithoutTls', { Effect: 'Deny' }),
];

/** What a request has that is not ordinary; `old` is what differed before an update. */
export type Parts = Partial<ExistingBucketInput> & { readonly old?: Partial<ExistingBucketInput> };

/** The input of an ordinary launch. */
export function inputOf(parts: Partial<ExistingBucketInput>): ExistingBucketInput {
  const where = { account: ACCOUNT, region: 'eu-central-1', stackId: STACK };
  return { bucketName: 'results', keyArn: KEY, record: RECORD, statements: one, ...where, ...parts };
}

/** Runs one request, as post-deploy code does. */
export async function run(world: BucketWorld, type: 'Create' | 'Update' | 'Delete', { old, ...parts }: Parts = {}) {
  const redactor = createRedactor();
  const request: PostDeployRequest<ExistingBucketInput> = {
    type,
    input: inputOf(parts),
    oldInput: type === 'Update' ? inputOf({ ...parts, ...old }) : undefined,
    requestId: 'request-1',
    logger: createLogger({ redactor }),
    signal: new AbortController().signal,
    remainingMs: () => 100_000,
    secrets: createSecrets({ redactor }),
    redact: redactor,
  };
  return existingBucketCode(world).run(request);
}

/** What a bucket looks like. */
export function bucketIn(world: BucketWorld, bucketName = 'results') {
  const { policy, notifications } = world.buckets.get(bucketName) ?? {};
  return { policy, notifications };
}

/** What a bucket and the record look like. */
export function picture(world: BucketWorld, bucketName = 'results') {
  const record: AttachmentRecord = JSON.parse(world.store.get(RECORD) ?? '{}');
  return { ...bucketIn(world, bucketName), record };
}

/** Ids of the statements of a policy, in order. */
export function idsIn(policy: string | undefined): string[] {
  const parsed: { Statement: { Sid: string }[] } = JSON.parse(policy ?? '{"Statement":[]}');
  return parsed.Statement.map(({ Sid }) => Sid);
}

/** The ids under which statements of the launch are in the policy. */
export const ownIds = (statements: readonly BucketStatement[]) => statements.map(({ Sid }) => `${PREFIX}${Sid}`);

/** The ways a bucket may look before. */
export const starts: [string, Partial<OldBucket>][] = [
  ['with a policy and targets', {}],
  ['without a policy', { policy: undefined }],
  ['without targets', { notifications: {} }],
  ['that tells EventBridge', { notifications: { ...targets, EventBridgeConfiguration: {} } }],
  ['with nothing', { policy: undefined, notifications: {} }],
];
