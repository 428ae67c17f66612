import { join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Aws, Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { HandledResource } from '#lib/constructs/handled-resource.ts';
import type { ProductKey } from '#lib/constructs/key.ts';
import type { ExistingKeyCheckProperties } from './contract.ts';

export type ExistingKeyCheckProps = {
  /** The pair of keys whose existing half is checked. */
  readonly key: ProductKey;
};

/**
 * Looks at a key that the launcher brought: enabled, symmetric, in this account and region, and with a policy that
 * allows what the product needs. Edits nothing; a launch that cannot work fails with the statement to add.
 */
export class ExistingKeyCheck extends HandledResource {
  constructor(scope: Construct, id: string, { key }: ExistingKeyCheckProps) {
    const existing = Fn.ref('KmsKeyArn');
    super(scope, id, {
      type: 'ExistingKeyCheck',
      serviceTimeoutSeconds: 120,
      function: {
        description: 'Checks that the existing KMS key allows what the product needs',
        entry: join(import.meta.dirname, 'entry.ts'),
        timeoutSeconds: 30,
        statements: [
          new PolicyStatement({
            sid: 'ReadKey',
            actions: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
            resources: [existing],
          }),
          // What is refused in an update is let through in a rollback.
          new PolicyStatement({
            sid: 'ReadOwnStatus',
            actions: ['cloudformation:DescribeStacks'],
            resources: [Aws.STACK_ID],
          }),
        ],
      },
      properties: {
        KeyArn: existing,
        Statements: key.statements,
      } satisfies Record<keyof ExistingKeyCheckProperties, unknown>,
    });
    this.onlyIf(key.isGiven);
  }
}
