import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DeleteTableCommand, DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { isNamed } from '#lib/handler/aws-errors.ts';
import { stackStatus } from '#lib/handler/stack-status.ts';
import type { Buckets, Keys, ObjectError, ObjectVersion, Scope, Services, Tables } from './ports.ts';

/** The clients of one execution environment; adaptive retries, because disposal sends requests as fast as it may. */
export function realServices(): Services {
  const retry = { maxAttempts: 6, retryMode: 'adaptive' };
  const s3 = new S3Client(retry);
  const dynamodb = new DynamoDBClient(retry);
  const kms = new KMSClient(retry);
  const cloudFormation = new CloudFormationClient(retry);
  return {
    buckets: (scope) => s3Buckets(s3, scope),
    tables: (scope) => dynamodbTables(dynamodb, scope),
    keys: (scope) => kmsKeys(kms, scope),
    stackStatus: (stackId, signal) => stackStatus(cloudFormation, stackId, { signal }),
  };
}

/** Buckets of one account, through the SDK. */
export function s3Buckets(client: S3Client, { account, signal }: Scope): Buckets {
  const to = (bucket: string) => ({ Bucket: bucket, ExpectedBucketOwner: account });
  const options = { abortSignal: signal };
  return {
    versions: async (bucket, from) => {
      // Encoded, because keys may hold characters that XML cannot.
      const input = {
        ...to(bucket),
        EncodingType: 'url',
        KeyMarker: from?.key,
        VersionIdMarker: from?.versionId,
      } as const;
      const page = await client.send(new ListObjectVersionsCommand(input), options);
      const items = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      const next = { key: decoded(page.NextKeyMarker), versionId: page.NextVersionIdMarker };
      return {
        items: items.map((item) => ({ key: decoded(item.Key) ?? '', versionId: item.VersionId ?? 'null' })),
        next: page.IsTruncated === true ? next : undefined,
      };
    },
    deleteVersions: (bucket, versions) => deleteVersions(client, { bucket: to(bucket), versions, options }),
    uploads: async (bucket, from) => {
      const input = {
        ...to(bucket),
        EncodingType: 'url',
        KeyMarker: from?.key,
        UploadIdMarker: from?.uploadId,
      } as const;
      const page = await client.send(new ListMultipartUploadsCommand(input), options);
      const next = { key: decoded(page.NextKeyMarker), uploadId: page.NextUploadIdMarker };
      return {
        items: (page.Uploads ?? []).map((upload) => ({
          key: decoded(upload.Key) ?? '',
          uploadId: upload.UploadId ?? '',
        })),
        next: page.IsTruncated === true ? next : undefined,
      };
    },
    abortUpload: async (bucket, { key, uploadId }) => {
      await client.send(new AbortMultipartUploadCommand({ ...to(bucket), Key: key, UploadId: uploadId }), options);
    },
    deleteBucket: async (bucket) => {
      await client.send(new DeleteBucketCommand(to(bucket)), options);
    },
    expireEverything: async (bucket) => {
      const input = { ...to(bucket), LifecycleConfiguration: { Rules: expiryRules() } };
      await client.send(new PutBucketLifecycleConfigurationCommand(input), options);
    },
    ...bucketTags(client, to, options),
  };
}

type CallOptions = { readonly abortSignal: AbortSignal };
type Target = { readonly Bucket: string; readonly ExpectedBucketOwner: string };

function bucketTags(
  client: S3Client,
  to: (bucket: string) => Target,
  options: CallOptions,
): Pick<Buckets, 'tags' | 'setTags'> {
  return {
    tags: async (bucket) => {
      try {
        const answer = await client.send(new GetBucketTaggingCommand(to(bucket)), options);
        return Object.fromEntries((answer.TagSet ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));
      } catch (error) {
        if (isNamed(error, 'NoSuchTagSet')) return {};
        throw error;
      }
    },
    setTags: async (bucket, tags) => {
      const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await client.send(new PutBucketTaggingCommand({ ...to(bucket), Tagging: { TagSet } }), options);
    },
  };
}

type Deletion = { readonly bucket: Target; readonly versions: readonly ObjectVersion[]; readonly options: CallOptions };

async function deleteVersions(
  client: S3Client,
  { bucket, versions, options }: Deletion,
): Promise<readonly ObjectError[]> {
  const [plain, odd] = [
    versions.filter(({ key }) => !isOutsideXml(key)),
    versions.filter(({ key }) => isOutsideXml(key)),
  ];
  const errors: ObjectError[] = [];
  if (plain.length > 0) {
    const Objects = plain.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    const answer = await client.send(
      new DeleteObjectsCommand({ ...bucket, Delete: { Objects, Quiet: true } }),
      options,
    );
    for (const { Key = '', Code = 'Unknown', Message = '' } of answer.Errors ?? []) {
      errors.push({ key: Key, code: Code, message: Message });
    }
  }
  // A list of keys goes over the wire as XML; these keys can only be written into a URL.
  for (const { key, versionId } of odd) {
    await client.send(new DeleteObjectCommand({ ...bucket, Key: key, VersionId: versionId }), options);
  }
  return errors;
}

/** XML 1.0 has no way to write most control characters. */
function isOutsideXml(key: string): boolean {
  return [...key].some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || code === 0xfffe || code === 0xffff;
  });
}

/** S3 encodes listings like a form: `+` is a space. */
function decoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : decodeURIComponent(text.replaceAll('+', ' '));
}

/** Markers without an object have to be a rule of their own: S3 does not take them together with days. */
function expiryRules() {
  const everything = { Status: 'Enabled', Filter: { Prefix: '' } } as const;
  return [
    {
      ...everything,
      ID: 'factory-disposal',
      Expiration: { Days: 1 },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
    { ...everything, ID: 'factory-disposal-markers', Expiration: { ExpiredObjectDeleteMarker: true } },
  ];
}

/** Tables, through the SDK. */
export function dynamodbTables(client: DynamoDBClient, { signal }: Scope): Tables {
  const options = { abortSignal: signal };
  return {
    state: async (table) => {
      const { Table: found } = await client.send(new DescribeTableCommand({ TableName: table }), options);
      return {
        isProtected: found?.DeletionProtectionEnabled === true,
        isBeingDeleted: found?.TableStatus === 'DELETING',
      };
    },
    unprotect: async (table) => {
      await client.send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: false }), options);
    },
    deleteTable: async (table) => {
      await client.send(new DeleteTableCommand({ TableName: table }), options);
    },
  };
}

/** Keys, through the SDK. */
export function kmsKeys(client: KMSClient, { signal }: Scope): Keys {
  const options = { abortSignal: signal };
  return {
    isPendingDeletion: async (key) => {
      const { KeyMetadata: found } = await client.send(new DescribeKeyCommand({ KeyId: key }), options);
      return found?.KeyState === 'PendingDeletion' || found?.KeyState === 'PendingReplicaDeletion';
    },
    scheduleDeletion: async (key, windowDays) => {
      const command = new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: windowDays });
      return (await client.send(command, options)).DeletionDate;
    },
  };
}
