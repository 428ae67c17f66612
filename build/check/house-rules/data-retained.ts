import { resourcesOf } from '../template.ts';
import { atResource, type HouseRule, type Spot } from './house-rule.ts';

/**
 * Types that hold what the launcher cannot make again: what was loaded, written or entered, and the keys without
 * which it cannot be read.
 *
 * Left out on purpose: queues and topics (in transit), log groups (have a retention of their own), caches and
 * Firehose streams (hold copies), secrets (can be entered again), search and machine-learning indexes over a bucket.
 */
const holdsData: readonly string[] = [
  'AWS::Backup::BackupVault',
  'AWS::Cassandra::Keyspace',
  'AWS::Cassandra::Table',
  'AWS::CodeCommit::Repository',
  'AWS::Cognito::UserPool',
  'AWS::DocDB::DBCluster',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Volume',
  'AWS::EFS::FileSystem',
  'AWS::FSx::FileSystem',
  // Writers add partitions, schema versions and the pointer to an Iceberg table's current state.
  'AWS::Glue::Database',
  'AWS::Glue::Table',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::Kinesis::Stream',
  'AWS::MSK::Cluster',
  'AWS::MSK::ServerlessCluster',
  'AWS::MemoryDB::Cluster',
  'AWS::Neptune::DBCluster',
  'AWS::OpenSearchServerless::Collection',
  'AWS::OpenSearchService::Domain',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::RDS::GlobalCluster',
  'AWS::Redshift::Cluster',
  'AWS::RedshiftServerless::Namespace',
  'AWS::S3::Bucket',
  'AWS::S3Express::DirectoryBucket',
  'AWS::S3Tables::Namespace',
  'AWS::S3Tables::Table',
  'AWS::S3Tables::TableBucket',
  'AWS::S3Vectors::Index',
  'AWS::S3Vectors::VectorBucket',
  'AWS::Timestream::Database',
  'AWS::Timestream::Table',
];

const onDelete = 'RetainExceptOnCreate';
const onReplace = 'Retain';

/**
 * Terminating or updating a launch must not take the launcher's data with it; a launch that failed must not leave
 * empty shells behind.
 */
export const dataRetained: HouseRule = {
  id: 'factory-data-retained',
  severity: 'error',
  find: (template) =>
    resourcesOf(template, ...holdsData).flatMap(({ id, resource }): Spot[] => {
      const wrong = [
        ...(resource.DeletionPolicy === onDelete ? [] : [`DeletionPolicy: ${onDelete}`]),
        ...(resource.UpdateReplacePolicy === onReplace ? [] : [`UpdateReplacePolicy: ${onReplace}`]),
      ];
      return wrong.length === 0
        ? []
        : [{ at: atResource(id), message: `holds data of the launcher, set ${wrong.join(' and ')}` }];
    }),
};
