import { Match } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import { tinyParameters, tinyTemplate } from '#test/kit/tiny-product.ts';
import { ProductRole } from './role.ts';

const statements = [new PolicyStatement({ sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] })];

function roleTemplate(more: object = {}) {
  return tinyTemplate(
    (scope) => new ProductRole(scope, 'Role', { service: 'lambda.amazonaws.com', statements, ...more }),
  );
}

test('a role may do what is listed, by one managed policy that it has from the start', async () => {
  const template = await roleTemplate();
  const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));

  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    Path: '/factory/',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }],
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    Path: '/factory/',
    ManagedPolicyArns: [{ Ref: policy }],
    Policies: Match.absent(),
    RoleName: Match.absent(),
  });
});

test('a role trusts one service', async () => {
  const template = await roleTemplate();

  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  });
});

test('the trust may have conditions', async () => {
  const Condition = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  const template = await roleTemplate({ trustConditions: Condition });

  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }],
    },
  });
});

test('a role is under the boundary that the launcher gives, and under none where there is none', async () => {
  const template = await roleTemplate();

  template.hasResourceProperties('AWS::IAM::Role', {
    PermissionsBoundary: {
      'Fn::If': ['HasPermissionsBoundaryArn', { Ref: 'PermissionsBoundaryArn' }, { Ref: 'AWS::NoValue' }],
    },
  });
  template.hasCondition('HasPermissionsBoundaryArn', {
    'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'PermissionsBoundaryArn' }, ''] }],
  });
});

test('fails in a product without a boundary', async () => {
  const { PermissionsBoundaryArn: _, ...parameters } = tinyParameters;
  const made = tinyTemplate((scope) => new ProductRole(scope, 'Role', { service: 'a', statements }), { parameters });

  await expect(made).rejects.toThrow(
    "Role needs the parameter PermissionsBoundaryArn, which 'test-tiny' does not have",
  );
});
