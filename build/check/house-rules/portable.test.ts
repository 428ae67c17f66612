// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { found, foundIn } from './found.fixture.ts';
import { portable } from './portable.ts';

const role = (Properties: { readonly [name: string]: unknown }) => ({ Role: { Type: 'AWS::IAM::Role', Properties } });

test('accepts ARNs, hosts and trusts made of pseudo parameters', () => {
  const resources = role({
    Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] },
    Sub: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}/*' },
    Host: { 'Fn::Sub': 'https://s3.${AWS::Region}.${AWS::URLSuffix}/x' },
    Trust: { Statement: [{ Principal: { Service: ['lambda.amazonaws.com', 'delivery.logs.amazonaws.com'] } }] },
    Principal: 's3.amazonaws.com',
    Policy: { Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Sub': 's3.${AWS::Region}.amazonaws.com' } } } },
    Description: 'Made for eu-west-1, see arn:aws:iam::123456789012:role/x',
    Digits: '123456789012',
  });

  expect(foundIn(portable, resources)).toEqual([]);
});

test.each([
  ['partition', 'arn:aws:s3:::bucket'],
  ['partition', 'arn:aws-cn:s3:::bucket'],
  ['partition', { 'Fn::Join': [':', ['arn', 'aws', 'iam', '', { Ref: 'AWS::AccountId' }, 'root']] }],
  ['partition', { 'Fn::If': ['A', 'x', { 'Fn::Sub': 'arn:aws:s3:::${Bucket}' }] }],
  ['partition', { 'Fn::Join': ['', ['x', { 'Fn::If': ['A', 'arn:aws:s3:::bucket', 'y'] }]] }],
  ['region', 'eu-central-1'],
  ['region', 'us-gov-west-1'],
  ['region', ['us-east-1a']],
  ['region', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:ap-southeast-2:${AWS::AccountId}:queue' }],
  ['account', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::123456789012:root' }],
  ['account', { 'Fn::Sub': '123456789012.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/image' }],
  ['account', { Principal: { AWS: '123456789012' } }],
  ['account', { SourceAccount: '123456789012' }],
  ['host', { 'Fn::Sub': 'https://sqs.${AWS::Region}.amazonaws.com/' }],
  ['host', 'https://s3.amazonaws.com/bucket'],
  ['host', 'https://console.aws.amazon.com/s3'],
])('finds a fixed %s in %j', (what, value) => {
  expect(foundIn(portable, role({ Value: value }))).toEqual([`Resources/Role[${what}]`]);
});

test('looks into outputs, conditions and defaults', () => {
  const template = {
    Outputs: { Link: { Value: 'https://console.aws.amazon.com/s3' } },
    Conditions: { IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } },
    Parameters: { Policy: { Type: 'String', Default: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
  };

  expect(found(portable, template)).toEqual([
    'Outputs/Link[host]',
    'Conditions/IsHere[region]',
    'Parameters/Policy[partition]',
  ]);
});

test('accepts a Mapping by region', () => {
  expect(found(portable, { Mappings: { Logs: { 'eu-west-1': { Account: '156460612806' } } } })).toEqual([]);
});
