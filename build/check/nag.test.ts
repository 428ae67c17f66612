// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, Stack, Validations } from 'aws-cdk-lib/core';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import { findingsOfPacks, packNames } from './nag.ts';
import { Tenant } from './tenant.fixture.ts';

function bareStack(): Stack {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Bare');
  new CfnBucket(stack, 'Bucket');
  new CfnFunction(stack, 'Function', {
    code: { zipFile: 'x' },
    handler: 'index.handler',
    runtime: 'nodejs18.x',
    role: 'x',
  });
  return stack;
}

test.each([
  ['AwsSolutions', 'AwsSolutions-S1', 'Bucket'],
  ['HIPAA.Security', 'HIPAA.Security-S3BucketLoggingEnabled', 'Bucket'],
  ['NIST.800.53.R4', 'NIST.800.53.R4-S3BucketLoggingEnabled', 'Bucket'],
  ['NIST.800.53.R5', 'NIST.800.53.R5-S3BucketLoggingEnabled', 'Bucket'],
  ['PCI.DSS.321', 'PCI.DSS.321-S3BucketLoggingEnabled', 'Bucket'],
  ['Serverless', 'Serverless-LambdaDLQ', 'Function'],
] as const)('finds with %s what is wrong in a bare stack', (pack, rule, path) => {
  expect(findingsOfPacks(bareStack(), [pack])).toContainEqual(
    expect.objectContaining({ rule, path, severity: 'error', resource: path }),
  );
});

test('runs only the packs it is asked for', () => {
  const rules = findingsOfPacks(bareStack(), ['AwsSolutions']).map(({ rule }) => rule);

  expect(rules.filter((rule) => !rule.startsWith('AwsSolutions-'))).toEqual([]);
  expect(findingsOfPacks(bareStack(), [])).toEqual([]);
});

test('finds exactly what the packs themselves report', () => {
  for (const stack of [bareStack(), new Tenant()]) {
    const packs = [
      new AwsSolutionsChecks(),
      new HIPAASecurityChecks(),
      new NIST80053R4Checks(),
      new NIST80053R5Checks(),
      new PCIDSS321Checks(),
      new ServerlessChecks(),
    ];
    const reported = packs.flatMap((pack) =>
      pack
        .validateScope(stack)
        .violations.flatMap(({ ruleName, severity, violatingResources }) =>
          violatingResources.map(({ constructPath }) => `${severity} ${ruleName} ${constructPath}`),
        ),
    );
    const found = findingsOfPacks(stack, packNames).map(
      ({ severity, rule, path }) => `${severity} ${rule} ${stack.node.path}/${path}`,
    );

    expect(reported.length).toBeGreaterThan(5);
    expect(found.sort()).toEqual(reported.sort());
  }
});

test('finds what is acknowledged, too', () => {
  const stack = bareStack();
  const before = findingsOfPacks(stack);

  Validations.of(stack).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Access logs would log into themselves, this is the log bucket.',
  });

  expect(findingsOfPacks(stack)).toEqual(before);
});

test('makes a finding of a rule that throws, with what it threw', () => {
  const stack = bareStack();
  const runtime = new CfnParameter(stack, 'Runtime').valueAsString;
  new CfnFunction(stack, 'Unknown', { code: { zipFile: 'x' }, handler: 'index.handler', runtime, role: 'x' });

  expect(findingsOfPacks(stack, ['AwsSolutions'])).toContainEqual(
    expect.objectContaining({
      rule: 'AwsSolutions-L1',
      path: 'Unknown',
      message: expect.stringMatching(/^could not be judged: .*"Ref":"Runtime"/),
    }),
  );
});

test('says what is wrong without the list of control ids', () => {
  const finding = findingsOfPacks(bareStack(), ['HIPAA.Security']).find(({ rule }) =>
    rule.endsWith('-LambdaInsideVPC'),
  );

  expect(finding?.message).toBe('The Lambda function is not VPC enabled');
});
