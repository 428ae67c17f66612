import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { tinyProduct } from '#test/kit/tiny-product.ts';
import { appOf, newApp } from './app.ts';
import featureFlags from './feature-flags.json' with { type: 'json' };

const subject = { product: tinyProduct(() => {}), offering: 'test-tiny', version: '1.2.3' };

test('an App has the frozen feature flags, and tells nobody what it is made of', () => {
  const app = newApp(subject);
  const stack = new Stack(app, 'Stack');
  new CfnBucket(stack, 'Bucket');

  expect(app.node.tryGetContext('@aws-cdk/aws-iam:minimizePolicies')).toBe(true);
  expect(app.node.tryGetContext('aws:cdk:enable-path-metadata')).toBe(false);
  const assembly = app.synth();
  expect(assembly.getStackByName('Stack').template.Resources).toEqual({ Bucket: { Type: 'AWS::S3::Bucket' } });
  expect(assembly.tree()).toBeUndefined();
});

test('all frozen flags hold, though no cdk.json is read', () => {
  const { node } = newApp(subject);

  expect(Object.keys(featureFlags).length).toBeGreaterThan(80);
  expect(Object.fromEntries(Object.keys(featureFlags).map((flag) => [flag, node.tryGetContext(flag)]))).toEqual(
    featureFlags,
  );
});

test('an App knows what it makes, and the parameter side of it', () => {
  const app = newApp(subject);

  expect(app.subject).toBe(subject);
  expect(Object.keys(app.parameterSection.Parameters)).toEqual(Object.keys(subject.product.parameters));
});

test('a construct finds its App', () => {
  const app = newApp(subject);

  expect(appOf(new Stack(app, 'Stack'))).toBe(app);
});

test('fails a construct in another App', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');

  expect(() => appOf(stack)).toThrow('Stack is not in an App made by newApp()');
});

describe('bundles', () => {
  test('are asked for once, whatever asks for the same code', () => {
    const app = newApp(subject);
    const [first, second, third] = [
      app.requestBundle('/a/handler.ts', { 'virtual:a': '1' }),
      app.requestBundle('/a/handler.ts', { 'virtual:a': '1' }),
      app.requestBundle('/a/handler.ts'),
    ];

    expect(second).toBe(first);
    expect(app.bundles).toEqual([first, third]);
  });

  test('are told apart by their entry and by what is built in', () => {
    const app = newApp(subject);
    app.requestBundle('/a/handler.ts', { 'virtual:a': '1' });
    app.requestBundle('/a/handler.ts', { 'virtual:a': '2' });
    app.requestBundle('/b/handler.ts', { 'virtual:a': '1' });

    expect(app.bundles.map(({ placeholder }) => placeholder)).toEqual(['%%ASSET0%%', '%%ASSET1%%', '%%ASSET2%%']);
  });
});
