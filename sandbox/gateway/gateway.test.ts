import { ListQueuesCommand, QueueDoesNotExist, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsError } from '../core/aws-error.ts';
import { nameOf } from '../core/caller.ts';
import type { Service } from '../core/service.ts';
import type { TestGateway } from './test-gateway.fixture.ts';
import { openTestGateway } from './test-gateway.fixture.ts';

const sqs = (): Service => ({
  id: 'sqs',
  protocol: 'json-1.0',
  targetPrefix: 'AmazonSQS',
  model: () => import('@aws-sdk/client-sqs'),
  operations: {
    ListQueues: { needs: () => [], run: () => ({ QueueUrls: ['a', 'b'] }) },
    SendMessage: {
      needs: () => [],
      run: () => {
        throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
      },
    },
  },
});

const sts = (): Service => ({
  id: 'sts',
  protocol: 'query',
  model: () => import('@aws-sdk/client-sts'),
  operations: {
    GetCallerIdentity: {
      needs: () => [],
      run: (_input, { caller, account }) => ({ Account: account, Arn: nameOf(caller), UserId: 'me' }),
    },
  },
});

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway({ services: [sqs, sts] });
});
afterAll(() => gateway.close());

test('answers the SDK in JSON', async () => {
  const { QueueUrls } = await new SQSClient(gateway.client).send(new ListQueuesCommand({}));

  expect(QueueUrls).toEqual(['a', 'b']);
});

test('refuses in JSON with the query code of old', async () => {
  const sending = new SQSClient(gateway.client).send(
    new SendMessageCommand({ QueueUrl: `${gateway.url}/1/q`, MessageBody: 'x' }),
  );

  await expect(sending).rejects.toThrow(QueueDoesNotExist);
  await expect(sending).rejects.toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue' });
});

test('fails a request that lacks a required member', async () => {
  const client = new SQSClient(gateway.client);

  await expect(client.send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: undefined }))).rejects.toThrow(
    'The request must contain the parameter MessageBody.',
  );
  await expect(
    new STSClient(gateway.client).send(new AssumeRoleCommand({ RoleArn: 'r', RoleSessionName: 's' })),
  ).rejects.toMatchObject({ name: 'UnsupportedOperation', $metadata: { httpStatusCode: 501 } });
});

test('answers the SDK in XML, and knows who asks', async () => {
  const identity = await new STSClient(gateway.client).send(new GetCallerIdentityCommand({}));

  expect(identity).toMatchObject({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root' });
});
