import { fixedCost } from './fixed-cost.ts';
import { foundIn } from './found.fixture.ts';

test.each([
  ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }],
  ['AWS::EC2::VPCEndpoint', { ServiceName: 'x' }],
  ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }],
  ['AWS::Kinesis::Stream', { StreamModeDetails: { StreamMode: 'ON_DEMAND' } }],
  ['AWS::Lambda::Alias', {}],
  ['AWS::Personalize::Solution', { PerformAutoTraining: false }],
  ['AWS::S3::Bucket', {}],
])('accepts %s %j, paid by use', (Type, Properties) => {
  expect(foundIn(fixedCost, { It: { Type, Properties } })).toEqual([]);
});

test.each([
  ['AWS::DynamoDB::Table', {}],
  ['AWS::DynamoDB::Table', { BillingMode: 'PROVISIONED' }],
  ['AWS::EC2::NatGateway', {}],
  ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }],
  ['AWS::Kinesis::Stream', { ShardCount: 1 }],
  ['AWS::Lambda::Alias', { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } }],
  ['AWS::Personalize::Solution', {}],
  ['AWS::Redshift::Cluster', {}],
])('finds %s %j, paid by the hour', (Type, Properties) => {
  expect(foundIn(fixedCost, { It: { Type, Properties } })).toEqual(['Resources/It']);
});
