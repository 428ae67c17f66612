import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { openBundler } from '#build/bundle-cached.ts';
import { openCache } from '#build/cache.ts';
import { openInputs } from '#build/inputs.ts';
import { compileCheck, validatorModule } from '#custom-resources/parameter-check/compile.ts';
import { encodeLaunch } from '#lib/launch.ts';
import type { Launch } from '#lib/parameters.ts';
import { tenantBucket } from '#products/amc/tenant-bucket/product.ts';
import { startCallbackServer } from '../kit/callback-server.ts';
import { customResourceEvent, type EventParts, lambdaContext } from '../kit/custom-resource-event.ts';

/** The in-stack check as it ships: the packed bundle, in a Node of its own, answering over HTTP. */

jest.setTimeout(60_000);

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'factory-check-'));
const { digest, source } = compileCheck(tenantBucket);
let cloudFormation: Server;
let status = 'CREATE_IN_PROGRESS';

beforeAll(async () => {
  const cache = openCache(join(folder, 'cache'));
  const bundler = openBundler(root, { cache, inputs: openInputs(root, cache), sourceMaps: false });
  const request = {
    placeholder: '%%ASSET0%%',
    entry: 'custom-resources/parameter-check/entry.ts',
    modules: { [validatorModule]: source },
  };
  const product = { home: 'products/amc/tenant-bucket', subject: 'the code' };
  const assets = await bundler.assets([request], product).finally(bundler.close);
  for (const [name, bytes] of Object.entries(unzipSync(assets.get('%%ASSET0%%')?.zip() ?? new Uint8Array())))
    writeFileSync(join(folder, name), bytes);
  writeFileSync(
    join(folder, 'run.mjs'),
    "import { handler } from './index.mjs';\nconst { event, context } = JSON.parse(process.argv[2]);\nawait handler(event, { ...context, getRemainingTimeInMillis: () => 15000 });\n",
  );
  cloudFormation = createServer((_, response) => {
    response.setHeader('content-type', 'text/xml');
    response.end(
      `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>s</StackName><CreationTime>2026-11-21T00:00:00Z</CreationTime><StackStatus>${status}</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    );
  });
  await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise((resolve) => cloudFormation.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const valid: Launch = { Project: 'insights', TenantId: 'northwind', AmcUploadAccountId: '444455556666' };

function properties(texts: Record<string, string>, schema = digest) {
  return {
    ServiceTimeout: '60',
    SchemaDigest: schema,
    Parameters: { ...Object.fromEntries(encodeLaunch(tenantBucket, valid, 'the launch')), ...texts },
  };
}

/** Runs the shipped code on one request of CloudFormation, and tells its answer. */
async function answer(parts: EventParts): Promise<Record<string, unknown>> {
  const server = await startCallbackServer();
  const { port } = cloudFormation.address() as AddressInfo; // A listening TCP server has one.
  try {
    const event = customResourceEvent({ ...parts, url: server.url() });
    const env = {
      PATH: process.env['PATH'],
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDTEST',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    };
    const child = spawn(
      process.execPath,
      [join(folder, 'run.mjs'), JSON.stringify({ event, context: lambdaContext() })],
      { env, stdio: 'ignore' },
    );
    await new Promise((resolve) => child.on('close', resolve));
    expect(server.answers).toHaveLength(1);
    return server.answers[0] ?? {};
  } finally {
    await server.close();
  }
}

test('lets a valid launch pass', async () => {
  expect(await answer({ properties: properties({}) })).toMatchObject({ Status: 'SUCCESS' });
});

test('fails a launch that CloudFormation lets through, with every issue in the words of the schema', async () => {
  const { Status, Reason } = await answer({
    properties: properties({
      RestoreDays: '7.5',
      ResultExpirationDays: '0400',
      ReaderAccountIds: '222233334444,,222233334444',
    }),
  });

  expect(Status).toBe('FAILED');
  expect(Reason).toContain('RestoreDays must be an integer such as 30, got "7.5"');
  expect(Reason).toContain('ResultExpirationDays must be an integer such as 30, got "0400"');
  expect(Reason).toContain('ReaderAccountIds must not have an empty item');
});

test('fails an update that turns one kind of launch into another', async () => {
  status = 'UPDATE_IN_PROGRESS';
  const { Status, Reason } = await answer({
    type: 'Update',
    oldProperties: properties({}),
    properties: properties({
      ExistingBucketName: 'northwind-results',
      KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    }),
  });

  expect(Status).toBe('FAILED');
  expect(Reason).toContain('ExistingBucketName cannot be changed after the launch, from "" to "northwind-results"');
});

test.each([
  [
    'a rollback, whatever the values are',
    { type: 'Update', properties: properties({ RestoreDays: '7.5' }), oldProperties: properties({}) },
    'UPDATE_ROLLBACK_IN_PROGRESS',
  ],
  [
    'values of a template with another schema',
    { type: 'Update', properties: properties({ RestoreDays: '7.5' }, 'another'), oldProperties: properties({}) },
    'UPDATE_IN_PROGRESS',
  ],
  ['a deletion', { type: 'Delete', properties: properties({ RestoreDays: '7.5' }) }, 'DELETE_IN_PROGRESS'],
] as const)('succeeds for %s', async (_, parts, now) => {
  status = now;

  expect(await answer(parts)).toMatchObject({ Status: 'SUCCESS' });
});
