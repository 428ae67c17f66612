import type { Resource, Section, Template } from '../check/template.ts';

/** A resource and what makes it work, by logical id. */
type Resources = { readonly [id: string]: Resource };

type Statement = { readonly actions: string | readonly string[]; readonly on: unknown };

/** The value that names a resource. */
export const ref = (id: string) => ({ Ref: id });
/** An attribute of a resource. */
export const attribute = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
/** `Fn::Sub`, with `<Name>` for what is filled in. */
const sub = (text: string) => ({ 'Fn::Sub': text.replace(/<([^>]+)>/gu, (_, name: string) => `\${${name}}`) });
const inside = (bucket: string, prefix = '*') => sub(`<${bucket}.Arn>/${prefix}`);
const named = (thing: string) => sub(`<Project>-<Environment>-${thing}`);

/** A role with a managed policy of its own, as our constructs write it. */
export function role(id: string, service: string, statements: readonly Statement[]): Resources {
  return {
    [`${id}RolePolicy0A1B2C3D`]: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: statements.map(({ actions, on }, index) => ({
            Sid: `Allow${index}`,
            Effect: 'Allow',
            Action: actions,
            Resource: on,
          })),
        },
      },
    },
    [`${id}Role0A1B2C3D`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
        },
        ManagedPolicyArns: [ref(`${id}RolePolicy0A1B2C3D`)],
        PermissionsBoundary: ref('PermissionsBoundaryArn'),
      },
    },
    [`${id}LogGroup0A1B2C3D`]: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 90 } },
  };
}

/** A function with its role, its log group and its rights; `<id>Function`. */
export function lambda(id: string, statements: readonly Statement[], properties: Section = {}): Resources {
  return {
    ...role(id, 'lambda.amazonaws.com', statements),
    [`${id}Function`]: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: attribute(`${id}Role0A1B2C3D`), Runtime: 'nodejs24.x', ...properties },
    },
  };
}

function stateMachine(id: string, substitutions: Section, statements: readonly Statement[]): Resources {
  return {
    ...role(id, 'states.amazonaws.com', statements),
    [`${id}Machine`]: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: attribute(`${id}Role0A1B2C3D`),
        DefinitionString: '{"States":{}}',
        DefinitionSubstitutions: substitutions,
      },
    },
  };
}

/** A bucket under the key `Key`. */
export function bucket(extra: Section = {}, logs?: string): Resource {
  return {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: attribute('Key') } },
        ],
      },
      ...(logs !== undefined && { LoggingConfiguration: { DestinationBucketName: ref(logs) } }),
      ...extra,
    },
  };
}

const announces = { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } };
const key: Resource = { Type: 'AWS::KMS::Key', Properties: {} };

function queue(properties: Section = {}): Resource {
  return { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: attribute('Key'), ...properties } };
}

function table(name: string): Resource {
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: named(name),
      SSESpecification: { SSEEnabled: true, KMSMasterKeyId: attribute('Key') },
    },
  };
}

function labelled(labels: { readonly [parameter: string]: string }): Section {
  return {
    'AWS::CloudFormation::Interface': {
      ParameterLabels: Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, { default: label }])),
    },
  };
}

const text: Section = { Type: 'String' };
const optional: Section = { Type: 'String', Default: '' };
const conventional = { Project: text, Environment: text, PermissionsBoundaryArn: optional };

/** Files come in, are routed, transformed in two stages and end up in tables of a catalog. */
export const dataLakePipeline: Template & Section = {
  Metadata: labelled({
    PermissionsBoundaryArn: 'Permissions boundary',
    SourceAccountId: 'Account that delivers',
    AlarmEmail: 'E-mail for alarms',
  }),
  Parameters: { ...conventional, SourceAccountId: text, AlarmEmail: optional },
  Resources: {
    Key: key,
    AccessLogsBucket: bucket(),
    RawBucket: bucket(announces, 'AccessLogsBucket'),
    StageBucket: bucket({}, 'AccessLogsBucket'),
    ArtifactsBucket: bucket({}, 'AccessLogsBucket'),
    RawBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('RawBucket'),
        PolicyDocument: {
          Statement: [
            {
              Sid: 'AllowDelivery',
              Effect: 'Allow',
              Principal: { AWS: sub('arn:<AWS::Partition>:iam::<SourceAccountId>:root') },
              Action: 's3:PutObject',
              Resource: inside('RawBucket'),
            },
          ],
        },
      },
    },
    ArrivedRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: { bucket: { name: [ref('RawBucket')] } },
        },
        Targets: [{ Id: 'Queue', Arn: attribute('IngressQueue') }],
      },
    },
    IngressDlq: queue(),
    IngressQueue: queue({ RedrivePolicy: { deadLetterTargetArn: attribute('IngressDlq'), maxReceiveCount: 5 } }),
    IngressMapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: attribute('IngressQueue'), FunctionName: ref('RouterFunction') },
    },
    ...lambda('Router', [
      { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], on: attribute('IngressQueue') },
      { actions: 'dynamodb:GetItem', on: attribute('RegistryTable') },
      { actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'], on: attribute('ObjectsTable') },
      { actions: 'states:StartExecution', on: ref('StageAMachine') },
    ]),
    RegistryTable: table('registry'),
    ObjectsTable: table('objects'),
    ...stateMachine(
      'StageA',
      { Transform: attribute('TransformFunction'), Check: attribute('CheckQualityFunction'), Queue: ref('BatchQueue') },
      [
        { actions: 'lambda:InvokeFunction', on: [attribute('TransformFunction'), attribute('CheckQualityFunction')] },
        { actions: 'sqs:SendMessage', on: attribute('BatchQueue') },
        { actions: 'dynamodb:UpdateItem', on: attribute('ObjectsTable') },
        { actions: 'sns:Publish', on: ref('AlarmTopic') },
      ],
    ),
    ...lambda('Transform', [
      { actions: 's3:GetObject', on: [inside('RawBucket'), inside('ArtifactsBucket', 'transforms/*')] },
      { actions: 's3:PutObject', on: inside('StageBucket', 'pre-stage/*') },
    ]),
    ...lambda('CheckQuality', [{ actions: 's3:GetObject', on: inside('StageBucket') }]),
    BatchDlq: queue(),
    BatchQueue: queue({ RedrivePolicy: { deadLetterTargetArn: attribute('BatchDlq'), maxReceiveCount: 5 } }),
    DrainRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(5 minutes)',
        Targets: [{ Id: 'Drain', Arn: attribute('DrainFunction') }],
      },
    },
    ...lambda('Drain', [
      { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], on: attribute('BatchQueue') },
      { actions: 'states:StartExecution', on: ref('StageBMachine') },
    ]),
    ...stateMachine('StageB', { Job: ref('HeavyJob') }, [
      {
        actions: ['glue:StartJobRun', 'glue:GetJobRun'],
        on: sub('arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:job/<HeavyJob>'),
      },
      { actions: 'sns:Publish', on: ref('AlarmTopic') },
    ]),
    ...role('Heavy', 'glue.amazonaws.com', [
      { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], on: inside('StageBucket') },
      { actions: 's3:GetObject', on: inside('ArtifactsBucket') },
      {
        actions: ['glue:GetTable', 'glue:CreateTable', 'glue:UpdateTable'],
        on: sub('arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/<LakeDatabase>/*'),
      },
    ]),
    HeavyJob: {
      Type: 'AWS::Glue::Job',
      Properties: { Role: attribute('HeavyRole0A1B2C3D'), Command: { Name: 'glueetl' } },
    },
    LakeDatabase: {
      Type: 'AWS::Glue::Database',
      Properties: { DatabaseInput: { Name: sub('<Project>_<Environment>_lake') } },
    },
    ResultsTable: {
      Type: 'AWS::Glue::Table',
      Properties: {
        DatabaseName: ref('LakeDatabase'),
        TableInput: {
          Name: 'results',
          StorageDescriptor: { Location: sub('s3://<StageBucket>/post-stage/results/') },
        },
      },
    },
    AlarmTopic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: attribute('Key') } },
    AlarmSubscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: ref('AlarmTopic'), Protocol: 'email', Endpoint: ref('AlarmEmail') },
    },
    DlqAlarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [ref('AlarmTopic')] } },
    FailedAlarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [ref('AlarmTopic')] } },
  },
};

const api = { Environment: { Variables: { BASE_URL: ref('MarketoBaseUrl'), SECRET: ref('MarketoSecretArn') } } };
const step = (...more: readonly Statement[]): Statement[] => [
  { actions: 'secretsmanager:GetSecretValue', on: ref('MarketoSecretArn') },
  { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], on: attribute('StateTable') },
  ...more,
];

/** A schedule collects from an API outside into a bucket and builds marts with Athena. */
export const marketingCollector: Template & Section = {
  Metadata: labelled({
    MarketoBaseUrl: 'Marketo address',
    MarketoSecretArn: 'Marketo credentials',
    CollectSchedule: 'Time of collection',
    AlarmEmail: 'E-mail for alarms',
    PermissionsBoundaryArn: 'Permissions boundary',
    StdBucketName: 'Bucket for marts',
  }),
  Parameters: {
    ...conventional,
    MarketoBaseUrl: text,
    MarketoSecretArn: text,
    CollectSchedule: text,
    AlarmEmail: optional,
    StdBucketName: text,
  },
  Resources: {
    Key: key,
    RawBucket: bucket(),
    ResultsBucket: bucket(),
    StateTable: table('collector-state'),
    CollectSchedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(0 1 * * ? *)',
        Target: { Arn: ref('CollectorMachine'), DeadLetterConfig: { Arn: attribute('ScheduleDlq') } },
      },
    },
    ScheduleDlq: queue(),
    ...stateMachine(
      'Collector',
      {
        Plan: attribute('PlanWindowsFunction'),
        Create: attribute('CreateExportFunction'),
        Enqueue: attribute('EnqueueExportFunction'),
        Status: attribute('ExportStatusFunction'),
        Land: attribute('LandExportFunction'),
      },
      [
        {
          actions: 'lambda:InvokeFunction',
          on: ['PlanWindows', 'CreateExport', 'EnqueueExport', 'ExportStatus', 'LandExport'].map((id) =>
            attribute(`${id}Function`),
          ),
        },
        { actions: 'sns:Publish', on: ref('AlarmTopic') },
      ],
    ),
    ...lambda('PlanWindows', []),
    ...lambda('CreateExport', step(), api),
    ...lambda('EnqueueExport', step(), api),
    ...lambda('ExportStatus', step(), api),
    ...lambda('LandExport', step({ actions: ['s3:PutObject'], on: inside('RawBucket', 'raw/marketo/*') }), api),
    DatamartSchedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(30 4 ? * MON-FRI *)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        Target: { Arn: ref('DatamartMachine') },
      },
    },
    ...stateMachine(
      'Datamart',
      {
        Render: attribute('RenderSqlFunction'),
        Switch: attribute('SwitchTableFunction'),
        WorkGroup: ref('EtlWorkGroup'),
      },
      [
        { actions: 'lambda:InvokeFunction', on: [attribute('RenderSqlFunction'), attribute('SwitchTableFunction')] },
        {
          actions: ['athena:StartQueryExecution', 'athena:GetQueryExecution'],
          on: sub('arn:<AWS::Partition>:athena:<AWS::Region>:<AWS::AccountId>:workgroup/<EtlWorkGroup>'),
        },
        { actions: 's3:GetObject', on: inside('RawBucket') },
        { actions: 's3:PutObject', on: sub('arn:<AWS::Partition>:s3:::<StdBucketName>/*') },
      ],
    ),
    ...lambda('RenderSql', []),
    ...lambda('SwitchTable', [
      {
        actions: ['glue:GetTable', 'glue:UpdateTable'],
        on: sub('arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/<MartsDatabase>/*'),
      },
    ]),
    EtlWorkGroup: {
      Type: 'AWS::Athena::WorkGroup',
      Properties: {
        Name: named('etl'),
        WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: sub('s3://<ResultsBucket>/etl/') } },
      },
    },
    MartsDatabase: {
      Type: 'AWS::Glue::Database',
      Properties: { DatabaseInput: { Name: sub('<Project>_<Environment>_marts') } },
    },
    ...Object.fromEntries(
      ['Leads', 'Activity', 'Pipeline'].map((name) => [
        `${name}Table`,
        {
          Type: 'AWS::Glue::Table',
          Properties: {
            DatabaseName: ref('MartsDatabase'),
            TableInput: { Name: name.toLowerCase(), StorageDescriptor: { Location: sub('s3://<RawBucket>/raw/') } },
          },
        },
      ]),
    ),
    AlarmTopic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: attribute('Key') } },
    AlarmSubscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: ref('AlarmTopic'), Protocol: 'email', Endpoint: ref('AlarmEmail') },
    },
    FreshnessAlarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [ref('AlarmTopic')] } },
  },
};

/** Events stream into a lake bucket and a warehouse, which is transformed every night. */
export const warehouse: Template & Section = {
  Metadata: labelled({
    SourceRoleArn: 'Role of the event source',
    PermissionsBoundaryArn: 'Permissions boundary',
    EnableAirflow: 'Managed Airflow',
  }),
  Parameters: {
    ...conventional,
    SourceRoleArn: text,
    EnableAirflow: text,
    VpcId: { Type: 'AWS::EC2::VPC::Id' },
    PrivateSubnetIds: { Type: 'List<AWS::EC2::Subnet::Id>' },
  },
  Conditions: { HasAirflow: { 'Fn::Equals': [ref('EnableAirflow'), 'true'] } },
  Resources: {
    Key: key,
    AccessLogsBucket: bucket(),
    BronzeBucket: bucket({}, 'AccessLogsBucket'),
    SilverBucket: bucket({}, 'AccessLogsBucket'),
    GoldBucket: bucket({}, 'AccessLogsBucket'),
    ArtifactsBucket: bucket({}, 'AccessLogsBucket'),
    SecurityGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: ref('VpcId') } },
    ClickStream: {
      Type: 'AWS::Kinesis::Stream',
      Properties: { StreamEncryption: { EncryptionType: 'KMS', KeyId: attribute('Key') } },
    },
    SourceRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: ref('SourceRoleArn') }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'Send',
            PolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: ['kinesis:PutRecord', 'kinesis:PutRecords'],
                  Resource: attribute('ClickStream'),
                },
              ],
            },
          },
        ],
      },
    },
    ...role('Delivery', 'firehose.amazonaws.com', [
      { actions: ['kinesis:GetRecords', 'kinesis:GetShardIterator'], on: attribute('ClickStream') },
      { actions: ['s3:PutObject', 's3:AbortMultipartUpload'], on: inside('BronzeBucket') },
      { actions: 'lambda:InvokeFunction', on: attribute('FlattenFunction') },
    ]),
    ...lambda('Flatten', []),
    DeliveryStream: {
      Type: 'AWS::KinesisFirehose::DeliveryStream',
      Properties: {
        KinesisStreamSourceConfiguration: {
          KinesisStreamARN: attribute('ClickStream'),
          RoleARN: attribute('DeliveryRole0A1B2C3D'),
        },
        ExtendedS3DestinationConfiguration: {
          BucketARN: attribute('BronzeBucket'),
          RoleARN: attribute('DeliveryRole0A1B2C3D'),
          ProcessingConfiguration: {
            Processors: [
              {
                Type: 'Lambda',
                Parameters: [{ ParameterName: 'LambdaArn', ParameterValue: attribute('FlattenFunction') }],
              },
            ],
          },
        },
      },
    },
    ...role('Copy', 'redshift.amazonaws.com', [
      { actions: ['s3:GetObject', 's3:ListBucket'], on: [attribute('BronzeBucket'), inside('BronzeBucket')] },
    ]),
    WarehouseNamespace: {
      Type: 'AWS::RedshiftServerless::Namespace',
      Properties: {
        NamespaceName: named('dwh'),
        KmsKeyId: attribute('Key'),
        IamRoles: [attribute('CopyRole0A1B2C3D')],
      },
    },
    WarehouseWorkgroup: {
      Type: 'AWS::RedshiftServerless::Workgroup',
      Properties: { NamespaceName: named('dwh'), WorkgroupName: named('dwh'), SubnetIds: ref('PrivateSubnetIds') },
    },
    NightlySchedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: { ScheduleExpression: 'cron(0 2 * * ? *)', Target: { Arn: ref('TransformMachine') } },
    },
    ...stateMachine('Transform', { Task: ref('DbtTask'), Cluster: ref('TaskCluster') }, [
      { actions: 'ecs:RunTask', on: ref('DbtTask') },
    ]),
    TaskCluster: { Type: 'AWS::ECS::Cluster', Properties: {} },
    ...role('Dbt', 'ecs-tasks.amazonaws.com', [
      {
        actions: ['redshift-serverless:GetCredentials'],
        on: attribute('WarehouseWorkgroup', 'Workgroup.WorkgroupArn'),
      },
      { actions: ['s3:PutObject'], on: inside('ArtifactsBucket', 'dbt/*') },
      { actions: 's3:GetObject', on: inside('SilverBucket') },
      { actions: 's3:PutObject', on: inside('GoldBucket') },
    ]),
    DbtTask: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        TaskRoleArn: attribute('DbtRole0A1B2C3D'),
        ContainerDefinitions: [{ Name: 'dbt', Environment: [] }],
      },
    },
    ...role('Airflow', 'airflow-env.amazonaws.com', [
      { actions: 's3:GetObject', on: inside('ArtifactsBucket') },
      { actions: ['s3:GetObject', 's3:PutObject'], on: [inside('BronzeBucket'), inside('SilverBucket')] },
    ]),
    AirflowEnvironment: {
      Type: 'AWS::MWAA::Environment',
      Condition: 'HasAirflow',
      Properties: {
        ExecutionRoleArn: attribute('AirflowRole0A1B2C3D'),
        SourceBucketArn: attribute('ArtifactsBucket'),
        KmsKey: attribute('Key'),
      },
    },
    LakeHouseDatabase: {
      Type: 'AWS::Glue::Database',
      Properties: { DatabaseInput: { LocationUri: sub('s3://<SilverBucket>/') } },
    },
    FreshnessAlarm: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
    OperationsDashboard: { Type: 'AWS::CloudWatch::Dashboard', Properties: {} },
  },
};
