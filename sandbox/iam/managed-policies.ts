import type { PolicyRecord } from './records.ts';

type AwsPolicy = {
  readonly path?: string;
  readonly id: string;
  readonly description: string;
  readonly version: string;
  readonly created: string;
  readonly updated: string;
  readonly statements: readonly object[];
};

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };

/**
 * Policies of AWS's own that people of a sandbox are given, and those that a first function usually has; documents as
 * AWS publishes them. A reference to any other is refused as one to a policy that does not exist: a wrong document
 * would prove nothing.
 */
const awsPolicies: Readonly<Record<string, AwsPolicy>> = {
  AdministratorAccess: {
    id: 'ANPAIWMBCKSKIEE64ZLYK',
    description: 'Provides full access to AWS services and resources.',
    version: 'v1',
    created: '2015-02-06T18:39:46Z',
    updated: '2015-02-06T18:39:46Z',
    statements: [everything],
  },
  PowerUserAccess: {
    id: 'ANPAJYRXTHIB4FOVS3ZXS',
    description:
      'Provides full access to AWS services and resources, but does not allow management of Users and groups.',
    version: 'v12',
    created: '2015-02-06T18:39:47Z',
    updated: '2026-02-12T17:59:14Z',
    statements: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'account:GetAccountInformation',
          'account:GetGovCloudAccountInformation',
          'account:GetPrimaryEmail',
          'account:ListRegions',
          'iam:CreateServiceLinkedRole',
          'iam:DeleteServiceLinkedRole',
          'iam:ListRoles',
          'organizations:DescribeEffectivePolicy',
          'organizations:DescribeOrganization',
        ],
        Resource: '*',
      },
    ],
  },
  AWSServiceCatalogEndUserFullAccess: {
    id: 'ANPAJTLLC4DGDMTZB54M4',
    description: 'Provides full access to service catalog enduser capabilities',
    version: 'v7',
    created: '2018-02-15T17:22:32Z',
    updated: '2019-07-10T20:30:52Z',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'cloudformation:CreateStack',
          'cloudformation:DeleteStack',
          'cloudformation:DescribeStackEvents',
          'cloudformation:DescribeStacks',
          'cloudformation:SetStackPolicy',
          'cloudformation:ValidateTemplate',
          'cloudformation:UpdateStack',
          'cloudformation:CreateChangeSet',
          'cloudformation:DescribeChangeSet',
          'cloudformation:ExecuteChangeSet',
          'cloudformation:ListChangeSets',
          'cloudformation:DeleteChangeSet',
          'cloudformation:TagResource',
          'cloudformation:CreateStackSet',
          'cloudformation:CreateStackInstances',
          'cloudformation:UpdateStackSet',
          'cloudformation:UpdateStackInstances',
          'cloudformation:DeleteStackSet',
          'cloudformation:DeleteStackInstances',
          'cloudformation:DescribeStackSet',
          'cloudformation:DescribeStackInstance',
          'cloudformation:DescribeStackSetOperation',
          'cloudformation:ListStackInstances',
          'cloudformation:ListStackResources',
          'cloudformation:ListStackSetOperations',
          'cloudformation:ListStackSetOperationResults',
        ],
        Resource: [
          'arn:aws:cloudformation:*:*:stack/SC-*',
          'arn:aws:cloudformation:*:*:stack/StackSet-SC-*',
          'arn:aws:cloudformation:*:*:changeSet/SC-*',
          'arn:aws:cloudformation:*:*:stackset/SC-*',
        ],
      },
      {
        Effect: 'Allow',
        Action: [
          'cloudformation:GetTemplateSummary',
          'servicecatalog:DescribeProduct',
          'servicecatalog:DescribeProductView',
          'servicecatalog:DescribeProvisioningParameters',
          'servicecatalog:ListLaunchPaths',
          'servicecatalog:ProvisionProduct',
          'servicecatalog:SearchProducts',
          'ssm:DescribeDocument',
          'ssm:GetAutomationExecution',
          'config:DescribeConfigurationRecorders',
          'config:DescribeConfigurationRecorderStatus',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: [
          'servicecatalog:DescribeProvisionedProduct',
          'servicecatalog:DescribeRecord',
          'servicecatalog:ListRecordHistory',
          'servicecatalog:ListStackInstancesForProvisionedProduct',
          'servicecatalog:ScanProvisionedProducts',
          'servicecatalog:TerminateProvisionedProduct',
          'servicecatalog:UpdateProvisionedProduct',
          'servicecatalog:SearchProvisionedProducts',
          'servicecatalog:CreateProvisionedProductPlan',
          'servicecatalog:DescribeProvisionedProductPlan',
          'servicecatalog:ExecuteProvisionedProductPlan',
          'servicecatalog:DeleteProvisionedProductPlan',
          'servicecatalog:ListProvisionedProductPlans',
          'servicecatalog:ListServiceActionsForProvisioningArtifact',
          'servicecatalog:ExecuteProvisionedProductServiceAction',
          'servicecatalog:DescribeServiceActionExecutionParameters',
        ],
        Resource: '*',
        Condition: { StringEquals: { 'servicecatalog:userLevel': 'self' } },
      },
    ],
  },
  AWSLambdaBasicExecutionRole: {
    path: '/service-role/',
    id: 'ANPAJNCQGXC42545SKXIK',
    description: 'Provides write permissions to CloudWatch Logs.',
    version: 'v1',
    created: '2015-04-09T15:03:43Z',
    updated: '2015-04-09T15:03:43Z',
    statements: [
      { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
    ],
  },
};

/** One of AWS's own policies, in the partition that its ARN names. */
export function awsManagedPolicy(arn: string): PolicyRecord | undefined {
  const [, partition = '', path = '', name = ''] =
    /^arn:(aws[a-z-]*):iam::aws:policy(\/(?:.*\/)?)([^/]+)$/u.exec(arn) ?? [];
  const found = Object.hasOwn(awsPolicies, name) ? awsPolicies[name] : undefined;
  return found !== undefined && (found.path ?? '/') === path ? recordOf(partition, name, found) : undefined;
}

/** All of them. */
export function awsManagedPolicies(partition: string): readonly PolicyRecord[] {
  return Object.entries(awsPolicies).map(([name, policy]) => recordOf(partition, name, policy));
}

function recordOf(partition: string, name: string, policy: AwsPolicy): PolicyRecord {
  const { path = '/', id, description, version, created, updated, statements } = policy;
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return {
    name,
    path,
    id,
    arn: `arn:${partition}:iam::aws:policy${path}${name}`,
    description,
    createdAt: Date.parse(created),
    updatedAt: Date.parse(updated),
    tags: [],
    versions: [
      { id: version, document: document.replaceAll('arn:aws:', `arn:${partition}:`), createdAt: Date.parse(updated) },
    ],
    defaultVersion: version,
    nextVersion: Number(version.slice(1)) + 1,
  };
}
