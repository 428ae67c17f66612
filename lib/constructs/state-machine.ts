import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { FactoryError } from '../errors.ts';
import { decide, decisions } from './decisions.ts';
import { ProductLogGroup } from './log-group.ts';
import { templateOf } from './product-template.ts';
import { ProductRole } from './role.ts';

export type ProductStateMachineProps = {
  /** The definition, a JSON file in Amazon States Language: absolute, or below the product's folder. */
  readonly definition: string;
  /** What stands for `${Name}` in the definition. Each is used, and nothing else is. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** What the state machine may do beyond writing its log and its traces: listed actions on ARNs. */
  readonly statements: readonly PolicyStatement[];
};

/** A STANDARD state machine from a definition in a file, logged in full and traced, under a role of its own. */
export class ProductStateMachine extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly logGroup: ProductLogGroup;

  constructor(scope: Construct, id: string, props: ProductStateMachineProps) {
    super(scope, id);
    const { product } = templateOf(this).subject;
    const path = isAbsolute(props.definition) ? props.definition : join(product.home, props.definition);
    const definition: unknown = JSON.parse(readFileSync(path, 'utf8'));
    assertSubstituted(JSON.stringify(definition), props.substitutions);
    // Below this prefix a log group does not count against the size of the account's log resource policy.
    this.logGroup = new ProductLogGroup(this, 'Log', { name: `/aws/vendedlogs/states/${Aws.STACK_NAME}-${id}` });
    const role = new ProductRole(this, 'Role', {
      service: 'states.amazonaws.com',
      statements: [...props.statements, deliversLogs(), traces()],
      trustConditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    });
    decide(role, decisions.actionsWithoutResources);
    const machine = new CfnStateMachine(this, 'Machine', {
      stateMachineType: 'STANDARD',
      definitionString: JSON.stringify(definition),
      definitionSubstitutions: { ...props.substitutions },
      roleArn: role.arn,
      tracingConfiguration: { enabled: true },
      loggingConfiguration: {
        level: 'ALL',
        // Input and output may be the launcher's data; ids and states are enough to follow a run.
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: this.logGroup.arn } }],
      },
    });
    this.arn = machine.attrArn;
    this.name = machine.attrName;
  }
}

function assertSubstituted(definition: string, substitutions: Readonly<Record<string, string>>): void {
  const wanted = new Set([...definition.matchAll(/\$\{([A-Za-z0-9]+)\}/gu)].map((match) => match[1] ?? ''));
  const given = new Set(Object.keys(substitutions));
  const missing = [...wanted.difference(given)].map((name) => `\${${name}} is not given`);
  const unused = [...given.difference(wanted)].map((name) => `\${${name}} is not used`);
  const problems = [...missing, ...unused];
  if (problems.length > 0)
    throw new FactoryError(
      'INVALID_STATE_MACHINE',
      `the substitutions do not fit the definition: ${problems.join(', ')}`,
    );
}

/** Log delivery to a log group is set up through account-wide actions. */
function deliversLogs(): PolicyStatement {
  return new PolicyStatement({
    sid: 'DeliverLogs',
    actions: [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    resources: ['*'],
  });
}

/** X-Ray has no resources to name. */
function traces(): PolicyStatement {
  return new PolicyStatement({
    sid: 'WriteTraces',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    resources: ['*'],
  });
}
