import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CallbackServer, startCallbackServer } from '#test/kit/callback-server.ts';
import { customResourceEvent } from '#test/kit/custom-resource-event.ts';

// In a process of its own: what is thrown outside of promises would end the test run.
let server: CallbackServer;
beforeAll(async () => {
  server = await startCallbackServer();
});
afterAll(() => server.close());

const ROOT = join(import.meta.dirname, '../..');

/** Runs one Create in a process that, like Lambda's runtime, ends when something is thrown outside of a promise. */
async function createWith(work: string) {
  const script = `
    import { customResource } from '#lib/handler/custom-resource.ts';
    process.on('uncaughtException', () => process.exit(129));
    process.on('unhandledRejection', () => process.exit(128));
    const before = process.listeners('unhandledRejection').concat(process.listeners('uncaughtException'));
    const run = ${work};
    const handler = customResource({ read: (raw) => raw, identity: () => [], run });
    const context = { logStreamName: 'stream', getRemainingTimeInMillis: () => 30000 };
    await handler(${JSON.stringify(customResourceEvent({ url: server.url() }))}, context);
    const after = process.listeners('unhandledRejection').concat(process.listeners('uncaughtException'));
    console.log('restored', before.every((listener, i) => listener === after[i]) && before.length === after.length);
  `;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  return stdout;
}

test('a rejection that nobody waits for is answered, and the process lives on', async () => {
  const stdout = await createWith(
    `async () => { Promise.reject(new Error('forgotten')); return new Promise(() => {}); }`,
  );

  expect(server.answers.at(-1)).toMatchObject({ Status: 'FAILED', Reason: 'forgotten' });
  expect(stdout).toContain('restored true');
});

test('a timer that throws is answered', async () => {
  await createWith(`() => new Promise(() => setTimeout(() => { throw new TypeError('in a timer'); }, 1))`);

  expect(server.answers.at(-1)).toMatchObject({ Status: 'FAILED', Reason: 'TypeError: in a timer' });
});

test('ordinary work leaves everything as it was', async () => {
  const stdout = await createWith(`async () => ({ data: { A: 'b' } })`);

  expect(server.answers.at(-1)).toMatchObject({ Status: 'SUCCESS', Data: { A: 'b' } });
  expect(stdout).toContain('restored true');
});
