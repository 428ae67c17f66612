import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Notifications } from './ports.ts';
import { parameterStore, realWorld, s3Bucket } from './services.ts';

/** What goes over the wire, as far as these tests look at it. */
type Sent = {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, string>;
  readonly body: string;
};

type Answer = { readonly status?: number; readonly body?: string; readonly headers?: Record<string, string> };

/** The SDK's own request handler is handed a request of this shape, and more. */
type Request = Omit<Sent, 'body'> & { readonly body?: unknown };

/** An SDK configuration that answers from a list, so that everything but the network is the real thing. */
function wired(...answers: Answer[]) {
  const sent: Sent[] = [];
  const handle = async ({ method, path, query, headers, body }: Request) => {
    sent.push({ method, path, query, headers, body: textOf(body) });
    const { status = 200, body: text = '', headers: given = {} } = answers.shift() ?? {};
    return { response: { statusCode: status, headers: given, body: Readable.from([Buffer.from(text)]) } };
  };
  const config = {
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    requestHandler: { handle },
  };
  return { sent, config };
}

function textOf(body: unknown): string {
  if (!ArrayBuffer.isView(body)) return String(body ?? '');
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
}

const scope = { bucketName: 'results', account: '111122223333', signal: new AbortController().signal };

function bucket(...answers: Answer[]) {
  const { sent, config } = wired(...answers);
  return { sent, bucket: s3Bucket(new S3Client(config), scope) };
}

function xml(text: string): Answer {
  return { body: `<?xml version="1.0" encoding="UTF-8"?>\n${text}` };
}

function refusal(status: number, code: string, headers: Record<string, string> = {}, more = ''): Answer {
  return { status, headers, ...xml(`<Error><Code>${code}</Code><Message>${code}</Message>${more}</Error>`) };
}

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

test('every call names the account that has to own the bucket', async () => {
  const config = xml('<NotificationConfiguration/>');
  const { sent, bucket: it } = bucket(
    xml('<LocationConstraint/>'),
    {},
    {},
    {},
    { body: '{}' },
    {},
    { status: 204 },
    config,
  );
  const calls = [
    it.region,
    it.encryption,
    it.ownership,
    it.publicAccess,
    it.policy,
    () => it.putPolicy('{}'),
    it.deletePolicy,
    it.notifications,
    () => it.putNotifications({}),
  ];
  for (const call of calls) await call();

  expect(sent).toHaveLength(Object.keys(it).length);
  for (const { headers } of sent) expect(headers['x-amz-expected-bucket-owner']).toBe('111122223333');
});

describe('the region', () => {
  test.each([
    [`<LocationConstraint ${namespace}>eu-central-1</LocationConstraint>`, 'eu-central-1'],
    [`<LocationConstraint ${namespace}/>`, 'us-east-1'],
    [`<LocationConstraint ${namespace}>EU</LocationConstraint>`, 'eu-west-1'],
  ])('of %s is %s', async (text, expected) => {
    expect(await bucket(xml(text)).bucket.region()).toBe(expected);
  });

  test.each([
    [refusal(301, 'PermanentRedirect', { 'x-amz-bucket-region': 'eu-west-3' }), 'eu-west-3'],
    [refusal(400, 'AuthorizationHeaderMalformed', {}, '<Region>eu-west-3</Region>'), 'eu-west-3'],
    [refusal(301, 'PermanentRedirect'), undefined],
  ])('of a bucket elsewhere is what S3 tells: %#', async (answer, expected) => {
    expect(await bucket(answer).bucket.region()).toBe(expected);
  });

  test.each(['NoSuchBucket', 'AccessDenied'])('fails with %s', async (code) => {
    await expect(bucket(refusal(403, code)).bucket.region()).rejects.toMatchObject({ name: code });
  });
});

describe('settings', () => {
  test('are read', async () => {
    const encryption = xml(
      `<ServerSideEncryptionConfiguration ${namespace}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>arn:key</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`,
    );
    const ownership = xml(
      `<OwnershipControls ${namespace}><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>`,
    );
    const access = xml(
      `<PublicAccessBlockConfiguration ${namespace}><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy></PublicAccessBlockConfiguration>`,
    );
    const { bucket: it } = bucket(encryption, ownership, access);

    expect(await it.encryption()).toEqual({ algorithm: 'aws:kms', key: 'arn:key' });
    expect(await it.ownership()).toBe('BucketOwnerEnforced');
    expect(await it.publicAccess()).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    });
  });

  test.each([
    ['encryption', 'ServerSideEncryptionConfigurationNotFoundError'],
    ['ownership', 'OwnershipControlsNotFoundError'],
    ['publicAccess', 'NoSuchPublicAccessBlockConfiguration'],
    ['policy', 'NoSuchBucketPolicy'],
  ] as const)('%s is nothing only when S3 says %s', async (setting, nothing) => {
    expect(await bucket(refusal(404, nothing)).bucket[setting]()).toBeUndefined();
    for (const code of ['AccessDenied', 'NoSuchBucket', 'NoSuchKey', 'InternalError']) {
      await expect(bucket(refusal(404, code)).bucket[setting]()).rejects.toMatchObject({ name: code });
    }
  });
});

describe('the policy', () => {
  const text = '{"Version":"2012-10-17", "Statement":[{"Sid":"ä"}]}';

  test('is read and written as it is', async () => {
    const { sent, bucket: it } = bucket({ body: text }, { status: 204 }, { status: 204 });

    expect(await it.policy()).toBe(text);
    await it.putPolicy(text);
    await it.deletePolicy();
    expect(sent.map(({ method, query }) => `${method} ${Object.keys(query).join()}`)).toEqual([
      'GET policy',
      'PUT policy',
      'DELETE policy',
    ]);
    expect(sent[1]?.body).toBe(text);
  });

  test('fails when the answer is empty, which is not the same as no policy', async () => {
    await expect(bucket({ body: '' }).bucket.policy()).rejects.toThrow('without the policy');
  });
});

describe('notifications', () => {
  const queue =
    '<QueueConfiguration><Queue>arn:q</Queue><Event>s3:ObjectCreated:*</Event><Event>s3:ObjectRemoved:Delete</Event><Id>q</Id>' +
    '<Filter><S3Key><FilterRule><Name>prefix</Name><Value>in/ &amp; out</Value></FilterRule></S3Key></Filter></QueueConfiguration>';
  const topic =
    '<TopicConfiguration><Topic>arn:t</Topic><Event>s3:ReducedRedundancyLostObject</Event><Id>t</Id></TopicConfiguration>';
  const lambda =
    '<CloudFunctionConfiguration><CloudFunction>arn:f</CloudFunction><Event>s3:ObjectCreated:Put</Event><Id>f</Id></CloudFunctionConfiguration>';
  const whole = (eventBridge: string) =>
    xml(`<NotificationConfiguration ${namespace}>${topic}${queue}${lambda}${eventBridge}</NotificationConfiguration>`);

  test.each([
    ['<EventBridgeConfiguration/>', true],
    ['<EventBridgeConfiguration></EventBridgeConfiguration>', true],
    ['', false],
  ])('with %j tell EventBridge: %s', async (eventBridge, expected) => {
    const found = await bucket(whole(eventBridge)).bucket.notifications();

    expect(found.EventBridgeConfiguration !== undefined).toBe(expected);
  });

  test('of every kind survive reading and writing', async () => {
    const { sent, bucket: it } = bucket(whole(''), {});
    const found: Notifications = await it.notifications();
    await it.putNotifications({ ...found, EventBridgeConfiguration: {} });

    const { body = '', headers } = sent[1] ?? {};
    for (const part of [topic, queue, lambda, '<EventBridgeConfiguration/>']) expect(body).toContain(part);
    expect(headers?.['x-amz-skip-destination-validation']).toBe('true');
  });

  test('without EventBridge are written without it', async () => {
    const { sent, bucket: it } = bucket(whole('<EventBridgeConfiguration/>'), {});
    const { EventBridgeConfiguration: _, ...others } = await it.notifications();
    await it.putNotifications(others);

    expect(sent[1]?.body).toContain(topic);
    expect(sent[1]?.body).not.toContain('EventBridge');
  });
});

describe('parameters', () => {
  const json = (body: object): Answer => ({
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/x-amz-json-1.1' },
  });
  const gone = { ...json({ __type: 'ParameterNotFound' }), status: 400 };
  const denied = { ...json({ __type: 'AccessDeniedException', message: 'no' }), status: 400 };
  const store = (...answers: Answer[]) => {
    const { sent, config } = wired(...answers);
    return { sent, store: parameterStore(new SSMClient(config), scope.signal) };
  };

  test('are read, written over and removed', async () => {
    const { sent, store: it } = store(json({ Parameter: { Value: 'text' } }), json({}), json({}));

    expect(await it.read('/a')).toBe('text');
    await it.write('/a', 'other');
    await it.remove('/a');
    expect(sent.map(({ body }) => JSON.parse(body))).toMatchObject([
      { Name: '/a' },
      { Name: '/a', Value: 'other', Type: 'String', Overwrite: true },
      { Name: '/a' },
    ]);
  });

  test('that are gone are nothing, and need not be removed', async () => {
    const { store: it } = store(gone, gone);

    expect(await it.read('/a')).toBeUndefined();
    await it.remove('/a');
  });

  test('fail when access is denied', async () => {
    const { store: it } = store(denied, denied);

    await expect(it.read('/a')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(it.remove('/a')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

test('the real world is there without a region or credentials, until it is used', () => {
  expect(Object.keys(realWorld())).toEqual(['bucket', 'parameters', 'stackStatus', 'sleep']);
});
