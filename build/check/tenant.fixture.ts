import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventSourceMapping, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import {
  App,
  Aws,
  CfnCondition,
  CfnDeletionPolicy,
  CfnMapping,
  CfnOutput,
  CfnParameter,
  type CfnResource,
  CustomResource,
  DefaultStackSynthesizer,
  Duration,
  Fn,
  Stack,
  Tags,
} from 'aws-cdk-lib/core';
import type { Subject } from './check.ts';
import type { Template } from './template.ts';

/** Address of the assets in the fixture's Mapping. */
const address = 'Address';

/**
 * A tenant as our products make it, for tests: 36 resources that keep every house rule, on plain CDK constructs so
 * that nothing but the conventions themselves is under test.
 */
export class Tenant extends Stack {
  readonly key: CfnKey;
  readonly bucket: CfnBucket;
  readonly functions: readonly CfnFunction[];
  readonly project = new CfnParameter(this, 'Project', { description: 'Short name' });
  readonly environmentName = new CfnParameter(this, 'Environment', { default: 'dev', allowedValues: ['dev', 'prod'] });
  private readonly boundary = new CfnParameter(this, 'PermissionsBoundaryArn', { default: '' });
  private readonly isBounded: CfnCondition;
  private readonly app: App;

  constructor(functionCount = 7) {
    const app = new App({ analyticsReporting: false, treeMetadata: false, builtinCloudFormationValidation: false });
    super(app, 'Tenant', { synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    this.app = app;
    new CfnMapping(this, address, {
      mapping: { Assets: { BucketPrefix: '%%BUCKET%%', KeyPrefix: '%%SOLUTION%%/assets' } },
    });
    this.isBounded = new CfnCondition(this, 'IsBounded', {
      expression: Fn.conditionNot(Fn.conditionEquals(this.boundary.valueAsString, '')),
    });
    this.key = retained(new CfnKey(this, 'Key', { enableKeyRotation: true, keyPolicy: this.keyPolicy() }));
    this.bucket = this.makeBucket('Bucket');
    this.makeTable();
    const queue = new CfnQueue(this, 'Failed', { kmsMasterKeyId: this.key.ref });
    this.functions = Array.from({ length: functionCount }, (_, index) => this.makeFunction(`Function${index}`, queue));
    this.makeInbox(queue);
    this.makeStateMachine();
    this.makeCustomResource();
    new CfnOutput(this, 'BucketName', { value: this.bucket.ref, description: 'Where to put your files' });
    this.tag('factory:product', 'tenant');
    this.tag('factory:project', this.project.valueAsString);
    this.tag('factory:environment', this.environmentName.valueAsString);
  }

  /** Synthesizes the stack into what `check()` takes. */
  toSubject(): Subject {
    const template: Template = this.app.synth().getStackByName(this.stackName).template;
    return { stack: this, template, facts: { addressMapping: address, identity: ['Project', 'Environment'] } };
  }

  makeRole(id: string, service: string): CfnRole {
    return new CfnRole(this, id, {
      path: '/factory/',
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      permissionsBoundary: Fn.conditionIf(
        this.isBounded.logicalId,
        this.boundary.valueAsString,
        Aws.NO_VALUE,
      ).toString(),
    });
  }

  allow(id: string, role: CfnRole, statements: readonly object[]): CfnManagedPolicy {
    return new CfnManagedPolicy(this, id, {
      path: '/factory/',
      roles: [role.ref],
      policyDocument: { Version: '2012-10-17', Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) },
    });
  }

  makeLogGroup(id: string): CfnLogGroup {
    return new CfnLogGroup(this, id, { retentionInDays: 365, kmsKeyId: this.key.attrArn });
  }

  /** The stack itself takes no tags that only a launch knows. */
  private tag(key: string, value: string): void {
    Tags.of(this).add(key, value, { excludeResourceTypes: ['aws:cdk:stack'] });
  }

  private keyPolicy() {
    const root = Fn.join('', ['arn:', Aws.PARTITION, ':iam::', Aws.ACCOUNT_ID, ':root']);
    return {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' }],
    };
  }

  private makeBucket(id: string): CfnBucket {
    const bucket = retained(
      new CfnBucket(this, id, {
        bucketEncryption: {
          serverSideEncryptionConfiguration: [
            {
              bucketKeyEnabled: true,
              serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: this.key.attrArn },
            },
          ],
        },
        publicAccessBlockConfiguration: {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        versioningConfiguration: { status: 'Enabled' },
      }),
    );
    new CfnBucketPolicy(this, `${id}Policy`, { bucket: bucket.ref, policyDocument: tlsOnly(bucket) });
    return bucket;
  }

  private makeTable(): CfnTable {
    return retained(
      new CfnTable(this, 'Table', {
        keySchema: [{ attributeName: 'pk', keyType: 'HASH' }],
        attributeDefinitions: [{ attributeName: 'pk', attributeType: 'S' }],
        billingMode: 'PAY_PER_REQUEST',
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId: this.key.attrArn },
      }),
    );
  }

  private makeFunction(id: string, queue: CfnQueue): CfnFunction {
    const log = this.makeLogGroup(`${id}Log`);
    const role = this.makeRole(`${id}Role`, 'lambda.amazonaws.com');
    this.allow(`${id}Policy`, role, [
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: log.attrArn },
      { Action: 'sqs:SendMessage', Resource: queue.attrArn },
    ]);
    return new CfnFunction(this, id, {
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      role: role.attrArn,
      code: {
        s3Bucket: Fn.join('-', [Fn.findInMap(address, 'Assets', 'BucketPrefix'), Aws.REGION]),
        s3Key: Fn.join('/', [Fn.findInMap(address, 'Assets', 'KeyPrefix'), `${'0'.repeat(64)}.zip`]),
      },
      tracingConfig: { mode: 'Active' },
      loggingConfig: { logFormat: 'JSON', logGroup: log.ref },
      deadLetterConfig: { targetArn: queue.attrArn },
      timeout: 30,
      memorySize: 256,
    });
  }

  private makeInbox(failed: CfnQueue): void {
    const [reader] = this.functions;
    const inbox = new CfnQueue(this, 'Inbox', {
      kmsMasterKeyId: this.key.ref,
      redrivePolicy: { deadLetterTargetArn: failed.attrArn, maxReceiveCount: 3 },
    });
    new CfnEventSourceMapping(this, 'Reading', { functionName: reader?.ref ?? '', eventSourceArn: inbox.attrArn });
  }

  private makeStateMachine(): void {
    const role = this.makeRole('FlowRole', 'states.amazonaws.com');
    const log = this.makeLogGroup('FlowLog');
    new CfnStateMachine(this, 'Flow', {
      roleArn: role.attrArn,
      definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      loggingConfiguration: { level: 'ALL', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.attrArn } }] },
      tracingConfiguration: { enabled: true },
    });
  }

  private makeCustomResource(): void {
    const [, handler] = this.functions;
    new CustomResource(this, 'Preparation', {
      resourceType: 'Custom::Preparation',
      serviceToken: handler?.attrArn ?? '',
      serviceTimeout: Duration.seconds(300),
    });
  }
}

/** Marks what holds data as our products do. */
export function retained<T extends CfnResource>(resource: T): T {
  resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return resource;
}

function tlsOnly(bucket: CfnBucket) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucket.attrArn, Fn.join('', [bucket.attrArn, '/*'])],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}
