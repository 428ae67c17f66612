import { Match } from 'aws-cdk-lib/assertions';
import { CfnOutput } from 'aws-cdk-lib/core';
import { tinyTemplate } from '#test/kit/tiny-product.ts';
import type { ProductTableProps } from './table.ts';
import { ProductTable } from './table.ts';

const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/a';
const id = { name: 'id', type: 'S' } as const;
const at = { name: 'at', type: 'N' } as const;

function tableTemplate(change: Partial<ProductTableProps> = {}) {
  return tinyTemplate((scope) => new ProductTable(scope, 'Table', { partitionKey: id, keyArn, ...change }));
}

test('a table is encrypted with the key, restorable, paid by request, and outlives the launch but not a failed one', async () => {
  const template = await tableTemplate();

  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: keyArn },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: false,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      TableName: Match.absent(),
      TimeToLiveSpecification: Match.absent(),
      StreamSpecification: Match.absent(),
      GlobalSecondaryIndexes: Match.absent(),
    },
  });
});

test('items may be sorted, expire, be streamed and be found by other keys', async () => {
  const template = await tableTemplate({
    sortKey: at,
    timeToLiveAttribute: 'expires',
    stream: 'NEW_IMAGE',
    indexes: [
      { name: 'by-state', partitionKey: { name: 'state', type: 'S' }, sortKey: at },
      { name: 'by-time', partitionKey: at },
    ],
  });

  template.hasResourceProperties('AWS::DynamoDB::Table', {
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
    // Each attribute once: DynamoDB refuses to be told twice.
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'N' },
      { AttributeName: 'state', AttributeType: 'S' },
    ],
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-state',
        KeySchema: [
          { AttributeName: 'state', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'by-time',
        KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
});

test('its name, ARN and stream are references', async () => {
  const template = await tinyTemplate((scope) => {
    const table = new ProductTable(scope, 'Table', { partitionKey: id, keyArn, stream: 'KEYS_ONLY' });
    for (const name of ['name', 'arn', 'streamArn'] as const) new CfnOutput(scope, name, { value: table[name] });
  });
  const [table] = Object.keys(template.findResources('AWS::DynamoDB::Table'));

  expect(template.toJSON().Outputs).toMatchObject({
    name: { Value: { Ref: table } },
    arn: { Value: { 'Fn::GetAtt': [table, 'Arn'] } },
    streamArn: { Value: { 'Fn::GetAtt': [table, 'StreamArn'] } },
  });
});
