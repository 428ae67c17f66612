import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { CfnCondition } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { decide, decisions } from './decisions.ts';
import { retained } from './retained.ts';
import type { ResourceStatement } from './statement.ts';
import { policyOf } from './statement.ts';

export type ProductBucketProps = {
  /**
   * Physical name, only where something outside must know it.
   * @default - made by CloudFormation
   */
  readonly bucketName?: string;
  /** Key that everything in the bucket is encrypted with. */
  readonly keyArn: string;
  /** Statements beyond those that every bucket has. */
  readonly statements?: (bucketArn: string) => readonly ResourceStatement[];
  /** Lifecycle beyond the rule that every bucket has: abandoned uploads go after 7 days. */
  readonly lifecycleRules?: readonly CfnBucket.RuleProperty[];
  /** Where server access logs go. */
  readonly accessLogs: { readonly bucketName: string; readonly prefix: string };
  /**
   * Whether there is a bucket at all.
   * @default - always
   */
  readonly condition?: CfnCondition;
};

/**
 * A bucket for the launcher's data: versioned, encrypted with one key and a bucket key, closed to the public, owned by
 * its account, TLS only, with access logs and with its events on EventBridge.
 */
export class ProductBucket extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ProductBucketProps) {
    super(scope, id);
    const bucket = retained(new CfnBucket(this, 'Bucket', bucketProps(props)));
    const policy = retained(
      new CfnBucketPolicy(this, 'Policy', {
        bucket: bucket.ref,
        policyDocument: policyOf([
          tlsOnly(bucket.attrArn),
          ...encryptedWith(props.keyArn, bucket.attrArn),
          ...(props.statements?.(bucket.attrArn) ?? []),
        ]),
      }),
    );
    if (props.condition !== undefined) {
      bucket.cfnOptions.condition = props.condition;
      policy.cfnOptions.condition = props.condition;
    }
    decide(bucket, decisions.noReplicationByDefault, decisions.noObjectLockByDefault);
    this.name = bucket.ref;
    this.arn = bucket.attrArn;
  }
}

/** What holds for every bucket: old versions are kept, nothing is public, nobody else owns an object. */
export const guarded = {
  versioningConfiguration: { status: 'Enabled' },
  publicAccessBlockConfiguration: {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
};

function bucketProps(props: ProductBucketProps): ConstructorParameters<typeof CfnBucket>[2] {
  return {
    ...(props.bucketName !== undefined && { bucketName: props.bucketName }),
    bucketEncryption: {
      serverSideEncryptionConfiguration: [
        {
          bucketKeyEnabled: true,
          serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.keyArn },
        },
      ],
    },
    ...guarded,
    // On CfnBucket this is the bucket's own setting; the L2 flag would bring a function of another runtime along.
    notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
    loggingConfiguration: {
      destinationBucketName: props.accessLogs.bucketName,
      logFilePrefix: props.accessLogs.prefix,
    },
    lifecycleConfiguration: {
      rules: [
        { id: 'AbandonedUploads', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
        ...(props.lifecycleRules ?? []),
      ],
    },
  };
}

/** Refuses what does not come over TLS. */
export function tlsOnly(bucketArn: string, principal: ResourceStatement['Principal'] = '*'): ResourceStatement {
  return {
    Sid: 'DenyWithoutTls',
    Effect: 'Deny',
    Principal: principal,
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * Refuses objects that ask for another encryption than the bucket's key. Three statements, because an upload that says
 * nothing gets the bucket's default and is right:
 *
 * | header `x-amz-server-side-encryption` | header `…-aws-kms-key-id` | refused by |
 * |---|---|---|
 * | absent | absent | nothing: the bucket's default applies |
 * | `aws:kms` | the key | nothing |
 * | `aws:kms` | another key | DenyOtherKey |
 * | `aws:kms` | absent (S3 then takes the account's `aws/s3`) | DenyKeyNotNamed |
 * | `AES256`, `aws:kms:dsse` | any | DenyOtherEncryption |
 */
export function encryptedWith(
  keyArn: string,
  bucketArn: string,
  principal: ResourceStatement['Principal'] = '*',
): ResourceStatement[] {
  const deny = (Sid: string, Condition: ResourceStatement['Condition']): ResourceStatement => ({
    Sid,
    Effect: 'Deny',
    Principal: principal,
    Action: 's3:PutObject',
    Resource: `${bucketArn}/*`,
    Condition,
  });
  return [
    deny('DenyOtherEncryption', { Null: { [algorithm]: 'false' }, StringNotEquals: { [algorithm]: 'aws:kms' } }),
    deny('DenyKeyNotNamed', { StringEquals: { [algorithm]: 'aws:kms' }, Null: { [keyId]: 'true' } }),
    deny('DenyOtherKey', { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: keyArn } }),
  ];
}

const algorithm = 's3:x-amz-server-side-encryption';
const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
