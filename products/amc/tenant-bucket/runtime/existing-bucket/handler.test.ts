import { type PostDeployHandler, postDeployCode } from '#custom-resources/post-deploy-code/handler.ts';
import { createRedactor } from '#lib/handler/redact.ts';
import { createSecrets } from '#lib/handler/secrets.ts';
import type { Json } from '#lib/parameters.ts';
import { type CallbackServer, startCallbackServer } from '#test/kit/callback-server.ts';
import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import { customResourceEvent, type EventParts, timedInvocation } from '#test/kit/custom-resource-event.ts';
import { bucketIn, idsIn, inputOf, oldBucket, one, ownIds, picture } from '#test/kit/existing-bucket-launch.ts';
import { type BucketWorld, bucketWorld } from '#test/kit/existing-bucket-world.ts';
import { existingBucketCode } from './attachment.ts';
import type { ExistingBucketInput } from './contract.ts';
import { handler as real } from './handler.ts';

let server: CallbackServer;
let logs: CapturedLogs;
beforeAll(async () => {
  server = await startCallbackServer();
});
afterAll(() => server.close());
beforeEach(() => {
  logs = captureLogs();
});
afterEach(() => logs.restore());

function deployed(world: BucketWorld) {
  const invocation = timedInvocation();
  const redactor = createRedactor();
  const { run, options } = existingBucketCode(world);
  const handler: PostDeployHandler = postDeployCode<ExistingBucketInput>(run, options, {
    edge: invocation.edge,
    redactor,
    secrets: createSecrets({ redactor }),
    stepFunctions: { send: async () => Promise.reject(new Error('nothing to wait for')) },
    now: () => 0,
  });
  return async (parts: EventParts) => {
    const event = customResourceEvent({ url: server.url(), requestId: crypto.randomUUID(), ...parts });
    await handler(event, invocation.context);
    return server.answers.at(-1) ?? {};
  };
}

/** As the template writes it. */
function properties(parts: Partial<ExistingBucketInput> = {}): { [name: string]: Json } {
  return { RunOn: 'when-changed', OnDelete: 'run', CodeDigest: 'c1', ServiceTimeout: '180', Input: inputOf(parts) };
}

const twoBuckets = () => bucketWorld({ results: oldBucket(), others: oldBucket() });

test('a stack attaches its bucket, and lets it go', async () => {
  const world = twoBuckets();
  const invoke = deployed(world);
  const created = await invoke({ properties: properties() });
  expect(created).toMatchObject({ Status: 'SUCCESS' });
  expect(idsIn(picture(world).policy)).toEqual(['Backup', ...ownIds(one)]);

  const physicalResourceId = String(created['PhysicalResourceId']);
  expect(await invoke({ type: 'Delete', properties: properties(), physicalResourceId })).toMatchObject({
    Status: 'SUCCESS',
  });
  expect(picture(world)).toEqual(picture(twoBuckets()));
});

test('fails with a bucket that does not fit, and its clean-up does not even look', async () => {
  const world = bucketWorld({ results: oldBucket({ ownership: 'ObjectWriter' }) });
  const invoke = deployed(world);
  const refused = await invoke({ properties: properties() });
  expect(refused).toMatchObject({
    Status: 'FAILED',
    Reason:
      "Bucket 'results' cannot be used for this tenant, nothing was changed:\n" +
      'its object ownership is ObjectWriter, must be BucketOwnerEnforced (ACLs disabled)',
    PhysicalResourceId: 'Thing:nothing-created',
  });

  const calls = world.calls.length;
  await invoke({ type: 'Delete', properties: properties(), physicalResourceId: 'Thing:nothing-created' });
  expect(world.calls).toHaveLength(calls);
});

test('an update to another bucket attaches it, and the clean-up lets the old one go', async () => {
  const world = twoBuckets();
  const invoke = deployed(world);
  const id = (answer: object) => String(Reflect.get(answer, 'PhysicalResourceId'));
  const [old, other] = [properties(), properties({ bucketName: 'others' })];
  const first = id(await invoke({ properties: old }));
  const second = id(await invoke({ type: 'Update', properties: other, oldProperties: old, physicalResourceId: first }));
  await invoke({ type: 'Delete', properties: old, physicalResourceId: first });

  expect(second).not.toBe(first);
  expect(bucketIn(world)).toEqual(bucketIn(twoBuckets()));
  expect(idsIn(picture(world, 'others').policy)).toEqual(['Backup', ...ownIds(one)]);
});

test('such an update that is rolled back leaves the old bucket attached', async () => {
  const world = twoBuckets();
  const invoke = deployed(world);
  const id = (answer: object) => String(Reflect.get(answer, 'PhysicalResourceId'));
  const [old, other] = [properties(), properties({ bucketName: 'others' })];
  const first = id(await invoke({ properties: old }));
  const before = picture(world);
  const second = id(await invoke({ type: 'Update', properties: other, oldProperties: old, physicalResourceId: first }));
  world.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
  const back = id(await invoke({ type: 'Update', properties: old, oldProperties: other, physicalResourceId: second }));
  await invoke({ type: 'Delete', properties: other, physicalResourceId: second });

  expect(back).toBe(first);
  expect(picture(world)).toEqual(before);
  expect(bucketIn(world, 'others')).toEqual(bucketIn(twoBuckets()));
});

test('an update that changes nothing does not look at the bucket', async () => {
  const world = twoBuckets();
  const invoke = deployed(world);
  const created = await invoke({ properties: properties() });
  const calls = world.calls.length;
  await invoke({
    type: 'Update',
    properties: { ...properties(), RunId: '2' },
    oldProperties: properties(),
    physicalResourceId: String(created['PhysicalResourceId']),
  });

  expect(world.calls).toHaveLength(calls);
});

test('what Lambda runs is a handler', () => {
  expect(real).toBeInstanceOf(Function);
});
