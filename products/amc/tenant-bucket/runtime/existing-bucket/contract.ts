import type { Json } from '#lib/parameters.ts';

/** One statement of a bucket policy, as IAM writes it. */
export type BucketStatement = {
  readonly Sid: string;
  readonly [element: string]: Json;
};

/** What the template gives the code. */
export type ExistingBucketInput = {
  readonly bucketName: string;
  readonly keyArn: string;
  /** Name of the Systems Manager parameter that holds the {@link AttachmentRecord}. */
  readonly record: string;
  readonly account: string;
  readonly region: string;
  /** Tells this launch's statements from those of others. */
  readonly stackId: string;
  readonly statements: readonly BucketStatement[];
};

/** What was changed at one bucket, so that it can be taken back. */
export type Attachment = {
  readonly bucketName: string;
  /** `attaching` from before the first change until after the last: until then, some of it may not be there. */
  readonly state: 'attaching' | 'attached';
  readonly statementIds: readonly string[];
  /** Whether the bucket's events were switched on by us; if they were on before, they stay on. */
  readonly switchedEventsOn: boolean;
};

/**
 * What this launch has changed, kept in Systems Manager. Several buckets for a while: when one replaces another, the new
 * one is attached before the old one is let go, and a rollback lets the new one go.
 */
export type AttachmentRecord = {
  readonly stackId: string;
  readonly attachments: readonly Attachment[];
};
