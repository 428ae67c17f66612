import { Match, type Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { tinyProduct, tinyTemplate } from '#test/kit/tiny-product.ts';
import { appOf, newApp } from './app.ts';
import { acknowledgementsIn } from './decisions.ts';
import type { ProductFunctionProps } from './function.ts';
import { ProductFunction } from './function.ts';

const props: ProductFunctionProps = {
  description: 'Counts things',
  entry: 'runtime/count/handler.ts',
  timeoutSeconds: 30,
  statements: [new PolicyStatement({ sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] })],
};

function functionTemplate(change: Partial<ProductFunctionProps> = {}): Promise<Template> {
  return tinyTemplate((scope) => new ProductFunction(scope, 'Count', { ...props, ...change }));
}

test('a function runs our code on the runtime and the processor of all of them, traced', async () => {
  const template = await functionTemplate();
  const [group] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  const [role] = Object.keys(template.findResources('AWS::IAM::Role'));

  template.hasResourceProperties('AWS::Lambda::Function', {
    Description: 'Counts things',
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Timeout: 30,
    MemorySize: 256,
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: { LogGroup: { Ref: group }, LogFormat: 'JSON' },
    Role: { 'Fn::GetAtt': [role, 'Arn'] },
    Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'test-tiny' } },
    ReservedConcurrentExecutions: Match.absent(),
    FunctionName: Match.absent(),
  });
});

test('the code is where the address says, in the region of the launch, by the digest that the package step finds', async () => {
  const template = await functionTemplate();

  template.hasResourceProperties('AWS::Lambda::Function', {
    Code: {
      S3Bucket: {
        'Fn::Join': ['-', [{ 'Fn::FindInMap': ['Address', 'Assets', 'BucketPrefix'] }, { Ref: 'AWS::Region' }]],
      },
      S3Key: { 'Fn::Join': ['/', [{ 'Fn::FindInMap': ['Address', 'Assets', 'KeyPrefix'] }, '%%ASSET0%%.zip']] },
    },
  });
});

test('a function may do what is listed, write its own log and send its traces', async () => {
  const template = await functionTemplate();
  const [group] = Object.keys(template.findResources('AWS::Logs::LogGroup'));

  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [
        { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' },
        {
          Sid: 'WriteOwnLog',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [group, 'Arn'] },
        },
        {
          Sid: 'WriteTraces',
          Effect: 'Allow',
          Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
          Resource: '*',
        },
      ],
    },
  });
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

test('memory and environment are what the product needs', async () => {
  const template = await functionTemplate({ memoryMiB: 1024, environment: { TABLE: 'a' } });

  template.hasResourceProperties('AWS::Lambda::Function', {
    MemorySize: 1024,
    Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'test-tiny', TABLE: 'a' } },
  });
});

test('an entry is below the folder of the product, or anywhere by its whole path', async () => {
  const entries: string[] = [];
  await tinyTemplate((scope) => {
    new ProductFunction(scope, 'Own', props);
    new ProductFunction(scope, 'Other', { ...props, entry: '/elsewhere/handler.ts', modules: { 'virtual:a': '1' } });
    entries.push(...appOf(scope).bundles.map(({ entry }) => entry));
  });

  const { home } = tinyProduct(() => {});
  expect(entries).toEqual([`${home}/runtime/count/handler.ts`, '/elsewhere/handler.ts']);
});

test('functions with the same code share one bundle', async () => {
  const template = await tinyTemplate((scope) => {
    new ProductFunction(scope, 'One', props);
    new ProductFunction(scope, 'Two', props);
    expect(appOf(scope).bundles).toHaveLength(1);
  });

  template.resourceCountIs('AWS::Lambda::Function', 2);
  expect(JSON.stringify(template.toJSON())).not.toContain('%%ASSET1%%');
});

test('the house decisions about functions are answered for', async () => {
  let decided: string[] = [];
  await tinyTemplate((scope) => {
    new ProductFunction(scope, 'Count', props);
    decided = [...new Set(acknowledgementsIn(scope).flatMap(({ decision }) => decision ?? []))];
  });

  expect(decided).toEqual(expect.arrayContaining(['functions-outside-vpc', 'no-reserved-concurrency']));
});

test('fails outside a product', () => {
  const app = newApp({ product: tinyProduct(() => {}), offering: 'a', version: '1.0.0' });

  expect(() => new ProductFunction(app, 'Count', props)).toThrow();
});
