/** One statement of a bucket policy, as IAM writes it. */
export type BucketStatement = {
  readonly Sid?: string;
  readonly [element: string]: unknown;
};

/** What the template gives the code. */
export type ExistingBucketInput = {
  readonly bucketName: string;
  readonly keyArn: string;
  /** Name of the Systems Manager parameter that holds the {@link Attachment}. */
  readonly record: string;
  readonly account: string;
  readonly region: string;
  /** Tells this launch's statements from those of others. */
  readonly stackId: string;
  readonly statements: readonly BucketStatement[];
};

/** What was changed at the bucket, so that it can be taken back: kept in Systems Manager. */
export type Attachment = {
  readonly bucketName: string;
  readonly statementIds: readonly string[];
  /** Whether the bucket's events were switched on by us; if they were on before, they stay on. */
  readonly switchedEventsOn: boolean;
};
