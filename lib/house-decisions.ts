/**
 * A house decision: one control, what each rule pack and engine calls it, and the one reason we give everywhere.
 *
 * Constructs apply them with `decide()`; a product that needs another answer acknowledges beside its resource.
 */
export type Decision = {
  readonly id: string;
  /** Rule ids as the packs spell them. A rule that reports details is named whole: `AwsSolutions-IAM5[Resource::*]`. */
  readonly rules: readonly [string, ...string[]];
  readonly reason: string;
};

/**
 * Every house decision: one control, its rule ids in all packs, one reason. Applied by the shared constructs; the
 * generated findings page lists them. A rule id that no template needs any more fails a contract test.
 */
export const decisions = {
  functionsOutsideVpc: {
    id: 'functions-outside-vpc',
    rules: [
      'CT.LAMBDA.PR.3',
      'HIPAA.Security-LambdaInsideVPC',
      'NIST.800.53.R4-LambdaInsideVPC',
      'NIST.800.53.R5-LambdaInsideVPC',
      'PCI.DSS.321-LambdaInsideVPC',
    ],
    reason:
      'Our functions call AWS APIs over TLS and nothing inside a network. In a VPC they would need an endpoint for each service or a NAT gateway, and would gain no protection that their role does not give.',
  },
  noReservedConcurrency: {
    id: 'no-reserved-concurrency',
    rules: ['HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency'],
    reason:
      'Reserved concurrency is taken from the executions that an account shares, at every launch: a few dozen launches could starve the account. Queues and limits of state machines hold the load down instead.',
  },
  customResourcesAnswerThemselves: {
    id: 'custom-resources-answer-themselves',
    rules: ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ'],
    reason:
      'CloudFormation waits for the answer of this function, and an answer that stays away fails the stack after ServiceTimeout, where everybody sees it. A dead-letter queue would only keep the presigned URL that allows answering.',
  },
  actionsWithoutResources: {
    id: 'actions-without-resources',
    rules: ['AwsSolutions-IAM5[Resource::*]', 'factory-iam-wildcard[Resource::*]'],
    reason:
      'The X-Ray actions that send traces and read sampling rules, and the actions by which Step Functions has its log delivered, know no resources: AWS accepts them on * only.',
  },
  logsWithServiceEncryption: {
    id: 'logs-with-service-encryption',
    rules: [
      'CT.CLOUDWATCH.PR.3',
      'HIPAA.Security-CloudWatchLogGroupEncrypted',
      'NIST.800.53.R4-CloudWatchLogGroupEncrypted',
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
      'PCI.DSS.321-CloudWatchLogGroupEncrypted',
    ],
    reason:
      'Our logs hold decisions and ids, never data or secrets, and CloudWatch Logs encrypts them with its own key. A customer key would have to exist before the check that runs before everything, and every existing key would need a statement for the logs service.',
  },
  launcherPicksLogRetention: {
    id: 'launcher-picks-log-retention',
    rules: ['CT.CLOUDWATCH.PR.2'],
    reason:
      'How long logs are kept is the parameter LogRetentionDays, from a day to ten years: a team that has to keep them for a year or more picks so, others do not pay for it.',
  },
  optionalBoundary: {
    id: 'optional-boundary',
    rules: ['W1030'],
    reason:
      'PermissionsBoundaryArn is empty by default and the role then has no boundary at all (Fn::If with AWS::NoValue): the empty text never reaches IAM. The hub requires the parameter where it offers the product.',
  },
  noReplicationByDefault: {
    id: 'no-replication-by-default',
    rules: [
      'HIPAA.Security-S3BucketReplicationEnabled',
      'NIST.800.53.R4-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ],
    reason:
      'Objects are versioned and kept on eleven nines in at least three zones. A copy in another region is a question of cost and of where personal data may be, which a team settles with S3 replication on its own bucket.',
  },
  noObjectLockByDefault: {
    id: 'no-object-lock-by-default',
    rules: ['CT.S3.PR.9', 'NIST.800.53.R4-S3BucketDefaultLockEnabled'],
    reason:
      'Object Lock keeps personal data from being deleted when the law asks for its deletion, and cannot be switched off again. Versions and the retention of the bucket guard against mistakes.',
  },
  logBucketHasNoLogs: {
    id: 'log-bucket-has-no-logs',
    rules: ['CT.S3.PR.2'],
    reason:
      'This is the bucket that access logs go to. Logging access to it into itself would make a log entry for each log entry, without end.',
  },
  logBucketWithServiceEncryption: {
    id: 'log-bucket-with-service-encryption',
    rules: [
      'CT.S3.PR.10',
      'HIPAA.Security-S3DefaultEncryptionKMS',
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'PCI.DSS.321-S3DefaultEncryptionKMS',
    ],
    reason:
      'S3 delivers server access logs only to buckets that encrypt with its own keys (SSE-S3); with a KMS default the logs would silently stay away.',
  },
  logBucketHasNoEvents: {
    id: 'log-bucket-has-no-events',
    rules: ['CT.S3.PR.4'],
    reason:
      'Nobody acts on the arrival of an access log; an event for each of them would only cost whoever watches the default event bus.',
  },
  noBackupPlanByDefault: {
    id: 'no-backup-plan-by-default',
    rules: [
      'HIPAA.Security-DynamoDBInBackupPlan',
      'NIST.800.53.R4-DynamoDBInBackupPlan',
      'NIST.800.53.R5-DynamoDBInBackupPlan',
    ],
    reason:
      'The table can be restored to any second of the last 35 days and is retained when its stack goes. Backup plans are a matter of the account: they select tables by tag, and ours are tagged.',
  },
} as const satisfies { readonly [name: string]: Decision };
