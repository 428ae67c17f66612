import type { GlyphName } from '../draw/glyphs.ts';

/** Where a thing stands in the flow; gives it its colour. */
export type Role = 'outside' | 'events' | 'code' | 'data';

/** What people call things of one resource type, and how they are drawn. */
export type Kind = {
  /** AWS's name of the service. */
  readonly service: string;
  /** What one of them is called. */
  readonly noun: string;
  readonly glyph: GlyphName;
  readonly role: Role;
  /** Whether the type is one we know. An unknown one is drawn under its own name. */
  readonly known: boolean;
};

type Row = readonly [service: string, noun: string, glyph: GlyphName, role: Role];

/** Resource types that stand in a picture as a box of their own. */
const drawn: { readonly [type: string]: Row } = {
  'AWS::S3::Bucket': ['Amazon S3', 'bucket', 'bucket', 'data'],
  'AWS::S3Tables::TableBucket': ['Amazon S3', 'table bucket', 'bucket', 'data'],
  'AWS::DynamoDB::Table': ['DynamoDB', 'table', 'table', 'data'],
  'AWS::DynamoDB::GlobalTable': ['DynamoDB', 'global table', 'table', 'data'],
  'AWS::SSM::Parameter': ['Systems Manager', 'parameter', 'parameters', 'data'],
  'AWS::SecretsManager::Secret': ['Secrets Manager', 'secret', 'secret', 'data'],
  'AWS::Glue::Database': ['Glue Data Catalog', 'database', 'catalog', 'data'],
  'AWS::Glue::Table': ['Glue Data Catalog', 'table', 'catalog', 'data'],
  'AWS::Athena::WorkGroup': ['Athena', 'workgroup', 'query', 'code'],
  'AWS::Athena::NamedQuery': ['Athena', 'query', 'query', 'code'],
  'AWS::RDS::DBInstance': ['Amazon RDS', 'database', 'database', 'data'],
  'AWS::RDS::DBCluster': ['Amazon RDS', 'cluster', 'database', 'data'],
  'AWS::Redshift::Cluster': ['Amazon Redshift', 'cluster', 'warehouse', 'data'],
  'AWS::RedshiftServerless::Namespace': ['Redshift Serverless', 'warehouse', 'warehouse', 'data'],
  'AWS::RedshiftServerless::Workgroup': ['Redshift Serverless', 'workgroup', 'warehouse', 'data'],
  'AWS::OpenSearchService::Domain': ['OpenSearch Service', 'domain', 'search', 'data'],
  'AWS::EFS::FileSystem': ['Amazon EFS', 'file system', 'bucket', 'data'],
  'AWS::ECR::Repository': ['Amazon ECR', 'repository', 'container', 'data'],
  'AWS::CodeCommit::Repository': ['CodeCommit', 'repository', 'catalog', 'data'],
  'AWS::Personalize::DatasetGroup': ['Amazon Personalize', 'dataset group', 'model', 'data'],
  'AWS::Lambda::Function': ['Lambda', 'function', 'function', 'code'],
  'AWS::StepFunctions::StateMachine': ['Step Functions', 'state machine', 'states', 'code'],
  'AWS::Glue::Job': ['Glue', 'job', 'job', 'code'],
  'AWS::Glue::Crawler': ['Glue', 'crawler', 'crawler', 'code'],
  'AWS::Glue::Workflow': ['Glue', 'workflow', 'states', 'code'],
  'AWS::DataBrew::Job': ['Glue DataBrew', 'job', 'job', 'code'],
  'AWS::ECS::TaskDefinition': ['Amazon ECS', 'task', 'container', 'code'],
  'AWS::ECS::Service': ['Amazon ECS', 'service', 'container', 'code'],
  'AWS::ECS::Cluster': ['Amazon ECS', 'cluster', 'cluster', 'code'],
  'AWS::EKS::Cluster': ['Amazon EKS', 'cluster', 'cluster', 'code'],
  'AWS::Batch::JobQueue': ['AWS Batch', 'job queue', 'queue', 'code'],
  'AWS::Batch::JobDefinition': ['AWS Batch', 'job', 'job', 'code'],
  'AWS::EMR::Cluster': ['Amazon EMR', 'cluster', 'cluster', 'code'],
  'AWS::EMR::Studio': ['Amazon EMR', 'studio', 'notebook', 'code'],
  'AWS::EMRServerless::Application': ['EMR Serverless', 'application', 'cluster', 'code'],
  'AWS::MWAA::Environment': ['Managed Airflow', 'environment', 'dag', 'code'],
  'AWS::MWAAServerless::Workflow': ['Managed Airflow', 'workflow', 'dag', 'code'],
  'AWS::CodeBuild::Project': ['CodeBuild', 'project', 'job', 'code'],
  'AWS::CodePipeline::Pipeline': ['CodePipeline', 'pipeline', 'states', 'code'],
  'AWS::DMS::ReplicationTask': ['Database Migration Service', 'task', 'migrate', 'code'],
  'AWS::DMS::ReplicationConfig': ['Database Migration Service', 'serverless task', 'migrate', 'code'],
  'AWS::DMS::Endpoint': ['Database Migration Service', 'endpoint', 'database', 'data'],
  'AWS::SageMaker::NotebookInstance': ['SageMaker', 'notebook', 'notebook', 'code'],
  'AWS::SageMaker::Domain': ['SageMaker', 'domain', 'notebook', 'code'],
  'AWS::SageMaker::Endpoint': ['SageMaker', 'endpoint', 'model', 'code'],
  'AWS::SageMaker::Pipeline': ['SageMaker', 'pipeline', 'states', 'code'],
  'AWS::Personalize::Solution': ['Amazon Personalize', 'solution', 'model', 'code'],
  'AWS::QuickSight::Dashboard': ['Quick Sight', 'dashboard', 'dashboard', 'code'],
  'AWS::QuickSight::DataSource': ['Quick Sight', 'data source', 'dashboard', 'code'],
  'AWS::AppFlow::Flow': ['AppFlow', 'flow', 'migrate', 'code'],
  'AWS::EC2::Instance': ['Amazon EC2', 'instance', 'container', 'code'],
  'AWS::EC2::VPC': ['Amazon VPC', 'network', 'network', 'code'],
  'AWS::SQS::Queue': ['Amazon SQS', 'queue', 'queue', 'events'],
  'AWS::SNS::Topic': ['Amazon SNS', 'topic', 'topic', 'events'],
  'AWS::Events::EventBus': ['EventBridge', 'event bus', 'bus', 'events'],
  'AWS::Events::Rule': ['EventBridge', 'schedule', 'clock', 'events'],
  'AWS::Scheduler::Schedule': ['EventBridge', 'schedule', 'clock', 'events'],
  'AWS::Redshift::ScheduledAction': ['Amazon Redshift', 'schedule', 'clock', 'events'],
  'AWS::Glue::Trigger': ['Glue', 'trigger', 'clock', 'events'],
  'AWS::Pipes::Pipe': ['EventBridge', 'pipe', 'bus', 'events'],
  'AWS::Kinesis::Stream': ['Kinesis Data Streams', 'stream', 'stream', 'events'],
  'AWS::KinesisFirehose::DeliveryStream': ['Amazon Data Firehose', 'stream', 'delivery', 'events'],
  'AWS::MSK::Cluster': ['Amazon MSK', 'cluster', 'stream', 'events'],
  'AWS::MSK::ServerlessCluster': ['Amazon MSK', 'serverless cluster', 'stream', 'events'],
  'AWS::ApiGateway::RestApi': ['API Gateway', 'REST API', 'api', 'events'],
  'AWS::ApiGatewayV2::Api': ['API Gateway', 'API', 'api', 'events'],
  'AWS::AppSync::GraphQLApi': ['AppSync', 'GraphQL API', 'api', 'events'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Elastic Load Balancing', 'load balancer', 'api', 'events'],
  'AWS::CloudFront::Distribution': ['CloudFront', 'distribution', 'globe', 'events'],
  'AWS::Transfer::Server': ['Transfer Family', 'server', 'api', 'events'],
  'AWS::Cognito::UserPool': ['Cognito', 'user pool', 'person', 'events'],
};

/** Words that the second part of a type name is made of, where splitting at capitals would tear a name. */
const serviceNames: { readonly [part: string]: string } = { EC2: 'Amazon EC2', IoT: 'AWS IoT', DAX: 'DynamoDB DAX' };

/** How a resource type is drawn. A type that nobody told us about stands under its own name, as a plain box. */
export function kindOf(type: string): Kind {
  const row = drawn[type];
  if (row !== undefined) {
    const [service, noun, glyph, role] = row;
    return { service, noun, glyph, role, known: true };
  }
  const [, service = '', ...rest] = type.split('::');
  return {
    service: serviceNames[service] ?? spaced(service),
    noun: spaced(rest.join(' ') || 'resource').toLowerCase(),
    glyph: 'generic',
    role: 'code',
    known: false,
  };
}

/** `ThingType` to `Thing Type`. */
function spaced(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/gu, '$1 $2');
}

/** Somebody or something that is not part of the product. */
export function outsideKind(service: string, noun: string, glyph: GlyphName): Kind {
  return { service, noun, glyph, role: 'outside', known: true };
}

/** The kind of a thing that a product uses without making it, by the service in its ARN. */
export function kindOfService(service: string): Kind {
  if (service === 'internet') return outsideKind('Internet', 'address', 'globe');
  const type = typesOfServices[service];
  const { service: name, noun, glyph } = kindOf(type ?? `AWS::${service}::resource`);
  return outsideKind(name, noun, glyph);
}

const typesOfServices: { readonly [service: string]: string } = {
  s3: 'AWS::S3::Bucket',
  dynamodb: 'AWS::DynamoDB::Table',
  lambda: 'AWS::Lambda::Function',
  states: 'AWS::StepFunctions::StateMachine',
  sqs: 'AWS::SQS::Queue',
  sns: 'AWS::SNS::Topic',
  events: 'AWS::Events::EventBus',
  kinesis: 'AWS::Kinesis::Stream',
  firehose: 'AWS::KinesisFirehose::DeliveryStream',
  secretsmanager: 'AWS::SecretsManager::Secret',
  ssm: 'AWS::SSM::Parameter',
  glue: 'AWS::Glue::Database',
  athena: 'AWS::Athena::WorkGroup',
  redshift: 'AWS::Redshift::Cluster',
  'redshift-data': 'AWS::Redshift::Cluster',
  'redshift-serverless': 'AWS::RedshiftServerless::Namespace',
  rds: 'AWS::RDS::DBInstance',
  ecs: 'AWS::ECS::TaskDefinition',
  'emr-serverless': 'AWS::EMRServerless::Application',
  airflow: 'AWS::MWAA::Environment',
  sagemaker: 'AWS::SageMaker::Endpoint',
};
