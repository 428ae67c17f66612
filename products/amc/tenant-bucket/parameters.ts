import { conventional, conventionalRules } from '#lib/conventions.ts';
import type { Parameters } from '#lib/parameters.ts';
import type { Rules } from '#lib/rules.ts';

export const parameters = {
  Project: conventional.Project,
  Environment: conventional.Environment,
  TenantId: {
    type: 'string',
    pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    minLength: 2,
    maxLength: 20,
    title: 'Tenant',
    description: 'Short name of the Amazon Marketing Cloud instance this bucket is for. One launch for each tenant.',
    constraintDescription: 'lower-case words and digits joined by single hyphens, beginning with a letter',
  },
  TenantName: {
    type: 'string',
    pattern: '^(|[A-Za-z0-9][A-Za-z0-9 _.&+-]{0,63})$',
    default: '',
    title: 'Tenant name',
    description: 'Name of the advertiser or brand as people say it. Other tools show it. Empty: the short name.',
    constraintDescription: 'up to 64 letters, digits, spaces and _ . & + -, or empty',
  },
  AmcUploadAccountId: {
    type: 'string',
    pattern: '^[0-9]{12}$',
    title: 'AMC upload account',
    description:
      'AWS account that Amazon Marketing Cloud writes results from; AMC shows it as the data upload account. Only it may upload.',
    constraintDescription: 'a 12-digit account number',
  },
  ExistingBucketName: {
    type: 'string',
    pattern: '^(|[a-z0-9][a-z0-9-]{1,61}[a-z0-9])$',
    default: '',
    title: 'Existing bucket',
    description:
      'Bucket in this account and region that already receives the results. Its policy gets statements added, nothing is replaced, and they are taken out again on termination. Empty: the product makes a bucket. Cannot be changed later.',
    constraintDescription: 'the name of a bucket of 3 to 63 lower-case letters, digits and hyphens, or empty',
  },
  ResultExpirationDays: {
    type: 'integer',
    minimum: 0,
    maximum: 3650,
    default: 0,
    title: 'Days until results are deleted',
    description: 'Results older than this are deleted from the bucket the product makes. 0: results stay.',
  },
  RestoreDays: {
    type: 'integer',
    minimum: 1,
    maximum: 365,
    default: 30,
    title: 'Days to restore',
    description: 'How long an overwritten or deleted result can still be restored in the bucket the product makes.',
  },
  AccessLogBucketName: {
    type: 'string',
    pattern: '^(|[a-z0-9][a-z0-9-]{1,61}[a-z0-9])$',
    default: '',
    title: 'Access log bucket',
    description:
      'Bucket of this account and region that takes the access logs of the bucket the product makes; it has to let logging.s3.amazonaws.com write. Empty: the product makes one.',
    constraintDescription: 'the name of a bucket of 3 to 63 lower-case letters, digits and hyphens, or empty',
  },
  ReaderAccountIds: {
    type: 'array',
    items: { type: 'string', pattern: '^[0-9]{12}$' },
    maxItems: 10,
    uniqueItems: true,
    default: [],
    title: 'Accounts that may read',
    description:
      'Other AWS accounts whose roles may read the results, for example the account of your data lake. Empty: this account only.',
    constraintDescription: '12-digit account numbers',
  },
  KmsKeyArn: conventional.KmsKeyArn,
  PermissionsBoundaryArn: conventional.PermissionsBoundaryArn,
  DataRetention: conventional.DataRetention,
  LogRetentionDays: conventional.LogRetentionDays,
} as const satisfies Parameters;

const existing = { properties: { ExistingBucketName: { minLength: 1 } } } as const;

export const rules = {
  ...conventionalRules,
  ExistingBucketHasItsKey: {
    description: 'an existing bucket comes with the KMS key it is encrypted with: give KmsKeyArn',
    if: existing,
    then: { properties: { KmsKeyArn: { minLength: 1 } } },
  },
  ExistingBucketIsNotDestroyed: {
    description: 'an existing bucket is never destroyed',
    if: existing,
    then: { properties: { DataRetention: { const: 'retain' } } },
  },
  ExistingBucketKeepsItsLifecycle: {
    description: 'an existing bucket keeps its own lifecycle',
    if: existing,
    then: { properties: { ResultExpirationDays: { const: 0 } } },
  },
  ExistingBucketKeepsItsLogs: {
    description: 'an existing bucket keeps its own access logs',
    if: existing,
    then: { properties: { AccessLogBucketName: { maxLength: 0 } } },
  },
} as const satisfies Rules<typeof parameters>;
