import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnCondition } from 'aws-cdk-lib/core';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PostDeployCode } from '#custom-resources/post-deploy-code/index.ts';
import type { ResourceStatement } from '#lib/constructs/statement.ts';
import type { ExistingBucketInput } from './runtime/existing-bucket/contract.ts';

export type ExistingBucketProps = {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Key that the bucket has to encrypt with by default. */
  readonly keyArn: string;
  /** Name of the Systems Manager parameter that records what was changed, so that it can be taken back. */
  readonly record: string;
  /** What is added to the bucket's policy, statement by statement. */
  readonly statements: readonly ResourceStatement[];
  readonly onlyIf: CfnCondition;
};

/** Fits a bucket that is already there to its tenant, without replacing anything of it, and takes that back on termination. */
export class ExistingBucket extends Construct {
  constructor(scope: Construct, id: string, props: ExistingBucketProps) {
    super(scope, id);
    const { bucketArn, bucketName, keyArn, record } = props;
    const code = new PostDeployCode(this, 'Code', {
      description: 'Adds the statements of this tenant to the policy of an existing bucket, and takes them out again',
      entry: 'runtime/existing-bucket/handler.ts',
      timeoutSeconds: 120,
      runOn: 'when-changed',
      onDelete: 'run',
      input: {
        bucketName,
        keyArn,
        record,
        account: Aws.ACCOUNT_ID,
        region: Aws.REGION,
        stackId: Aws.STACK_ID,
        statements: props.statements,
      } satisfies Record<keyof ExistingBucketInput, unknown>,
      statements: [
        new PolicyStatement({
          sid: 'ReadBucket',
          actions: [
            's3:GetBucketLocation',
            's3:GetEncryptionConfiguration',
            's3:GetBucketOwnershipControls',
            's3:GetBucketPublicAccessBlock',
          ],
          resources: [bucketArn],
        }),
        new PolicyStatement({
          sid: 'MergePolicyAndEvents',
          actions: [
            's3:GetBucketPolicy',
            's3:PutBucketPolicy',
            's3:DeleteBucketPolicy',
            's3:GetBucketNotification',
            's3:PutBucketNotification',
          ],
          resources: [bucketArn],
        }),
        new PolicyStatement({
          sid: 'KeepRecord',
          actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
          resources: [`arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter${record}`],
        }),
        // A bucket that is refused in an update is let through in a rollback.
        new PolicyStatement({
          sid: 'ReadOwnStatus',
          actions: ['cloudformation:DescribeStacks'],
          resources: [Aws.STACK_ID],
        }),
      ],
    });
    code.onlyIf(props.onlyIf);
  }
}
