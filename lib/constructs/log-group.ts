import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnParameter, Fn, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { decide, decisions } from './decisions.ts';
import { templateOf } from './product-template.ts';

/** Retention where a product has no `LogRetentionDays`. */
const defaultRetentionDays = 90;

/**
 * A log group whose retention is in the template. It goes with the stack: nothing else may create it, so none is left
 * behind without retention.
 */
export class ProductLogGroup extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: { readonly name?: string } = {}) {
    super(scope, id);
    const picked = templateOf(this).node.tryFindChild('LogRetentionDays') instanceof CfnParameter;
    const group = new CfnLogGroup(this, 'Group', {
      retentionInDays: picked ? Token.asNumber(Fn.ref('LogRetentionDays')) : defaultRetentionDays,
      ...(props.name !== undefined && { logGroupName: props.name }),
    });
    decide(group, decisions.logsWithServiceEncryption, decisions.launcherPicksLogRetention);
    this.arn = group.attrArn;
    this.name = group.ref;
  }
}
