import assert from 'node:assert/strict';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Stage } from '#lib/rehearsal.ts';
import { scene } from '#lib/rehearsal.ts';
import { Tenant, using } from './tenant.ts';

export const offBoarding = scene('off-boarding with destroy deletes buckets, results and key', async (stage) => {
  const launched = await stage.launch('leaving', {
    ...stage.example('off-boarding'),
    TenantId: 'leaving',
    AmcUploadAccountId: stage.otherAccount,
  });
  const tenant = new Tenant(stage, launched);
  await tenant.mustBe('AVAILABLE');
  await stage.step('there are results, among them overwritten and deleted ones', async () => {
    for (const key of ['a.csv', 'b.csv', 'a.csv']) await tenant.upload(key, key);
    assert.equal((await tenant.versionsOf('a.csv')).length, 2);
  });
  const ended = await stage.step('terminate', () => launched.terminate());
  await stage.step('the bucket is gone and the key is on its way', async () => {
    assert.equal(ended.status, 'TERMINATED', ended.failures.map(({ reason }) => reason).join('\n'));
    assert.equal(await bucketExists(stage, tenant.bucket), false);
    assert.equal(await keyState(stage, launched.outputs['KeyArn'] ?? ''), 'PendingDeletion');
  });
});

export const replacement = scene('a replacement during an update never erases data', async (stage) => {
  const values = { ...stage.example('off-boarding'), AmcUploadAccountId: stage.otherAccount };
  const launched = await stage.launch('moving', { ...values, TenantId: 'before' });
  const before = new Tenant(stage, launched);
  await before.mustBe('AVAILABLE');
  await stage.step('results arrive', () => before.upload('kept.csv', 'kept'));
  const updated = await stage.step('the tenant gets another name: another bucket', () =>
    launched.update({ ...values, TenantId: 'after' }),
  );
  const after = new Tenant(stage, updated);
  await stage.step('the old bucket has its results, the new one is ready', async () => {
    await after.mustBe('AVAILABLE');
    assert.notEqual(after.bucket, before.bucket);
    assert.equal((await before.read('kept.csv')).text, 'kept');
    await after.upload('new.csv', 'new');
  });
  const ended = await stage.step('terminate', () => updated.terminate());
  await stage.step('only what the launch held at the end is gone', async () => {
    assert.equal(ended.status, 'TERMINATED', ended.failures.map(({ reason }) => reason).join('\n'));
    assert.equal(await bucketExists(stage, after.bucket), false);
    assert.ok(await bucketExists(stage, before.bucket));
  });
});

async function bucketExists(stage: Stage, Bucket: string): Promise<boolean> {
  return using(new S3Client(stage.as('admin')), async (s3) => {
    try {
      await s3.send(new HeadBucketCommand({ Bucket }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFound') return false;
      throw error;
    }
  });
}

async function keyState(stage: Stage, KeyId: string): Promise<string | undefined> {
  return using(
    new KMSClient(stage.as('admin')),
    async (kms) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState,
  );
}
