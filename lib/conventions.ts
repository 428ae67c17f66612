import type { Parameters } from './parameters.ts';
import type { AnyRule } from './rules.ts';

/**
 * Parameters that mean the same in every product. A product takes those it uses, by name; a contract test refuses one
 * of these names with another meaning.
 */
export const conventional = {
  Project: {
    type: 'string',
    pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    minLength: 2,
    maxLength: 16,
    title: 'Project',
    description:
      'Short name of your project. It is part of names, tags and paths; changing it later makes new resources and leaves the old data where it is.',
    constraintDescription: 'lower-case words and digits joined by single hyphens, beginning with a letter',
  },
  Environment: {
    type: 'string',
    enum: ['dev', 'test', 'stage', 'prod'],
    default: 'dev',
    title: 'Environment',
    description:
      'Stage of the life cycle that this launch belongs to. Production keeps its data. Changing it later makes new resources and leaves the old data where it is.',
  },
  KmsKeyArn: {
    type: 'string',
    pattern: '^(|arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{36})$',
    default: '',
    title: 'Existing KMS key',
    description:
      'ARN of a KMS key in this account and region to encrypt with. Its policy is checked, never edited; if it lacks a statement, the launch fails and names it. Empty: the product makes a key of its own.',
    constraintDescription: 'the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID), not of an alias, or empty',
  },
  PermissionsBoundaryArn: {
    type: 'string',
    pattern: '^(|arn:[a-z0-9-]+:iam::[0-9]{12}:policy/[A-Za-z0-9+=,.@_/-]{1,512})$',
    default: '',
    title: 'Permissions boundary',
    description: 'ARN of the IAM policy that bounds every role of this launch. Your platform team may require one.',
    constraintDescription: 'the ARN of an IAM policy of your account (arn:aws:iam::ACCOUNT:policy/NAME), or empty',
  },
  DataRetention: {
    type: 'string',
    enum: ['retain', 'destroy'],
    default: 'retain',
    title: 'Data on termination',
    description:
      'What happens to your data when the product is terminated: retain keeps it, destroy deletes it for good. A production launch always keeps it.',
  },
  LogRetentionDays: {
    type: 'integer',
    enum: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
    default: 90,
    title: 'Log retention in days',
    description: 'How long the logs of this launch are kept.',
  },
  AlarmEmail: {
    type: 'string',
    pattern: '^(|[A-Za-z0-9_.+%-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+)$',
    maxLength: 254,
    default: '',
    title: 'E-mail for alarms',
    description: 'Who is told when something fails. The address has to confirm the subscription. Empty: nobody.',
    constraintDescription: 'an e-mail address, or empty',
  },
  VpcId: {
    type: 'string',
    awsType: 'AWS::EC2::VPC::Id',
    title: 'VPC',
    description: 'Network that the product runs in.',
  },
  PrivateSubnetIds: {
    type: 'array',
    items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' },
    minItems: 2,
    maxItems: 6,
    uniqueItems: true,
    title: 'Private subnets',
    description: 'Subnets of the VPC without a route to an internet gateway, in at least two availability zones.',
  },
} as const satisfies Parameters;

/** Rules that go with conventional parameters. A product that takes both parameters takes the rule. */
export const conventionalRules = {
  ProductionKeepsItsData: {
    description: 'a production launch keeps its data',
    if: { properties: { Environment: { const: 'prod' } } },
    then: { properties: { DataRetention: { const: 'retain' } } },
  },
} as const satisfies { readonly [name: string]: AnyRule };

/** Name of the Mapping that says where assets are; filled in by the package step. */
export const addressMapping = 'Address';

/** What the address holds until a package is made for a bucket. */
export const placeholders = { bucket: '%%BUCKET%%', solution: '%%SOLUTION%%' } as const;
