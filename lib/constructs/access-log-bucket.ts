import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Aws, type CfnCondition } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { guarded, tlsOnly } from './bucket.ts';
import { decide, decisions } from './decisions.ts';
import { retained } from './retained.ts';
import type { ResourceStatement } from './statement.ts';
import { policyOf } from './statement.ts';

export type AccessLogBucketProps = {
  /** Days until a log is deleted. */
  readonly expirationDays: number;
  /**
   * Whether there is a bucket at all.
   * @default - always
   */
  readonly condition?: CfnCondition;
};

/** A bucket that S3 delivers server access logs of this account's buckets to. */
export class AccessLogBucket extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const bucket = retained(
      new CfnBucket(this, 'Bucket', {
        // Delivery of access logs does not work into a bucket with a KMS default.
        bucketEncryption: {
          serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
        },
        ...guarded,
        lifecycleConfiguration: {
          rules: [
            {
              id: 'OldLogs',
              status: 'Enabled',
              expirationInDays: props.expirationDays,
              noncurrentVersionExpiration: { noncurrentDays: 1 },
              abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            },
          ],
        },
      }),
    );
    const policy = retained(
      new CfnBucketPolicy(this, 'Policy', {
        bucket: bucket.ref,
        policyDocument: policyOf([tlsOnly(bucket.attrArn), delivery(bucket.attrArn)]),
      }),
    );
    if (props.condition !== undefined) {
      bucket.cfnOptions.condition = props.condition;
      policy.cfnOptions.condition = props.condition;
    }
    decide(
      bucket,
      decisions.logBucketHasNoLogs,
      decisions.logBucketWithServiceEncryption,
      decisions.logBucketHasNoEvents,
      decisions.noReplicationByDefault,
      decisions.noObjectLockByDefault,
    );
    this.name = bucket.ref;
    this.arn = bucket.attrArn;
  }
}

/** The logging service may write, for buckets of this account only. */
function delivery(bucketArn: string): ResourceStatement {
  return {
    Sid: 'AllowLogDelivery',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${bucketArn}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  };
}
