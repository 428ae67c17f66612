/** Resource types that are part of another resource: the properties that name the whole, best first. */
const parts: { readonly [type: string]: readonly string[] } = {
  'AWS::Glue::Table': ['DatabaseName'],
  'AWS::Glue::Partition': ['DatabaseName'],
  'AWS::Athena::NamedQuery': ['WorkGroup'],
  'AWS::Athena::PreparedStatement': ['WorkGroup'],
  'AWS::RedshiftServerless::Workgroup': ['NamespaceName'],
  'AWS::Lambda::Alias': ['FunctionName'],
  'AWS::Lambda::Version': ['FunctionName'],
  'AWS::Lambda::Url': ['TargetFunctionArn'],
  'AWS::StepFunctions::StateMachineAlias': ['RoutingConfiguration'],
  'AWS::StepFunctions::StateMachineVersion': ['StateMachineArn'],
  'AWS::ECS::Service': ['TaskDefinition'],
  'AWS::RDS::DBInstance': ['DBClusterIdentifier'],
  'AWS::EKS::Nodegroup': ['ClusterName'],
  'AWS::EKS::Addon': ['ClusterName'],
  'AWS::EKS::AccessEntry': ['ClusterName'],
  'AWS::EKS::FargateProfile': ['ClusterName'],
  'AWS::EKS::PodIdentityAssociation': ['ClusterName'],
  'AWS::EFS::MountTarget': ['FileSystemId'],
  'AWS::EFS::AccessPoint': ['FileSystemId'],
  'AWS::S3::AccessPoint': ['Bucket'],
  'AWS::S3Tables::Namespace': ['TableBucketARN'],
  'AWS::S3Tables::Table': ['TableBucketARN'],
  'AWS::Kinesis::StreamConsumer': ['StreamARN'],
  'AWS::SecretsManager::RotationSchedule': ['SecretId'],
  'AWS::SecretsManager::SecretTargetAttachment': ['SecretId'],
  'AWS::Events::Archive': ['SourceArn'],
  'AWS::ApiGateway::Resource': ['RestApiId'],
  'AWS::ApiGateway::Method': ['RestApiId'],
  'AWS::ApiGateway::Deployment': ['RestApiId'],
  'AWS::ApiGateway::Stage': ['RestApiId'],
  'AWS::ApiGateway::Model': ['RestApiId'],
  'AWS::ApiGateway::RequestValidator': ['RestApiId'],
  'AWS::ApiGateway::Authorizer': ['RestApiId'],
  'AWS::ApiGatewayV2::Integration': ['ApiId'],
  'AWS::ApiGatewayV2::Route': ['ApiId'],
  'AWS::ApiGatewayV2::Stage': ['ApiId'],
  'AWS::ApiGatewayV2::Authorizer': ['ApiId'],
  'AWS::Cognito::UserPoolClient': ['UserPoolId'],
  'AWS::Cognito::UserPoolDomain': ['UserPoolId'],
  'AWS::Personalize::Dataset': ['DatasetGroupArn'],
  'AWS::Personalize::Solution': ['DatasetGroupArn'],
  'AWS::EC2::Subnet': ['VpcId'],
  'AWS::EC2::NatGateway': ['SubnetId'],
  'AWS::EC2::VPCEndpoint': ['VpcId'],
  'AWS::ElasticLoadBalancingV2::Listener': ['LoadBalancerArn'],
};

/** The properties of a resource type that name the resource it is part of. Empty: it stands for itself. */
export function wholeProperties(type: string): readonly string[] {
  return parts[type] ?? [];
}

/** What a folded resource adds to: a line below the picture, or nothing because a link says it. */
export type Fold = 'key' | 'role' | 'log' | 'alarm' | 'dashboard' | 'network' | 'permission' | 'silent';

const folded: { readonly [type: string]: Fold } = {
  'AWS::KMS::Key': 'key',
  'AWS::KMS::ReplicaKey': 'key',
  'AWS::IAM::Role': 'role',
  'AWS::Logs::LogGroup': 'log',
  'AWS::CloudWatch::Alarm': 'alarm',
  'AWS::CloudWatch::CompositeAlarm': 'alarm',
  'AWS::CloudWatch::Dashboard': 'dashboard',
  'AWS::EC2::SecurityGroup': 'network',
  'AWS::EC2::SecurityGroupIngress': 'silent',
  'AWS::EC2::SecurityGroupEgress': 'silent',
  'AWS::EC2::InternetGateway': 'network',
  'AWS::EC2::RouteTable': 'network',
  'AWS::EC2::FlowLog': 'silent',
  'AWS::EC2::Route': 'silent',
  'AWS::EC2::SubnetRouteTableAssociation': 'silent',
  'AWS::EC2::VPCGatewayAttachment': 'silent',
  'AWS::EC2::EIP': 'silent',
  'AWS::WAFv2::WebACL': 'network',
  'AWS::WAFv2::WebACLAssociation': 'silent',
  'AWS::Route53::RecordSet': 'silent',
  'AWS::CertificateManager::Certificate': 'silent',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'silent',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'silent',
  'AWS::RDS::DBSubnetGroup': 'silent',
  'AWS::RDS::DBParameterGroup': 'silent',
  'AWS::RDS::DBClusterParameterGroup': 'silent',
  'AWS::Redshift::ClusterSubnetGroup': 'silent',
  'AWS::Redshift::ClusterParameterGroup': 'silent',
  'AWS::RedshiftServerless::Snapshot': 'silent',
  'AWS::DMS::ReplicationInstance': 'silent',
  'AWS::DMS::ReplicationSubnetGroup': 'silent',
  'AWS::SageMaker::EndpointConfig': 'silent',
  'AWS::SageMaker::NotebookInstanceLifecycleConfig': 'silent',
  'AWS::Personalize::Schema': 'silent',
  'AWS::Glue::SecurityConfiguration': 'silent',
  'AWS::Glue::Connection': 'silent',
  'AWS::Lambda::Permission': 'silent',
  'AWS::Lambda::EventSourceMapping': 'silent',
  'AWS::Lambda::EventInvokeConfig': 'silent',
  'AWS::Lambda::LayerVersion': 'silent',
  'AWS::Lambda::LayerVersionPermission': 'silent',
  'AWS::S3::BucketPolicy': 'silent',
  'AWS::SQS::QueuePolicy': 'silent',
  'AWS::SNS::TopicPolicy': 'silent',
  'AWS::SNS::Subscription': 'silent',
  'AWS::SecretsManager::ResourcePolicy': 'silent',
  'AWS::Events::EventBusPolicy': 'silent',
  'AWS::Scheduler::ScheduleGroup': 'silent',
  'AWS::ApiGateway::Account': 'silent',
  'AWS::CDK::Metadata': 'silent',
  'AWS::CloudFormation::WaitConditionHandle': 'silent',
  'AWS::CloudFormation::WaitCondition': 'silent',
};

/** Whole services that are about permissions, names or logs, whatever the type. */
const foldedServices: { readonly [prefix: string]: Fold } = {
  'AWS::IAM::': 'silent',
  'AWS::KMS::': 'silent',
  'AWS::Logs::': 'silent',
  'AWS::LakeFormation::': 'permission',
  'AWS::RAM::': 'permission',
};

/** What becomes of a resource that is not drawn; undefined: it is drawn. */
export function foldOf(type: string): Fold | undefined {
  return folded[type] ?? Object.entries(foldedServices).find(([prefix]) => type.startsWith(prefix))?.[1];
}

/** Properties that hold a physical name, for things that refer to each other by name. */
export const nameProperties = [
  'BucketName',
  'TableName',
  'QueueName',
  'TopicName',
  'FunctionName',
  'StateMachineName',
  'DeliveryStreamName',
  'StreamName',
  'ClusterIdentifier',
  'NamespaceName',
  'WorkgroupName',
  'DBInstanceIdentifier',
  'DBClusterIdentifier',
  'RepositoryName',
  'Family',
  'Name',
] as const;

/** The service in the ARNs of a resource type: `AWS::StepFunctions::StateMachine` is in `arn:aws:states:`. */
export function arnServiceOf(type: string): string {
  const service = type.split('::')[1] ?? '';
  return arnServices[service] ?? service.toLowerCase();
}

const arnServices: { readonly [service: string]: string } = {
  StepFunctions: 'states',
  KinesisFirehose: 'firehose',
  OpenSearchService: 'es',
  RedshiftServerless: 'redshift-serverless',
  EMRServerless: 'emr-serverless',
  EMR: 'elasticmapreduce',
  MWAA: 'airflow',
  ApiGatewayV2: 'apigateway',
  ElasticLoadBalancingV2: 'elasticloadbalancing',
  Cognito: 'cognito-idp',
};
