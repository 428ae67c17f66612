import { isAbsolute, join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { addressMapping } from '../conventions.ts';
import type { BundleRequest } from './app.ts';
import { appOf } from './app.ts';
import { decide, decisions } from './decisions.ts';
import { ProductLogGroup } from './log-group.ts';
import { templateOf } from './product-template.ts';
import { ProductRole } from './role.ts';

export type ProductFunctionProps = {
  /** What the function does, for whoever finds it in the console. */
  readonly description: string;
  /** The TypeScript entry that exports `handler`: absolute, or below the product's folder. */
  readonly entry: string;
  /**
   * Modules that exist only in the build, by import specifier.
   * @default - none
   */
  readonly modules?: BundleRequest['modules'];
  /** What the function may do beyond writing its log and its traces: listed actions on ARNs. */
  readonly statements: readonly PolicyStatement[];
  readonly timeoutSeconds: number;
  /** @default 256 */
  readonly memoryMiB?: number;
  /** @default - none */
  readonly environment?: Readonly<Record<string, string>>;
};

/**
 * The only kind of function in our templates: our own bundle on `nodejs24.x`, arm64, traced, with JSON logs into a
 * group that has retention, under a role of its own.
 */
export class ProductFunction extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly logGroup: ProductLogGroup;
  readonly role: ProductRole;
  readonly bundle: BundleRequest;
  readonly resource: CfnFunction;

  constructor(scope: Construct, id: string, props: ProductFunctionProps) {
    super(scope, id);
    const { product } = templateOf(this).subject;
    const entry = isAbsolute(props.entry) ? props.entry : join(product.home, props.entry);
    this.bundle = appOf(this).requestBundle(entry, props.modules);
    this.logGroup = new ProductLogGroup(this, 'Log');
    this.role = new ProductRole(this, 'Role', {
      service: 'lambda.amazonaws.com',
      statements: [...props.statements, writesTo(this.logGroup), traces()],
    });
    decide(this.role, decisions.actionsWithoutResources);
    this.resource = new CfnFunction(this, 'Function', {
      description: props.description,
      code: codeOf(this.bundle),
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      role: this.role.arn,
      timeout: props.timeoutSeconds,
      memorySize: props.memoryMiB ?? 256,
      tracingConfig: { mode: 'Active' },
      loggingConfig: { logGroup: this.logGroup.name, logFormat: 'JSON' },
      environment: { variables: { POWERTOOLS_SERVICE_NAME: product.id, ...props.environment } },
    });
    decide(this.resource, decisions.functionsOutsideVpc, decisions.noReservedConcurrency);
    this.arn = this.resource.attrArn;
    this.name = this.resource.ref;
  }
}

function codeOf(bundle: BundleRequest) {
  return {
    s3Bucket: Fn.join('-', [Fn.findInMap(addressMapping, 'Assets', 'BucketPrefix'), Aws.REGION]),
    s3Key: Fn.join('/', [Fn.findInMap(addressMapping, 'Assets', 'KeyPrefix'), `${bundle.placeholder}.zip`]),
  };
}

function writesTo(group: ProductLogGroup): PolicyStatement {
  return new PolicyStatement({
    sid: 'WriteOwnLog',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [group.arn],
  });
}

/** X-Ray has no resources to name. */
function traces(): PolicyStatement {
  return new PolicyStatement({
    sid: 'WriteTraces',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    resources: ['*'],
  });
}
