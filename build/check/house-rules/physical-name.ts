import { isRecord, type Named, referencesIn, resourcesOf, type Template, valuesAt } from '../template.ts';
import { atResource, type HouseRule, type Spot } from './house-rule.ts';

/**
 * Two launches with different identities live side by side only if every name that AWS wants unique contains the
 * whole identity; a resource that nobody outside has to find is better left without a name.
 */
export const physicalName: HouseRule = {
  id: 'factory-physical-name',
  severity: 'error',
  find: (template, { identity }) => {
    // What CloudFormation named or numbered itself is different in every stack, and so is a name made of it.
    const unique = new Set(['AWS::StackId', 'AWS::StackName', ...Object.keys(template.Resources ?? {})]);
    return resourcesOf(template).flatMap((named) =>
      names(named)
        .filter(({ value }) => ![...referencesIn(value)].some((reference) => unique.has(reference)))
        .flatMap((name) => missing(named.id, name, identity)),
    );
  },
};

/** A name that a template gives a resource, and that has to be unique where the resource lives. */
export type PhysicalName = {
  readonly id: string;
  readonly type: string;
  readonly property: string;
  readonly value: unknown;
};

/** Every physical name in a template, as it stands there. */
export function physicalNamesOf(template: Template): PhysicalName[] {
  return resourcesOf(template).flatMap((named) =>
    names(named).map(({ property, value }) => ({ id: named.id, type: named.resource.Type, property, value })),
  );
}

type Name = { readonly property: string; readonly value: unknown };

function missing(id: string, { property, value }: Name, identity: readonly string[]): Spot[] {
  const named = referencesIn(value);
  const absent = identity.filter((parameter) => !named.has(parameter));
  if (absent.length === 0) return [];
  return [
    {
      at: atResource(id),
      detail: property,
      message: `sets ${property} without ${absent.join(' and ')}, so two launches collide`,
    },
  ];
}

// Where the name is neither `Name` nor the last part of the type followed by `Name`.
const otherwiseNamed: { readonly [type: string]: readonly (readonly string[])[] | undefined } = {
  'AWS::CloudTrail::Trail': [['TrailName']],
  'AWS::CloudWatch::CompositeAlarm': [['AlarmName']],
  'AWS::Cognito::UserPoolDomain': [['Domain']],
  'AWS::DMS::ReplicationInstance': [['ReplicationInstanceIdentifier']],
  'AWS::DMS::ReplicationTask': [['ReplicationTaskIdentifier']],
  'AWS::EC2::SecurityGroup': [['GroupName']],
  'AWS::ElastiCache::ReplicationGroup': [['ReplicationGroupId']],
  'AWS::Glue::Database': [['DatabaseInput', 'Name']],
  'AWS::Glue::DataQualityRuleset': [['Name']],
  'AWS::IAM::ManagedPolicy': [['ManagedPolicyName']],
  'AWS::KinesisFirehose::DeliveryStream': [['DeliveryStreamName']],
  'AWS::OpenSearchService::Domain': [['DomainName']],
  'AWS::RDS::DBCluster': [['DBClusterIdentifier']],
  'AWS::RDS::DBInstance': [['DBInstanceIdentifier']],
  'AWS::Redshift::Cluster': [['ClusterIdentifier']],
  'AWS::ResourceGroups::Group': [['Name']],
  'AWS::S3Express::DirectoryBucket': [['BucketName']],
  'AWS::S3Tables::TableBucket': [['TableBucketName']],
  'AWS::S3Vectors::VectorBucket': [['VectorBucketName']],
};

// Unique only inside their parent, or not unique at all.
const freelyNamed: readonly string[] = [
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Stage',
  'AWS::AppConfig::Application',
  'AWS::AppConfig::ConfigurationProfile',
  'AWS::AppConfig::Environment',
  'AWS::AppSync::DataSource',
  'AWS::AppSync::GraphQLApi',
  'AWS::Athena::NamedQuery',
  'AWS::Cognito::IdentityPool',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::ECS::Service',
  'AWS::EKS::Addon',
  'AWS::EKS::FargateProfile',
  'AWS::EKS::Nodegroup',
  'AWS::Glue::Table',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::Lambda::Alias',
  'AWS::Route53::HostedZone',
  'AWS::Route53::RecordSet',
  'AWS::S3Tables::Table',
  'AWS::StepFunctions::StateMachineAlias',
  'AWS::Timestream::Table',
];

function names({ resource, properties }: Named): Name[] {
  const { Type } = resource;
  if (!Type.startsWith('AWS::') || freelyNamed.includes(Type)) return [];
  const paths = otherwiseNamed[Type] ?? [['Name'], [`${Type.split('::').at(-1)}Name`]];
  return paths.flatMap((path) =>
    valuesAt(properties, ...path)
      .filter((value) => typeof value === 'string' || isRecord(value))
      .map((value) => ({ property: path.join('.'), value })),
  );
}
