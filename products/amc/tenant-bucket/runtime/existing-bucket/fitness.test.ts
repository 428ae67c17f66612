import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import { foreign, KEY, oldBucket, picture, RECORD, run, statement } from '#test/kit/existing-bucket-launch.ts';
import { bucketWorld, type OldBucket, serviceError } from '#test/kit/existing-bucket-world.ts';

let logs: CapturedLogs;
beforeEach(() => {
  logs = captureLogs();
});
afterEach(() => logs.restore());

describe('refuses', () => {
  const refused = async (parts: Partial<OldBucket>) => {
    const world = bucketWorld({ results: oldBucket(parts) });
    const error = await run(world, 'Create').catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'RefusedError', code: 'REFUSED' });
    expect(world.writes()).toEqual([]);
    const [heading, ...reasons] = String(error && 'message' in error ? error.message : '').split('\n');
    expect(heading).toBe("Bucket 'results' cannot be used for this tenant, nothing was changed:");
    return reasons;
  };

  test('a bucket with everything that is wrong at once', async () => {
    const reasons = await refused({
      encryption: { algorithm: 'aws:kms', key: '11111111-2222-3333-4444-555555555555' },
      ownership: 'ObjectWriter',
      publicAccess: {
        BlockPublicAcls: false,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      },
      policy: JSON.stringify({
        Statement: [foreign, statement('FactoryTenant0123456789abAllowAmcUploads', { Resource: 'x'.repeat(20_000) })],
      }),
    });

    expect(reasons).toEqual([
      `its default encryption is aws:kms with 11111111-2222-3333-4444-555555555555, must be aws:kms with ${KEY}, written as this ARN`,
      'its object ownership is ObjectWriter, must be BucketOwnerEnforced (ACLs disabled)',
      'it blocks public access without BlockPublicAcls, RestrictPublicBuckets, must have all four settings on',
      'it belongs to another tenant, whose launch has put these statements into its policy: FactoryTenant0123456789abAllowAmcUploads; terminate that launch first, or take them out if it is gone',
      expect.stringMatching(
        /^its policy would have 2\d{4} bytes with the statements of this tenant, 20480 is the limit$/,
      ),
    ]);
  });

  test('a bucket with nothing set', async () => {
    expect(await refused({ encryption: undefined, ownership: undefined, publicAccess: undefined })).toEqual([
      `its default encryption is none, must be aws:kms with ${KEY}, written as this ARN`,
      'its object ownership is not set, must be BucketOwnerEnforced (ACLs disabled)',
      'it does not block public access, must have all four settings on',
    ]);
  });

  test.each([
    [{ algorithm: 'AES256', key: undefined }, 'AES256'],
    [{ algorithm: 'aws:kms', key: undefined }, 'aws:kms'],
    [{ algorithm: 'aws:kms:dsse', key: KEY }, `aws:kms:dsse with ${KEY}`],
  ])('the encryption %j', async (encryption, shown) => {
    expect(await refused({ encryption })).toEqual([expect.stringContaining(`encryption is ${shown}, must be`)]);
  });

  test.each([
    ['eu-west-1', 'eu-west-1'],
    [undefined, 'another region'],
  ])('a bucket in %s', async (region, shown) => {
    const world = bucketWorld({ results: oldBucket() });
    const bucket = world.bucket;
    const elsewhere = {
      ...world,
      bucket: (scope: Parameters<typeof bucket>[0]) => ({ ...bucket(scope), region: async () => region }),
    };

    await expect(run(elsewhere, 'Create')).rejects.toThrow(
      `\nit is in ${shown}, must be in eu-central-1, where the stack is`,
    );
  });

  test('a bucket that is not there', async () => {
    const world = bucketWorld({});

    await expect(run(world, 'Create')).rejects.toThrow('\nthere is no such bucket');
    expect(world.writes()).toEqual([]);
  });

  test('a bucket of another account, after it has given a new role time', async () => {
    const world = bucketWorld({ results: oldBucket({ owner: '999900001111' }) });

    await expect(run(world, 'Create')).rejects.toThrow(
      '\nit belongs to another account than 111122223333, or its policy or an organization policy keeps this account from s3:GetBucketLocation',
    );
    expect(world.slept).toEqual([3_000, 6_000]);
  });

  test.each([
    ['encryption', 's3:GetEncryptionConfiguration'],
    ['ownership', 's3:GetBucketOwnershipControls'],
    ['publicAccess', 's3:GetBucketPublicAccessBlock'],
    ['policy', 's3:GetBucketPolicy'],
    ['notifications', 's3:GetBucketNotification'],
  ])('a bucket whose %s may not be looked at', async (call, action) => {
    const world = bucketWorld({ results: oldBucket() });
    world.around = ({ name }) => {
      if (name.startsWith(call)) throw serviceError('AccessDenied', 'User: x is not authorized to perform: that');
    };

    await expect(run(world, 'Create')).rejects.toThrow(
      `\nits policy, an organization policy or the permissions boundary forbids ${action} (User: x is not authorized to perform: that)`,
    );
    expect(world.writes()).toEqual([]);
  });

  test.each([
    [
      'of another launch',
      JSON.stringify({ stackId: 'arn:other', attachments: [] }),
      'is the record of another launch (arn:other)',
    ],
    ['that is something else', 'on', 'holds something else than the record of an attachment'],
    ['of other parts', '{"stackId":"x","attachments":[{}]}', 'holds something else than the record of an attachment'],
  ])('a record %s, and leaves it alone', async (_, text, expected) => {
    const world = bucketWorld({ results: oldBucket() });
    world.store.set(RECORD, text);

    await expect(run(world, 'Create')).rejects.toThrow(expected);
    await run(world, 'Delete');
    expect(world.writes()).toEqual([]);
    expect(world.store.get(RECORD)).toBe(text);
  });

  test('an update that moves the record', async () => {
    const world = bucketWorld({ results: oldBucket() });
    await run(world, 'Create');
    const before = picture(world);

    await expect(run(world, 'Update', { record: `${RECORD}-new`, old: { record: RECORD } })).rejects.toThrow(
      'Project, Environment and tenant cannot be changed',
    );
    expect(picture(world)).toEqual(before);
  });
});
