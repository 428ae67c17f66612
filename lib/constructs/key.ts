import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Aws, CfnCondition, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { either } from './launch-value.ts';
import { given } from './product-template.ts';
import { retained } from './retained.ts';
import type { ResourceStatement } from './statement.ts';
import { policyOf } from './statement.ts';

export type ProductKeyProps = {
  /** What the key encrypts, for whoever finds it in the console. */
  readonly description: string;
  /** Name of the key's alias without `alias/`, made of Project and Environment. */
  readonly alias: string;
  /**
   * What the key's policy has to allow others, beyond the account's own administration. Checked, and demanded, of an
   * existing key.
   * @default - nobody else uses the key
   */
  readonly statements?: readonly ResourceStatement[];
};

/**
 * The pair behind `KmsKeyArn`: a key of the product's own with rotation, or the launcher's existing key, which is
 * checked and never edited.
 */
export class ProductKey extends Construct {
  /** The key in force, whichever it is. */
  readonly arn: string;
  /** The product's own key when there is one, else the empty text. */
  readonly ownKeyId: string;
  /** ARN of the product's own key for permissions that must never reach the launcher's; names no key when there is none. */
  readonly ownArn: string;
  /** Holds when the launcher gave no key. */
  readonly isOwn: CfnCondition;
  /** Holds when the launcher gave one; it then wants an `ExistingKeyCheck`. */
  readonly isGiven: CfnCondition;
  readonly statements: readonly ResourceStatement[];

  constructor(scope: Construct, id: string, props: ProductKeyProps) {
    super(scope, id);
    this.isGiven = given(this, 'KmsKeyArn');
    this.isOwn = new CfnCondition(this, 'IsOwn', { expression: Fn.conditionNot(this.isGiven) });
    this.statements = props.statements ?? [];
    const key = retained(
      new CfnKey(this, 'Key', {
        description: props.description,
        enableKeyRotation: true,
        keyPolicy: policyOf([administration(), noGrantsToOthers(), ...this.statements]),
      }),
    );
    key.cfnOptions.condition = this.isOwn;
    const alias = new CfnAlias(this, 'Alias', { aliasName: `alias/${props.alias}`, targetKeyId: key.ref });
    alias.cfnOptions.condition = this.isOwn;
    const existing = Fn.ref('KmsKeyArn');
    this.arn = either(this.isOwn, key.attrArn, existing);
    this.ownKeyId = either(this.isOwn, key.ref, '');
    const noKey = `arn:${Aws.PARTITION}:kms:${Aws.REGION}:${Aws.ACCOUNT_ID}:key/none`;
    this.ownArn = either(this.isOwn, key.attrArn, noKey);
  }
}

/** Hands the administration of the key to the account's IAM policies, as AWS's default key policy does. */
function administration(): ResourceStatement {
  return {
    Sid: 'AccountAdministers',
    Effect: 'Allow',
    Principal: { AWS: accountRoot(Aws.ACCOUNT_ID) },
    Action: 'kms:*',
    Resource: '*',
  };
}

/** A grant is a permission that no policy shows: only AWS services may be given one, for the account's resources. */
function noGrantsToOthers(): ResourceStatement {
  return {
    Sid: 'DenyGrantsToOthers',
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:CreateGrant',
    Resource: '*',
    Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  };
}

/** ARN of an account as a principal: everybody in it whom its own policies let. */
export function accountRoot(account: string): string {
  return `arn:${Aws.PARTITION}:iam::${account}:root`;
}

/** What a statement of a key policy needs so that its grantee may use the key for this bucket in S3, and for nothing else. */
export function throughS3For(bucketArn: string): NonNullable<ResourceStatement['Condition']> {
  return {
    StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.${Aws.URL_SUFFIX}` },
    // With a bucket key S3 names the bucket, without one the object.
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/*`] },
  };
}
