import assert from 'node:assert/strict';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { ClientSettings, Launched, Stage } from '#lib/rehearsal.ts';

/** A launched tenant, as those who deal with it see it. */
export class Tenant {
  readonly bucket: string;
  readonly #stage: Stage;
  readonly #launched: Launched;

  constructor(stage: Stage, launched: Launched, bucket: string = launched.outputs['BucketName'] ?? '') {
    this.#stage = stage;
    this.#launched = launched;
    this.bucket = bucket;
  }

  /** Ends the scene with everything that failed, unless the launch is in that state. */
  async mustBe(status: Launched['status']): Promise<void> {
    const { status: found, failures } = this.#launched;
    const said = failures.map(({ logicalId, reason }) => `${logicalId}: ${reason}`).join('\n');
    assert.equal(found, status, said);
  }

  /** Uploads as Amazon Marketing Cloud does: from its account, with the bucket's own encryption. */
  async upload(key: string, text: string): Promise<void> {
    const amc = this.#stage.as('admin', { account: this.#stage.otherAccount });
    await using(new S3Client(amc), (s3) =>
      s3.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: text })),
    );
  }

  async uploadAs(settings: ClientSettings, more: Partial<PutObjectCommandInput> = {}): Promise<void> {
    const Key = 'refused.csv';
    await using(new S3Client(settings), (s3) =>
      s3.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body: 'x', ...more })),
    );
  }

  /** Fails unless S3 or KMS says that this may not be. */
  async mustRefuse(attempt: Promise<unknown>): Promise<void> {
    await assert.rejects(attempt, ({ name }: Error) => /^AccessDenied/u.test(name));
  }

  async mustHideFromAmc(key: string): Promise<void> {
    const amc = this.#stage.as('admin', { account: this.#stage.otherAccount });
    const at = { Bucket: this.bucket, Key: key };
    await using(new S3Client(amc), async (s3) => {
      await this.mustRefuse(s3.send(new GetObjectCommand(at)));
      await this.mustRefuse(s3.send(new ListObjectsV2Command({ Bucket: this.bucket })));
      await this.mustRefuse(s3.send(new DeleteObjectCommand(at)));
    });
  }

  /** Reads as the account that owns the bucket. */
  async read(key: string): Promise<{ text: string; keyArn: string | undefined }> {
    return using(new S3Client(this.#stage.as('admin')), async (s3) => {
      const { Body, SSEKMSKeyId } = await s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return { text: (await Body?.transformToString()) ?? '', keyArn: SSEKMSKeyId };
    });
  }

  async has(key: string): Promise<boolean> {
    return using(new S3Client(this.#stage.as('admin')), async (s3) => {
      try {
        await s3.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'NotFound') return false;
        throw error;
      }
    });
  }

  async versionsOf(key: string): Promise<string[]> {
    return using(new S3Client(this.#stage.as('admin')), async (s3) => {
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: this.bucket, Prefix: key }));
      return Versions.map(({ VersionId = '' }) => VersionId);
    });
  }

  /** Values below the meeting point, by their names. */
  async record(): Promise<Record<string, string>> {
    const Path = this.#launched.outputs['MeetingPoint'] ?? '';
    return using(new SSMClient(this.#stage.as('admin')), async (ssm) => {
      const { Parameters = [] } = await ssm.send(new GetParametersByPathCommand({ Path, Recursive: true }));
      return Object.fromEntries(Parameters.map(({ Name = '', Value = '' }) => [Name.slice(Path.length), Value]));
    });
  }

  /**
   * Sets up what a data lake has: one rule for the buckets of the account, with a queue behind it.
   *
   * @returns waits for the next event and gives the key of its object
   */
  async listen(): Promise<() => Promise<string | undefined>> {
    const admin = this.#stage.as('admin');
    const { account, region, partition } = this.#stage;
    const name = `heard-${this.bucket}`.slice(0, 64);
    const queueArn = `arn:${partition}:sqs:${region}:${account}:${name}`;
    const ruleArn = `arn:${partition}:events:${region}:${account}:rule/${name}`;
    const QueueUrl = await using(new SQSClient(admin), async (sqs) => {
      const Policy = JSON.stringify(letIn(queueArn, ruleArn));
      return (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }))).QueueUrl;
    });
    await using(new EventBridgeClient(admin), async (events) => {
      const EventPattern = JSON.stringify({ source: ['aws.s3'], detail: { bucket: { name: [this.bucket] } } });
      await events.send(new PutRuleCommand({ Name: name, EventPattern }));
      await events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: 'queue', Arn: queueArn }] }));
    });
    return () => this.#hear(QueueUrl);
  }

  async #hear(QueueUrl: string | undefined): Promise<string | undefined> {
    return using(new SQSClient(this.#stage.as('admin')), async (sqs) => {
      let key: string | undefined;
      await this.#stage.clock.until(async () => {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
        const event: { detail?: { object?: { key?: string } } } = JSON.parse(Messages[0]?.Body ?? '{}');
        key = event.detail?.object?.key;
        return key !== undefined;
      }, minute);
      return key;
    });
  }
}

const minute = 60_000;

function letIn(queueArn: string, ruleArn: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    ],
  };
}

/** A client for one piece of work. */
export async function using<Client extends { destroy(): void }, T>(
  client: Client,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}
