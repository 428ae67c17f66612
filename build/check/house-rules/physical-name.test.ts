// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import type { Section } from '../template.ts';
import { found, foundIn } from './found.fixture.ts';
import { physicalName } from './physical-name.ts';

const only = (Type: string, Properties: Section) => ({ It: { Type, Properties } });

test.each([
  ['AWS::S3::Bucket', {}],
  ['AWS::S3::Bucket', { BucketName: { Ref: 'AWS::NoValue' } }],
  ['AWS::S3::Bucket', { BucketName: { 'Fn::Sub': '${Project}-${Environment}-raw-${AWS::AccountId}' } }],
  [
    'AWS::Glue::Database',
    { DatabaseInput: { Name: { 'Fn::Join': ['_', [{ Ref: 'Project' }, { Ref: 'Environment' }]] } } },
  ],
  ['AWS::Logs::LogGroup', { LogGroupName: { 'Fn::Sub': '/aws/lambda/${It}' } }],
  ['AWS::SNS::Topic', { TopicName: { 'Fn::Sub': '${AWS::StackName}-x' } }],
  ['AWS::Lambda::Alias', { Name: 'live' }],
  ['Custom::Thing', { Name: 'x' }],
])('accepts %s %j', (type, properties) => {
  expect(foundIn(physicalName, only(type, properties))).toEqual([]);
});

test.each([
  ['AWS::S3::Bucket', { BucketName: 'my-bucket' }, 'BucketName'],
  [
    'AWS::S3::Bucket',
    { BucketName: { 'Fn::If': ['A', { Ref: 'AWS::NoValue' }, { 'Fn::Sub': '${Project}-raw' }] } },
    'BucketName',
  ],
  ['AWS::IAM::Role', { RoleName: { 'Fn::Sub': '${Environment}-role' } }, 'RoleName'],
  ['AWS::SSM::Parameter', { Name: '/factory/x' }, 'Name'],
  ['AWS::Glue::Database', { DatabaseInput: { Name: 'raw' } }, 'DatabaseInput.Name'],
  ['AWS::Events::Rule', { Name: 'rule' }, 'Name'],
])('finds that the name of %s %j collides', (type, properties, property) => {
  expect(foundIn(physicalName, only(type, properties))).toEqual([`Resources/It[${property}]`]);
});

test('wants the whole identity of the product in a name', () => {
  const template = { Resources: only('AWS::SNS::Topic', { TopicName: { 'Fn::Sub': '${Project}-${Environment}' } }) };

  expect(found(physicalName, template, { identity: ['Project', 'Environment', 'Dataset'] })).toEqual([
    'Resources/It[TopicName]',
  ]);
});
