import { join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Aws, Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from '#lib/constructs/decisions.ts';
import { HandledResource } from '#lib/constructs/handled-resource.ts';
import type { DataDisposalProperties } from './contract.ts';

/** Something with the launcher's data in it, and its ARN for the permission to delete it. */
export type DisposableTarget = {
  /** Name or key id. May turn out empty at launch: then there is nothing to dispose of. */
  readonly id: string;
  readonly arn: string;
};

export type DataDisposalProps = {
  /** @default - none */
  readonly buckets?: readonly DisposableTarget[];
  /** @default - none */
  readonly tables?: readonly DisposableTarget[];
  /** Keys are scheduled for deletion after what they encrypt is gone. @default - none */
  readonly keys?: readonly DisposableTarget[];
};

/**
 * Carries out `DataRetention=destroy` when the product is terminated: empties and deletes what CloudFormation was told to
 * retain. Does so only while the stack itself is being deleted; a replaced bucket or a failed launch is left alone.
 */
export class DataDisposal extends HandledResource {
  constructor(scope: Construct, id: string, props: DataDisposalProps) {
    const { buckets = [], tables = [], keys = [] } = props;
    super(scope, id, {
      type: 'DataDisposal',
      serviceTimeoutSeconds: 960,
      function: {
        description: 'Deletes the data of this launch when it is terminated with DataRetention=destroy',
        entry: join(import.meta.dirname, 'entry.ts'),
        timeoutSeconds: 900,
        memoryMiB: 512,
        statements: [
          new PolicyStatement({
            sid: 'ReadOwnStatus',
            actions: ['cloudformation:DescribeStacks'],
            resources: [Aws.STACK_ID],
          }),
          ...bucketStatements(buckets.map(({ arn }) => arn)),
          ...statement(
            'DeleteTables',
            ['dynamodb:DescribeTable', 'dynamodb:UpdateTable', 'dynamodb:DeleteTable'],
            tables.map(({ arn }) => arn),
          ),
          ...statement(
            'ScheduleKeyDeletion',
            ['kms:DescribeKey', 'kms:ScheduleKeyDeletion'],
            keys.map(({ arn }) => arn),
          ),
        ],
      },
      properties: {
        DataRetention: Fn.ref('DataRetention'),
        Buckets: buckets.map((target) => target.id),
        Tables: tables.map((target) => target.id),
        Keys: keys.map((target) => target.id),
      } satisfies DataDisposalProperties,
    });
    if (buckets.length === 0) return;
    acknowledge(this.function.role, {
      rule: 'AwsSolutions-IAM5',
      reason:
        'The function empties whole buckets, named one by one in the policy: which objects are in them, nobody knows beforehand.',
    });
  }
}

function bucketStatements(arns: readonly string[]): PolicyStatement[] {
  return [
    ...statement(
      'EmptyBuckets',
      [
        's3:ListBucketVersions',
        's3:ListBucketMultipartUploads',
        's3:DeleteBucket',
        's3:PutLifecycleConfiguration',
        's3:GetBucketTagging',
        's3:PutBucketTagging',
      ],
      arns,
    ),
    ...statement(
      'DeleteObjects',
      ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'],
      arns.map((arn) => `${arn}/*`),
    ),
  ];
}

function statement(sid: string, actions: readonly string[], resources: readonly string[]): PolicyStatement[] {
  return resources.length === 0 ? [] : [new PolicyStatement({ sid, actions: [...actions], resources: [...resources] })];
}
