import { CfnOutput } from 'aws-cdk-lib/core';
import { tinyParameters, tinyTemplate } from '#test/kit/tiny-product.ts';
import type { ProductKeyProps } from './key.ts';
import { accountRoot, ProductKey, throughS3For } from './key.ts';
import { physicalName } from './product-template.ts';

function keyTemplate(change: Partial<ProductKeyProps> = {}) {
  return tinyTemplate((scope) => {
    const key = new ProductKey(scope, 'Key', { description: 'Data', alias: physicalName('data'), ...change });
    new CfnOutput(scope, 'Arn', { value: key.arn });
    new CfnOutput(scope, 'OwnKeyId', { value: key.ownKeyId });
  });
}

const isGiven = { Condition: 'HasKmsKeyArn' };

test('the product makes a key that rotates and outlives it, where the launcher gives none', async () => {
  const template = await keyTemplate();
  const [isOwn] = Object.keys(template.findConditions('*', { 'Fn::Not': [isGiven] }));

  template.hasResource('AWS::KMS::Key', {
    Condition: isOwn,
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { Description: 'Data', EnableKeyRotation: true },
  });
  template.hasCondition('HasKmsKeyArn', { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'KmsKeyArn' }, ''] }] });
});

test('the key has a name that people know it by', async () => {
  const template = await keyTemplate();
  const [[key, { Condition }] = ['', {}]] = Object.entries(template.findResources('AWS::KMS::Key'));

  template.hasResource('AWS::KMS::Alias', {
    Condition,
    Properties: {
      AliasName: { 'Fn::Join': ['', ['alias/', { Ref: 'Project' }, '-', { Ref: 'Environment' }, '-data']] },
      TargetKeyId: { Ref: key },
    },
  });
});

test('the key in force is the own one or the given one', async () => {
  const template = await keyTemplate();
  const [[key, { Condition }] = ['', {}]] = Object.entries(template.findResources('AWS::KMS::Key'));

  template.hasOutput('Arn', { Value: { 'Fn::If': [Condition, { 'Fn::GetAtt': [key, 'Arn'] }, { Ref: 'KmsKeyArn' }] } });
  template.hasOutput('OwnKeyId', { Value: { 'Fn::If': [Condition, { Ref: key }, ''] } });
});

test('the account administers the key, and grants go to AWS services only', async () => {
  const template = await keyTemplate();

  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: {
            AWS: {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']],
            },
          },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
        },
      ],
    },
  });
});

test('others may do what the product says, and an existing key is asked for the same', async () => {
  const allow = {
    Sid: 'AllowReaders',
    Effect: 'Allow',
    Principal: { AWS: accountRoot('123456789012') },
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: throughS3For('arn:aws:s3:::a'),
  } as const;
  const template = await tinyTemplate((scope) => {
    const key = new ProductKey(scope, 'Key', { description: 'Data', alias: 'data', statements: [allow] });
    expect(key.statements).toEqual([allow]);
  });
  const [key] = Object.values(template.findResources('AWS::KMS::Key'));

  expect(key?.['Properties'].KeyPolicy.Statement).toHaveLength(3);
  expect(key?.['Properties'].KeyPolicy.Statement[2]).toEqual({
    ...allow,
    Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::123456789012:root']] } },
    Condition: {
      StringEquals: {
        'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] },
      },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::a', 'arn:aws:s3:::a/*'] },
    },
  });
});

test('fails in a product without the parameter', async () => {
  const { KmsKeyArn: _, ...parameters } = tinyParameters;
  const made = tinyTemplate((scope) => new ProductKey(scope, 'Key', { description: 'a', alias: 'a' }), { parameters });

  await expect(made).rejects.toThrow("Key needs the parameter KmsKeyArn, which 'test-tiny' does not have");
});
