import assert from 'node:assert/strict';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Launched, Stage } from '#lib/rehearsal.ts';
import { scene } from '#lib/rehearsal.ts';
import { Tenant, using } from './tenant.ts';

const bucketName = 'northwind-amc-results';

/** A statement that the launcher's team wrote before we came. */
const foreign = (stage: Stage) => ({
  Sid: 'TeamReads',
  Effect: 'Allow',
  Principal: { AWS: `arn:${stage.partition}:iam::${stage.account}:root` },
  Action: 's3:GetObject',
  Resource: `arn:${stage.partition}:s3:::${bucketName}/*`,
});

export const keepsExistingBucket = scene(
  'an existing bucket gets what AMC needs and keeps what it had',
  async (stage) => {
    const poorKey = await stage.step('a bucket and a key of the team, not yet fit for AMC', () =>
      prepare(stage, false),
    );
    const refused = await stage.launch('existing-unfit', launchOf(stage, poorKey));
    await stage.step('the launch is refused with the statement that the key lacks', async () => {
      assert.notEqual(refused.status, 'AVAILABLE');
      assert.match(refused.failures.map(({ reason }) => reason).join('\n'), /kms:GenerateDataKey/u);
      assert.deepEqual(await statementsOf(stage), ['TeamReads']);
      assert.equal((await refused.terminate()).status, 'TERMINATED');
    });

    const keyArn = await stage.step('the team adds the statement to a key and encrypts with it', () =>
      prepare(stage, true),
    );
    const launched = await stage.launch('existing', launchOf(stage, keyArn));
    const tenant = new Tenant(stage, launched, bucketName);
    await tenant.mustBe('AVAILABLE');
    await stage.step('the team keeps its statement, AMC may upload, the bus hears', async () => {
      const statements = await statementsOf(stage);
      assert.ok(statements.includes('TeamReads'), statements.join(', '));
      assert.ok(statements.length > 1, 'statements for AMC were added');
      const heard = await tenant.listen();
      await tenant.upload('result.csv', 'x');
      assert.equal(await heard(), 'result.csv');
      await tenant.mustRefuse(tenant.uploadAs(stage.as('admin', { account: stage.otherAccount, tls: false })));
    });
    await stage.step('termination takes out exactly what the launch put in', async () => {
      const ended: Launched = await launched.terminate();
      assert.equal(ended.status, 'TERMINATED', ended.failures.map(({ reason }) => reason).join('\n'));
      assert.deepEqual(await statementsOf(stage), ['TeamReads']);
      assert.equal(await tellsEventBridge(stage), false);
      assert.ok(await tenant.has('result.csv'));
    });
  },
);

function launchOf(stage: Stage, KmsKeyArn: string) {
  return {
    ...stage.example('existing-bucket'),
    AmcUploadAccountId: stage.otherAccount,
    ExistingBucketName: bucketName,
    KmsKeyArn,
  };
}

/** Makes what the team has: the bucket once, and a key that lets AMC encrypt or does not. */
async function prepare(stage: Stage, letsAmcEncrypt: boolean): Promise<string> {
  const admin = stage.as('admin');
  const keyArn = await using(new KMSClient(admin), async (kms) => {
    const Policy = JSON.stringify(keyPolicy(stage, letsAmcEncrypt));
    return (await kms.send(new CreateKeyCommand({ Policy }))).KeyMetadata?.Arn ?? '';
  });
  await using(new S3Client(admin), async (s3) => {
    if (!letsAmcEncrypt) {
      await s3.send(
        new CreateBucketCommand({
          Bucket: bucketName,
          ...(stage.region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint: location(stage) } }),
        }),
      );
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [foreign(stage)] });
      await s3.send(new PutBucketPolicyCommand({ Bucket: bucketName, Policy }));
    }
    const rule = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } as const;
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket: bucketName,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: rule, BucketKeyEnabled: true }],
        },
      }),
    );
  });
  return keyArn;
}

/** The SDK types regions it knows; the sandbox's is one of them. */
function location(stage: Stage): 'eu-central-1' {
  assert.equal(stage.region, 'eu-central-1');
  return 'eu-central-1';
}

function keyPolicy(stage: Stage, letsAmcEncrypt: boolean): object {
  const root = (account: string) => ({ AWS: `arn:${stage.partition}:iam::${account}:root` });
  const own = { Sid: 'Own', Effect: 'Allow', Principal: root(stage.account), Action: 'kms:*', Resource: '*' };
  const amc = {
    Sid: 'Amc',
    Effect: 'Allow',
    Principal: root(stage.otherAccount),
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Resource: '*',
  };
  return { Version: '2012-10-17', Statement: letsAmcEncrypt ? [own, amc] : [own] };
}

async function statementsOf(stage: Stage): Promise<string[]> {
  return using(new S3Client(stage.as('admin')), async (s3) => {
    const { Policy = '{}' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucketName }));
    const { Statement = [] }: { Statement?: { Sid?: string }[] } = JSON.parse(Policy);
    return Statement.map(({ Sid = '' }) => Sid);
  });
}

async function tellsEventBridge(stage: Stage): Promise<boolean> {
  return using(new S3Client(stage.as('admin')), async (s3) => {
    const found = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucketName }));
    return found.EventBridgeConfiguration !== undefined;
  });
}
