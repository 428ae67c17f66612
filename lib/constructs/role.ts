import { CfnManagedPolicy, CfnRole, PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { decide, decisions } from './decisions.ts';
import { given } from './product-template.ts';

export type ProductRoleProps = {
  /** Service principal that assumes the role, e.g. `lambda.amazonaws.com`. */
  readonly service: string;
  /** What the role may do: listed actions on ARNs. */
  readonly statements: readonly PolicyStatement[];
  /**
   * Statements of the trust policy's condition, e.g. `{ StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } }`.
   * @default - none
   */
  readonly trustConditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/**
 * A role with one customer-managed policy, below `/factory/`, under the launcher's permissions boundary. The policy is
 * attached before the role exists for others, so that nothing starts without its permissions.
 */
export class ProductRole extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: ProductRoleProps) {
    super(scope, id);
    const policy = new CfnManagedPolicy(this, 'Policy', {
      path: '/factory/',
      policyDocument: new PolicyDocument({ statements: [...props.statements] }),
    });
    const role = new CfnRole(this, 'Role', {
      path: '/factory/',
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: props.service },
            Action: 'sts:AssumeRole',
            ...(props.trustConditions !== undefined && { Condition: props.trustConditions }),
          },
        ],
      },
      managedPolicyArns: [policy.ref],
      permissionsBoundary: Fn.conditionIf(
        given(this, 'PermissionsBoundaryArn').logicalId,
        Fn.ref('PermissionsBoundaryArn'),
        Aws.NO_VALUE,
      ).toString(),
    });
    decide(role, decisions.optionalBoundary);
    this.arn = role.attrArn;
    this.name = role.ref;
  }
}
