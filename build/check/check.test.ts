// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { execFileSync } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Annotations, CfnOutput, Validations } from 'aws-cdk-lib/core';
import { acknowledge, decide, decisions } from '#lib/constructs/decisions.ts';
import { check } from './check.ts';
import { Tenant } from './tenant.fixture.ts';

const reason = 'Access logs would log into themselves, this is the log bucket.';
const quick = { packs: ['AwsSolutions'], engine: false } as const;

test('reports what each check finds', () => {
  const tenant = new Tenant();
  const careless = new CfnBucket(tenant, 'Careless', { bucketName: 'data' });
  careless.addPropertyOverride('Bogus', 1);
  new CfnOutput(tenant, 'Silent', { value: 'x' });
  Annotations.of(tenant.bucket).addWarningV2('@aws-cdk/aws-s3:odd', 'This bucket is odd');

  const { findings } = check(tenant.toSubject());

  for (const rule of [
    '@aws-cdk/aws-s3:odd',
    'AwsSolutions-S1',
    'CT.S3.PR.4',
    'F3002',
    'HIPAA.Security-S3BucketLoggingEnabled',
    'factory-data-retained',
    'factory-output-description',
    'factory-physical-name[BucketName]',
  ]) {
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  }
});

test('sorts by place, whatever the order of the checks', () => {
  const report = check(new Tenant().toSubject());
  const places = report.findings.map(({ path, rule }) => `${path} ${rule}`);

  expect(places).toEqual([...places].sort());
  expect(check(new Tenant().toSubject())).toEqual(report);
});

test('moves a finding that is answered for to the acknowledged ones', () => {
  const tenant = new Tenant();
  Validations.of(tenant.bucket).acknowledge({ id: 'AwsSolutions-S1', reason });
  const report = check(tenant.toSubject(), quick);

  expect(report.findings.map(({ rule }) => rule)).not.toContain('AwsSolutions-S1');
  expect(report.acknowledged).toEqual([
    {
      rule: 'AwsSolutions-S1',
      severity: 'error',
      message: 'The S3 Bucket has server access logs disabled',
      path: 'Bucket',
      resource: 'Bucket',
      reason,
    },
  ]);
});

test('finds an acknowledgement that nothing uses', () => {
  const tenant = new Tenant();
  acknowledge(tenant.bucket, { rule: 'AwsSolutions-S2', reason });
  Validations.of(tenant.key).acknowledge({ id: 'AwsSolution-S1', reason });

  expect(check(tenant.toSubject(), quick).findings).toEqual(
    expect.arrayContaining([
      {
        rule: 'factory-unused-acknowledgement',
        severity: 'error',
        message: 'nothing to acknowledge for AwsSolutions-S2, remove the acknowledgement',
        path: 'Bucket',
      },
      expect.objectContaining({ rule: 'factory-unused-acknowledgement', path: 'Key' }),
    ]),
  );
});

test('does not call an acknowledgement unused when its check did not run', () => {
  const tenant = new Tenant();
  for (const rule of ['HIPAA.Security-Nothing', 'CT.S3.PR.1', 'W1234', '@aws-cdk/aws-s3:odd'])
    acknowledge(tenant.bucket, { rule, reason });

  expect(check(tenant.toSubject(), quick).findings.map(({ rule }) => rule)).not.toContain(
    'factory-unused-acknowledgement',
  );
});

test('says which rules of a decision were used, and does not ask that all are', () => {
  const tenant = new Tenant();
  const [fn] = tenant.functions;
  if (fn !== undefined) decide(fn, decisions.functionsOutsideVpc);
  decide(tenant.bucket, decisions.noReservedConcurrency);

  const report = check(tenant.toSubject(), { packs: ['PCI.DSS.321'], engine: false });

  expect(report.used.map(({ rule, decision }) => [rule, decision])).toEqual([
    ['PCI.DSS.321-LambdaInsideVPC', 'functions-outside-vpc'],
  ]);
  expect(report.acknowledged).toContainEqual(
    expect.objectContaining({ path: 'Function0', decision: 'functions-outside-vpc' }),
  );
  expect(report.findings.map(({ rule }) => rule)).not.toContain('factory-unused-acknowledgement');
});

test('does not take an answer without a reason, even where CDK does', () => {
  const tenant = new Tenant();
  Validations.of(tenant.bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'Not needed.' });
  const { findings, acknowledged } = check(tenant.toSubject(), quick);

  expect(acknowledged).toEqual([]);
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'AwsSolutions-S1', path: 'Bucket' }));
  expect(findings).toContainEqual({
    rule: 'factory-weak-reason',
    severity: 'error',
    message:
      'the reason for AwsSolutions-S1 must have at least 30 characters that convince a stranger, got "Not needed."',
    path: 'Bucket',
  });
});

test('loads neither rule packs nor engine before they are used', () => {
  const script = `
    await import('./build/check/check.ts');
    const { createRequire } = await import('node:module');
    console.log(JSON.stringify(Object.keys(createRequire(process.cwd() + '/').cache)));
  `;
  const loaded: string[] = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );

  expect(loaded.some((file) => file.includes('/aws-cdk-lib/core/'))).toBe(true);
  expect(
    loaded.filter((file) => /\/cdk-nag\/|\/@aws\/cloudformation-validate\/|\/cdk-validator-cfnguard\//.test(file)),
  ).toEqual([]);
});

test('runs in a worker thread of plain Node', async () => {
  const script = `
    const found = async () => {
      const { check } = await import('./build/check/check.ts');
      const { Tenant } = await import('./build/check/tenant.fixture.ts');
      return check(new Tenant(2).toSubject()).findings.map(({ rule }) => rule);
    };
    found().then((rules) => require('node:worker_threads').parentPort.postMessage(rules));
  `;
  const rules = await new Promise((resolve, reject) => {
    new Worker(script, { eval: true }).once('message', resolve).once('error', reject);
  });

  expect(rules).toEqual(expect.arrayContaining(['AwsSolutions-S1', 'CT.S3.PR.4', 'W1030']));
});
