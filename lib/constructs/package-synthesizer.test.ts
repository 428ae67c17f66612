import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { App, Stack } from 'aws-cdk-lib/core';
import { PackageSynthesizer } from './package-synthesizer.ts';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'factory-test-'));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

function stack() {
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
  });
  return new Stack(app, 'Stack', { synthesizer: new PackageSynthesizer(), analyticsReporting: false });
}

test('a template is written, and no list of assets, no role and no rule of the bootstrap', () => {
  const made = stack();
  new CfnBucket(made, 'Bucket');
  const app = App.of(made);
  const assembly = app instanceof App ? app.synth() : undefined;

  expect(assembly?.getStackByName('Stack').template).toEqual({ Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } });
  expect(assembly?.getStackByName('Stack').assumeRoleArn).toBeUndefined();
  expect(existsSync(join(outdir, 'Stack.template.json'))).toBe(true);
  expect(readdirSync(outdir).filter((name) => name.includes('assets'))).toEqual([]);
});

test('fails file assets of CDK', () => {
  expect(() => new Asset(stack(), 'Asset', { path: __filename })).toThrow(
    'a product has no CDK file assets: give code to a ProductFunction, put text into the template',
  );
});

test('fails container images', () => {
  expect(() => new DockerImageAsset(stack(), 'Image', { directory: __dirname, file: 'app.ts' })).toThrow(
    'a product has no container images: there is no registry that launchers could read from',
  );
});
