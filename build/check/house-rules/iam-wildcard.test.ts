// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { foundIn } from './found.fixture.ts';
import { iamWildcard } from './iam-wildcard.ts';

const policy = (statement: object) => ({
  Policy: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } },
  },
});

test('accepts listed actions on named resources', () => {
  const statement = { Action: ['s3:GetObject', 's3:PutObject'], Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } };

  expect(foundIn(iamWildcard, policy(statement))).toEqual([]);
});

test('accepts a denial of everything', () => {
  expect(foundIn(iamWildcard, policy({ Effect: 'Deny', Action: '*', Resource: '*' }))).toEqual([]);
});

test.each([
  [{ Action: '*', Resource: 'x' }, 'Action::*'],
  [{ Action: 's3:*', Resource: 'x' }, 'Action::s3:*'],
  [{ Action: ['s3:ListBucket', 's3:Get*'], Resource: 'x' }, 'Action::s3:Get*'],
  [{ Action: 's3:GetObjec?', Resource: 'x' }, 'Action::s3:GetObjec?'],
  [{ Action: 's3:GetObject', Resource: ['x', '*'] }, 'Resource::*'],
  [{ Action: 's3:GetObject', Resource: { 'Fn::If': ['A', 'x', '*'] } }, 'Resource::*'],
  [{ NotAction: 's3:GetObject', Resource: 'x' }, 'NotAction'],
  [{ Action: 's3:GetObject', NotResource: 'x' }, 'NotResource'],
])('finds the wildcard in %j', (statement, detail) => {
  expect(foundIn(iamWildcard, policy(statement))).toEqual([`Resources/Policy[${detail}]`]);
});

test.each([
  [
    'AWS::IAM::Role',
    { Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: 'x' } } }] },
  ],
  ['AWS::IAM::Policy', { PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: 'x' } } }],
  ['AWS::IAM::RolePolicy', { PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: 'x' } } }],
])('looks into %s', (Type, Properties) => {
  expect(foundIn(iamWildcard, { It: { Type, Properties } })).toEqual(['Resources/It[Action::*]']);
});
