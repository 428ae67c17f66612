import assert from 'node:assert/strict';
import type { Rehearsal, Stage } from '#lib/rehearsal.ts';
import { scene } from '#lib/rehearsal.ts';
import { keepsExistingBucket } from './rehearsal/existing-bucket.ts';
import { offBoarding, replacement } from './rehearsal/off-boarding.ts';
import { Tenant } from './rehearsal/tenant.ts';

export const rehearsal: Rehearsal = {
  scenes: [
    scene('a tenant is set up, results arrive and are heard of, and termination keeps them', setUpAndTerminate),
    scene('uploads by anybody else, without TLS or with another encryption are refused', refusedUploads),
    scene('a launch that only the stack can judge is refused and leaves nothing', badLaunch),
    keepsExistingBucket,
    offBoarding,
    replacement,
  ],
};

async function setUpAndTerminate(stage: Stage): Promise<void> {
  const launched = await stage.launch('northwind', {
    ...stage.example('minimal'),
    AmcUploadAccountId: stage.otherAccount,
    RestoreDays: 7,
  });
  const tenant = new Tenant(stage, launched);
  await tenant.mustBe('AVAILABLE');

  await stage.step('the bus of the account hears of an upload by the AMC account', async () => {
    const heard = await tenant.listen();
    await tenant.upload('workflow=reach/day=1/result.csv', 'user_id,reach\n1,2\n');
    assert.equal(await heard(), 'workflow=reach/day=1/result.csv');
  });
  await stage.step('the owner reads what was uploaded, encrypted with the key of the launch', async () => {
    const { text, keyArn } = await tenant.read('workflow=reach/day=1/result.csv');
    assert.equal(text, 'user_id,reach\n1,2\n');
    assert.equal(keyArn, launched.outputs['KeyArn']);
  });
  await stage.step('other products find the tenant in the Parameter Store', async () => {
    const record = await tenant.record();
    assert.equal(record['bucket-name'], launched.outputs['BucketName']);
    assert.equal(record['upload-account'], stage.otherAccount);
    assert.equal(record['bucket-owner'], 'product');
  });
  await stage.step('an overwritten result can be restored for 7 days and no longer', async () => {
    await tenant.upload('workflow=reach/day=1/result.csv', 'second');
    assert.equal((await tenant.versionsOf('workflow=reach/day=1/result.csv')).length, 2);
    await stage.clock.advance(6 * day);
    assert.equal((await tenant.versionsOf('workflow=reach/day=1/result.csv')).length, 2);
    await stage.clock.advance(4 * day);
    assert.equal((await tenant.versionsOf('workflow=reach/day=1/result.csv')).length, 1);
  });
  const updated = await stage.step('other values are taken over in place', () =>
    launched.update({
      ...stage.example('minimal'),
      AmcUploadAccountId: stage.otherAccount,
      ResultExpirationDays: 30,
      TenantName: 'Northwind Traders',
    }),
  );
  await stage.step('the update kept bucket and key, and renamed the tenant', async () => {
    assert.equal(updated.status, 'AVAILABLE', said(updated));
    assert.equal(updated.outputs['BucketName'], launched.outputs['BucketName']);
    assert.equal(updated.outputs['KeyArn'], launched.outputs['KeyArn']);
    assert.equal((await tenant.record())['tenant-name'], 'Northwind Traders');
  });
  const ended = await stage.step('terminate', () => updated.terminate());
  await stage.step('bucket, results and key stay, as the output RetainedResources said', async () => {
    assert.equal(ended.status, 'TERMINATED', said(ended));
    assert.equal((await tenant.read('workflow=reach/day=1/result.csv')).text, 'second');
    assert.deepEqual(await tenant.record(), {});
    assert.ok(launched.outputs['RetainedResources']?.includes(launched.outputs['BucketName'] ?? '?'));
  });
}

async function refusedUploads(stage: Stage): Promise<void> {
  const launched = await stage.launch('contoso', {
    ...stage.example('minimal'),
    TenantId: 'contoso',
    AmcUploadAccountId: stage.otherAccount,
  });
  const tenant = new Tenant(stage, launched);
  await tenant.mustBe('AVAILABLE');

  await stage.step('a stranger of the account, and one of the AMC account', async () => {
    await tenant.mustRefuse(tenant.uploadAs(stage.as('stranger')));
    await tenant.mustRefuse(tenant.uploadAs(stage.as('stranger', { account: stage.otherAccount })));
  });
  await stage.step('the AMC account without TLS', async () => {
    await tenant.mustRefuse(tenant.uploadAs(stage.as('admin', { account: stage.otherAccount, tls: false })));
  });
  await stage.step('the AMC account with another encryption, another key or a key not named', async () => {
    const amc = stage.as('admin', { account: stage.otherAccount });
    const otherKey = `arn:${stage.partition}:kms:${stage.region}:${stage.otherAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    await tenant.mustRefuse(tenant.uploadAs(amc, { ServerSideEncryption: 'AES256' }));
    await tenant.mustRefuse(tenant.uploadAs(amc, { ServerSideEncryption: 'aws:kms' }));
    await tenant.mustRefuse(tenant.uploadAs(amc, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: otherKey }));
  });
  await stage.step('the AMC account may not read, list or delete what it uploaded', async () => {
    await tenant.upload('mine.csv', 'mine');
    await tenant.mustHideFromAmc('mine.csv');
  });
  const ended = await stage.step('terminate', () => launched.terminate());
  assert.equal(ended.status, 'TERMINATED', said(ended));
}

async function badLaunch(stage: Stage): Promise<void> {
  const twice = [stage.otherAccount, stage.otherAccount];
  const launched = await stage.launch('fabrikam', {
    ...stage.example('minimal'),
    TenantId: 'fabrikam',
    AmcUploadAccountId: stage.otherAccount,
    ReaderAccountIds: twice,
  });

  await stage.step('the failure names the field and what is wrong with it', async () => {
    assert.notEqual(launched.status, 'AVAILABLE');
    assert.match(said(launched), /ReaderAccountIds/u);
  });
  await stage.step('nothing of it is left', async () => {
    assert.deepEqual(await launched.resources(), []);
  });
  const ended = await stage.step('terminate the failed launch', () => launched.terminate());
  assert.equal(ended.status, 'TERMINATED', said(ended));
}

const day = 24 * 60 * 60 * 1000;

/** What failed, in one text. */
function said({
  failures,
}: {
  readonly failures: readonly { readonly logicalId: string; readonly reason: string }[];
}): string {
  return failures.map(({ logicalId, reason }) => `${logicalId}: ${reason}`).join('\n');
}
