import { Match } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { tinyParameters, tinyTemplate } from '#test/kit/tiny-product.ts';
import { conventional, conventionalRules } from '../conventions.ts';
import { given, meetingPoint, physicalName, templateOf } from './product-template.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const parameters = {
  ...tinyParameters,
  DataRetention: conventional.DataRetention,
  Dataset: { type: 'string', ...words },
} as const;
const nothing = () => {};

test('the template says what it is', async () => {
  const template = await tinyTemplate(nothing);

  template.templateMatches({
    Description: 'Tiny 1.2.3. As little as a product can be.',
    Metadata: { Factory: { Product: 'test-tiny', Offering: 'test-tiny', Version: '1.2.3' } },
  });
});

test('a long summary is cut where CloudFormation ends a description, between characters', async () => {
  const template = await tinyTemplate(nothing, { summary: 'é'.repeat(1000) });
  const { Description: description } = template.toJSON();

  expect(description).toBe(`Tiny 1.2.3. ${'é'.repeat(506)}`);
  expect(Buffer.byteLength(description)).toBe(1024);
});

test('the parameters, rules and form of the product are there', async () => {
  const groups = [{ title: 'All', parameters: Object.keys(parameters) }];
  const template = await tinyTemplate(nothing, { parameters, groups, rules: conventionalRules });

  expect(template.toJSON().Parameters).toMatchObject({
    Project: { Type: 'String', AllowedPattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', MinLength: 2, MaxLength: 16 },
    Environment: { Type: 'String', AllowedValues: ['dev', 'test', 'stage', 'prod'], Default: 'dev' },
    LogRetentionDays: { Type: 'String', Default: '90' },
  });
  expect(template.toJSON()).toMatchObject({
    Rules: {
      ProductionKeepsItsData: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] },
        Assertions: [
          {
            Assert: { 'Fn::Equals': [{ Ref: 'DataRetention' }, 'retain'] },
            AssertDescription: 'a production launch keeps its data',
          },
        ],
      },
    },
    Metadata: {
      'AWS::CloudFormation::Interface': {
        ParameterGroups: [{ Label: { default: 'All' }, Parameters: Object.keys(parameters) }],
        ParameterLabels: { Project: { default: 'Project' }, LogRetentionDays: { default: 'Log retention in days' } },
      },
    },
  });
});

test('numbers keep their bounds', async () => {
  const Days = { type: 'integer', minimum: 0, maximum: 10, default: 3, ...words } as const;
  const Share = { type: 'number', minimum: 0.5, ...words } as const;
  const template = await tinyTemplate(nothing, { parameters: { ...tinyParameters, Days, Share } });

  template.hasParameter('Days', { Type: 'Number', MinValue: 0, MaxValue: 10, Default: '3' });
  template.hasParameter('Share', { Type: 'Number', MinValue: 0.5 });
});

test('the address of the assets is left open', async () => {
  const template = await tinyTemplate(nothing);

  template.hasMapping('Address', { Assets: { BucketPrefix: '%%BUCKET%%', KeyPrefix: '%%SOLUTION%%/assets' } });
});

test('everything is tagged with product, project and environment, and with nothing that a release changes', async () => {
  const template = await tinyTemplate((scope) => new CfnBucket(scope, 'Bucket'));

  template.hasResourceProperties('AWS::S3::Bucket', {
    Tags: [
      { Key: 'factory:environment', Value: { Ref: 'Environment' } },
      { Key: 'factory:product', Value: 'test-tiny' },
      { Key: 'factory:project', Value: { Ref: 'Project' } },
    ],
  });
});

test('the bootstrap of CDK is not asked for', async () => {
  const template = await tinyTemplate(nothing);

  expect(Object.keys(template.toJSON().Parameters)).toEqual(Object.keys(tinyParameters));
  expect(template.toJSON().Rules).toBeUndefined();
});

describe('the in-stack check', () => {
  const gap = { ...parameters, Days: { type: 'integer', default: 3, ...words } } as const;

  test('comes before everything else where CloudFormation cannot hold the schema', async () => {
    const template = await tinyTemplate((scope) => new CfnBucket(scope, 'Bucket'), { parameters: gap });
    const [check] = Object.keys(template.findResources('Custom::ParameterCheck'));

    template.hasResource('AWS::S3::Bucket', { DependsOn: [check] });
    template.hasResource('AWS::SSM::Parameter', { DependsOn: [check] });
    template.hasResourceProperties('Custom::ParameterCheck', {
      Parameters: { Days: { Ref: 'Days' }, Project: { Ref: 'Project' } },
    });
  });

  test('gets lists as texts, and nothing of what CloudFormation reads from Parameter Store', async () => {
    const lists = {
      ...tinyParameters,
      Names: { type: 'array', items: { type: 'string' }, default: [], ...words },
      Stored: { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', ...words },
    } as const;
    const template = await tinyTemplate(nothing, { parameters: lists });

    template.hasResourceProperties('Custom::ParameterCheck', {
      Parameters: { Names: { 'Fn::Join': [',', { Ref: 'Names' }] }, Stored: Match.absent() },
    });
  });

  test('is not there where CloudFormation holds all of it', async () => {
    const template = await tinyTemplate((scope) => new CfnBucket(scope, 'Bucket'));

    template.resourceCountIs('Custom::ParameterCheck', 0);
    template.hasResource('AWS::S3::Bucket', { DependsOn: Match.absent() });
  });
});

test('a parameter that was given is one condition, whoever asks', async () => {
  const template = await tinyTemplate((scope) => {
    expect(given(new Construct(scope, 'A'), 'KmsKeyArn')).toBe(given(new Construct(scope, 'B'), 'KmsKeyArn'));
  });

  template.hasCondition('HasKmsKeyArn', { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'KmsKeyArn' }, ''] }] });
});

test('fails to ask for a parameter that the product does not have', async () => {
  const made = tinyTemplate((scope) => given(new Construct(scope, 'A'), 'VpcId'));

  await expect(made).rejects.toThrow("A needs the parameter VpcId, which 'test-tiny' does not have");
});

test('the meeting point of a launch is made of its whole identity', async () => {
  const change = { parameters, identity: ['Project', 'Environment', 'Dataset'] };
  const template = await tinyTemplate((scope) => {
    new CfnOutput(scope, 'Path', { value: meetingPoint(scope, 'bucket-name') });
    new CfnOutput(scope, 'Name', { value: physicalName('data', 'x') });
  }, change);

  template.hasOutput('Path', {
    Value: {
      'Fn::Join': [
        '',
        [
          '/factory/',
          { Ref: 'Environment' },
          '/',
          { Ref: 'Project' },
          '/test/tiny/',
          { Ref: 'Dataset' },
          '/bucket-name',
        ],
      ],
    },
  });
  template.hasOutput('Name', {
    Value: { 'Fn::Join': ['', [{ Ref: 'Project' }, '-', { Ref: 'Environment' }, '-data-x']] },
  });
});

test('fails outside a product', () => {
  const construct = new Construct(new Stack(new App({ analyticsReporting: false }), 'Other'), 'Inner');

  expect(() => templateOf(construct)).toThrow('Other/Inner is not part of a ProductTemplate');
});
