import { FactoryError, InputError, OutsideError } from '#lib/errors.ts';
import { conclude } from './conclude.ts';
import type { Outcome } from './outcome.ts';

const outcome = (change: Partial<Outcome> = {}): Outcome => ({
  ok: true,
  command: 'do',
  issues: [],
  data: { made: 1 },
  text: 'done',
  notes: ['note'],
  ...change,
});

/** What was printed, and the exit code. */
async function run(task: () => Promise<Outcome | undefined>, json = false) {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += String(text);
      return true;
    }),
  );
  const code = await conclude({ command: () => 'do', json }, task);
  for (const spy of spies) spy.mockRestore();
  return { code, ...printed };
}

const failing = (error: unknown) => async () => {
  throw error;
};
const wrong = new InputError('the file', [
  { path: '/a', message: 'is wrong' },
  { path: '', message: 'is odd' },
]);

test('prints what came out on standard output, and notes on standard error', async () => {
  expect(await run(async () => outcome())).toEqual({ code: 0, stdout: 'done\n', stderr: 'note\n' });
});

test('ends with 1 when a check has failed', async () => {
  expect(await run(async () => outcome({ ok: false }))).toMatchObject({ code: 1 });
});

test('prints one object for programs, members of the command among it', async () => {
  const { stdout } = await run(async () => outcome(), true);

  expect(JSON.parse(stdout)).toEqual({ ok: true, command: 'do', issues: [], made: 1 });
});

test('ends with 2 and every issue when the input is wrong', async () => {
  expect(await run(failing(wrong))).toEqual({
    code: 2,
    stdout: '',
    stderr: 'factory: the file has 2 issues:\n  /a is wrong\n  is odd\n',
  });
  expect(JSON.parse((await run(failing(wrong), true)).stdout)).toEqual({
    ok: false,
    command: 'do',
    subject: 'the file',
    issues: wrong.issues,
  });
});

test.each([
  ['the world fails', new OutsideError('no answer'), 'factory: no answer\n'],
  ['something of ours fails that we know', new FactoryError('X', 'no engine'), 'factory: no engine\n'],
  ['the system fails', Object.assign(new Error('EACCES: no'), { syscall: 'open' }), 'factory: EACCES: no\n'],
  ['nobody expected it', new TypeError('x is odd'), 'factory: unexpected: x is odd (FACTORY_DEBUG=1 shows where)\n'],
  ['nobody expected it, as a text', 'odd', 'factory: unexpected: odd (FACTORY_DEBUG=1 shows where)\n'],
])('ends with 3 and without a stack trace when %s', async (_, error, stderr) => {
  expect(await run(failing(error))).toEqual({ code: 3, stdout: '', stderr });
});

test('shows where it happened to whoever asks for it', async () => {
  process.env['FACTORY_DEBUG'] = '1';
  const { stderr } = await run(failing(new TypeError('x is odd')));
  Reflect.deleteProperty(process.env, 'FACTORY_DEBUG');

  expect(stderr).toMatch(/TypeError: x is odd\n\s+at /u);
  expect(stderr).not.toContain('FACTORY_DEBUG');
});

test('listens for an interruption only while it works', async () => {
  const before = process.listenerCount('SIGINT');
  let during = 0;
  await run(async () => {
    during = process.listenerCount('SIGINT');
    return outcome();
  });

  expect([during, process.listenerCount('SIGINT')]).toEqual([before + 1, before]);
});
