import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import type { StackStatus } from '#lib/handler/rollback.ts';
import type { Sleep } from '#lib/handler/sleep.ts';

/** What a bucket tells, and to whom: queues, topics, functions and, if that member is there, EventBridge. */
export type Notifications = Pick<
  NotificationConfiguration,
  'TopicConfigurations' | 'QueueConfigurations' | 'LambdaFunctionConfigurations' | 'EventBridgeConfiguration'
>;

/** The key that a bucket encrypts with by default. */
export type DefaultEncryption = { readonly algorithm: string; readonly key: string | undefined };

/** The four locks against the public, by the names S3 gives them. */
export type PublicAccess = {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
};

/**
 * One bucket. Every call names the account that has to own it, so that a bucket of the same name in other hands is refused
 * by S3 itself. Undefined means that nothing is configured, and nothing else: other failures are thrown.
 */
export type Bucket = {
  /** Where the bucket is; undefined when S3 only says that it is elsewhere. */
  region(): Promise<string | undefined>;
  encryption(): Promise<DefaultEncryption | undefined>;
  ownership(): Promise<string | undefined>;
  publicAccess(): Promise<PublicAccess | undefined>;
  policy(): Promise<string | undefined>;
  putPolicy(text: string): Promise<void>;
  deletePolicy(): Promise<void>;
  notifications(): Promise<Notifications>;
  putNotifications(notifications: Notifications): Promise<void>;
};

/** Parameters in Systems Manager. */
export type ParameterStore = {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  /** A parameter that is gone already is fine. */
  remove(name: string): Promise<void>;
};

/** Which bucket, in whose account, and until when. */
export type BucketScope = { readonly bucketName: string; readonly account: string; readonly signal: AbortSignal };

/** The outside world, replaceable in tests. */
export type World = {
  readonly bucket: (scope: BucketScope) => Bucket;
  readonly parameters: (signal: AbortSignal) => ParameterStore;
  readonly stackStatus: StackStatus;
  readonly sleep: Sleep;
};
