import { InputError } from '#lib/errors.ts';
import { merged, settled } from './merged.ts';

const wrong = (subject: string, ...issues: [path: string, message: string][]) =>
  new InputError(
    subject,
    issues.map(([path, message]) => ({ path, message })),
  );

const said = (error: unknown) => (error instanceof Error ? error.message.split('\n') : []);

test('waits for every task, and says everything that is wrong with any of them', async () => {
  const done: string[] = [];
  const task = async (name: string, error?: Error) => {
    await new Promise(setImmediate);
    done.push(name);
    if (error !== undefined) throw error;
    return name;
  };
  const refused: unknown = await settled([
    task('a', wrong('A', ['/x', 'is wrong'])),
    task('b'),
    task('c', wrong('C', ['', 'is wrong, too'])),
  ]).catch((error: unknown) => error);

  expect(done).toEqual(['a', 'b', 'c']);
  expect(said(refused)).toEqual(['the build has 2 issues:', '  A: /x is wrong', '  C: is wrong, too']);
});

test('gives back what the tasks came to, in their order', async () => {
  expect(await settled([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});

test('keeps the subject where there is only one, and says nothing twice', () => {
  const issue: [string, string] = ['/x', 'is wrong'];

  expect(said(merged([wrong('A', issue), wrong('A', issue, ['/y', 'is wrong'])]))).toEqual([
    'A has 2 issues:',
    '  /x is wrong',
    '  /y is wrong',
  ]);
});

test('puts what is not a matter of input before everything else', () => {
  const other = new Error('disk full');

  expect(merged([wrong('A', ['/x', 'is wrong']), other])).toBe(other);
});
