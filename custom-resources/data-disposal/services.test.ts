import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamodbTables, kmsKeys, s3Buckets } from './services.ts';

/** A request as the real client would send it. */
type Sent = {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, string>;
  readonly body: string;
};

type Answer = { readonly status?: number; readonly body?: string };

/** Real clients, with a wire that ends here. */
function wired(...answers: Answer[]) {
  const sent: Sent[] = [];
  const requestHandler = {
    handle: async (request: {
      method: string;
      path: string;
      query?: object;
      headers: Record<string, string>;
      body?: unknown;
    }) => {
      const { method, path, headers } = request;
      sent.push({ method, path, query: { ...request.query }, headers, body: textOf(request.body) });
      const { status = 200, body = '' } = answers.shift() ?? {};
      return { response: { statusCode: status, headers: {}, body: new Blob([body]).stream() } };
    },
  };
  const settings = {
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler,
    maxAttempts: 1,
  };
  const scope = { account: '111122223333', signal: new AbortController().signal };
  return {
    sent,
    s3: s3Buckets(new S3Client(settings), scope),
    tables: dynamodbTables(new DynamoDBClient(settings), scope),
    keys: kmsKeys(new KMSClient(settings), scope),
  };
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
}

const listing = `<?xml version="1.0" encoding="UTF-8"?>
<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
  <Name>data</Name><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
  <NextKeyMarker>a+b%2Bc%01</NextKeyMarker><NextVersionIdMarker>v9</NextVersionIdMarker>
  <Version><Key>a+b%2Bc%C3%BC</Key><VersionId>v1</VersionId></Version>
  <DeleteMarker><Key>gone/key</Key><VersionId>null</VersionId></DeleteMarker>
</ListVersionsResult>`;

describe('S3', () => {
  test('lists versions and markers with keys as they are, and goes on where it stopped', async () => {
    const { s3, sent } = wired(
      { body: listing },
      { body: '<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>' },
    );
    const page = await s3.versions('data');
    const rest = await s3.versions('data', page.next);

    expect(page).toEqual({
      items: [
        { key: 'a b+cü', versionId: 'v1' },
        { key: 'gone/key', versionId: 'null' },
      ],
      next: { key: 'a b+c\u0001', versionId: 'v9' },
    });
    expect(rest).toEqual({ items: [], next: undefined });
    expect(sent[1]?.query).toMatchObject({
      'key-marker': 'a b+c\u0001',
      'version-id-marker': 'v9',
      'encoding-type': 'url',
    });
  });

  test('deletes versions in one request, and keys that XML cannot hold one by one', async () => {
    const result = `<DeleteResult><Error><Key>x</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>`;
    const { s3, sent } = wired({ body: result }, { status: 204 });
    const errors = await s3.deleteVersions('data', [
      { key: 'x & <y>', versionId: 'v1' },
      { key: 'a\r\tb', versionId: 'v1' },
      { key: 'odd\u0001', versionId: 'v2' },
    ]);

    expect(errors).toEqual([{ key: 'x', code: 'AccessDenied', message: 'no' }]);
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    expect(sent[0]?.body).toContain('<Quiet>true</Quiet>');
    expect(sent[0]?.body).toContain('<Key>x &amp; &lt;y&gt;</Key><VersionId>v1</VersionId>');
    // A bare carriage return would arrive as a line feed: another key, and deleting that one succeeds without doing anything.
    expect(sent[0]?.body).toContain('<Key>a&#x0D;');
    expect(sent[0]?.body).not.toContain('odd');
    expect(sent[1]).toMatchObject({ path: '/odd%01', query: { versionId: 'v2' } });
  });

  test('lists and aborts uploads', async () => {
    const uploads = `<ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>a+b</NextKeyMarker><NextUploadIdMarker>u1</NextUploadIdMarker><Upload><Key>a+b</Key><UploadId>u1</UploadId></Upload></ListMultipartUploadsResult>`;
    const { s3, sent } = wired({ body: uploads }, { status: 204 });
    const page = await s3.uploads('data');
    await s3.abortUpload('data', { key: 'a b', uploadId: 'u1' });

    expect(page).toEqual({ items: [{ key: 'a b', uploadId: 'u1' }], next: { key: 'a b', uploadId: 'u1' } });
    expect(sent[1]).toMatchObject({ method: 'DELETE', path: '/a%20b', query: { uploadId: 'u1' } });
  });

  test('replaces the lifecycle by the expiry of everything', async () => {
    const { s3, sent } = wired({});
    await s3.expireEverything('data');

    const { body = '', query } = sent[0] ?? {};
    expect(query).toHaveProperty('lifecycle');
    expect(body.match(/<Rule>/g)).toHaveLength(2);
    expect(body).toContain('<Expiration><Days>1</Days></Expiration>');
    expect(body).toContain('<NoncurrentDays>1</NoncurrentDays>');
    expect(body).toContain('<DaysAfterInitiation>1</DaysAfterInitiation>');
    expect(body).toContain('<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>');
  });

  test('reads tags, also when there are none, and writes them all back', async () => {
    const tags =
      '<Tagging><TagSet><Tag><Key>aws:cloudformation:stack-name</Key><Value>one</Value></Tag></TagSet></Tagging>';
    const none = '<Error><Code>NoSuchTagSet</Code><Message>none</Message></Error>';
    const { s3, sent } = wired({ body: tags }, { status: 404, body: none }, { status: 204 });

    expect(await s3.tags('data')).toEqual({ 'aws:cloudformation:stack-name': 'one' });
    expect(await s3.tags('data')).toEqual({});
    await s3.setTags('data', { a: '1', b: '2' });
    expect(sent[2]?.body).toContain('<Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value>2</Value></Tag>');
  });

  test('every request says which account has to own the bucket', async () => {
    const { s3, sent } = wired();
    await s3.versions('data');
    await s3.deleteVersions('data', [
      { key: 'a', versionId: 'v' },
      { key: '\u0002', versionId: 'v' },
    ]);
    await s3.uploads('data');
    await s3.abortUpload('data', { key: 'a', uploadId: 'u' });
    await s3.deleteBucket('data');
    await s3.expireEverything('data');
    await s3.tags('data');
    await s3.setTags('data', { a: 'b' });

    expect(sent).toHaveLength(9);
    expect(sent.map(({ headers }) => headers['x-amz-expected-bucket-owner'])).toEqual(Array(9).fill('111122223333'));
  });

  test('errors keep the names that the disposal asks for', async () => {
    const { s3 } = wired(
      { status: 404, body: '<Error><Code>NoSuchBucket</Code></Error>' },
      { status: 409, body: '<Error><Code>BucketNotEmpty</Code></Error>' },
    );

    await expect(s3.versions('data')).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(s3.deleteBucket('data')).rejects.toMatchObject({ name: 'BucketNotEmpty' });
  });
});

describe('DynamoDB', () => {
  test('knows protection and deletion, and takes the protection away', async () => {
    const described = { Table: { TableStatus: 'DELETING', DeletionProtectionEnabled: true } };
    const { tables, sent } = wired({ body: JSON.stringify(described) }, { body: '{}' }, { body: '{}' });

    expect(await tables.state('runs')).toEqual({ isProtected: true, isBeingDeleted: true });
    await tables.unprotect('runs');
    await tables.deleteTable('runs');
    expect(sent.map(({ headers, body }) => [headers['x-amz-target'], JSON.parse(body)])).toEqual([
      ['DynamoDB_20120810.DescribeTable', { TableName: 'runs' }],
      ['DynamoDB_20120810.UpdateTable', { TableName: 'runs', DeletionProtectionEnabled: false }],
      ['DynamoDB_20120810.DeleteTable', { TableName: 'runs' }],
    ]);
  });

  test('errors keep their names', async () => {
    const body = JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: 'no',
    });
    const { tables } = wired({ status: 400, body });

    await expect(tables.state('runs')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('KMS', () => {
  test('knows what is on its way out, and schedules the rest', async () => {
    const { keys, sent } = wired(
      { body: JSON.stringify({ KeyMetadata: { KeyId: 'k', KeyState: 'PendingDeletion' } }) },
      { body: JSON.stringify({ KeyMetadata: { KeyId: 'k', KeyState: 'Enabled' } }) },
      { body: JSON.stringify({ KeyId: 'k', DeletionDate: 1_795_219_200 }) },
    );

    expect(await keys.isPendingDeletion('k')).toBe(true);
    expect(await keys.isPendingDeletion('k')).toBe(false);
    expect(await keys.scheduleDeletion('k', 30)).toEqual(new Date(1_795_219_200_000));
    expect(JSON.parse(sent[2]?.body ?? '')).toEqual({ KeyId: 'k', PendingWindowInDays: 30 });
  });
});
