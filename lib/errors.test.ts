import { count, FactoryError, InputError, OutsideError, show } from './errors.ts';

const issues = [
  { path: '/Days', message: 'must be >= 1, got 0' },
  { path: '', message: 'must be an object, got 5' },
];

test('an input error says everything that is wrong, one line each', () => {
  const error = new InputError("the launch of 'amc/tenant-bucket'", issues);

  expect(error.message).toBe(
    [
      "the launch of 'amc/tenant-bucket' has 2 issues:",
      '  /Days must be >= 1, got 0',
      '  must be an object, got 5',
    ].join('\n'),
  );
  expect(error).toMatchObject({ subject: "the launch of 'amc/tenant-bucket'", issues });
});

test.each([
  [new FactoryError('SOME_CODE', 'message'), 'FactoryError', 'SOME_CODE'],
  [new InputError('subject', issues), 'InputError', 'INVALID_INPUT'],
  [new OutsideError('message'), 'OutsideError', 'OUTSIDE_FAILED'],
])('%s is told by its code and name', (error, name, code) => {
  expect(error).toBeInstanceOf(FactoryError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name, code });
});

test('an error keeps what caused it', () => {
  const cause = new Error('inner');

  expect(new FactoryError('CODE', 'message', { cause }).cause).toBe(cause);
  expect(new InputError('subject', issues, { cause }).cause).toBe(cause);
  expect(new OutsideError('message', { cause }).cause).toBe(cause);
});

test.each([
  [0, '0 issues'],
  [1, '1 issue'],
  [2, '2 issues'],
])('%d is counted as %s', (n, text) => {
  expect(count(n, 'issue')).toBe(text);
});

test.each<[value: unknown, shown: string]>([
  ['a"b', '"a\\"b"'],
  [{ a: [1] }, '{"a":[1]}'],
  [undefined, 'undefined'],
  ['a'.repeat(78), `"${'a'.repeat(78)}"`],
  ['a'.repeat(79), `"${'a'.repeat(76)}...`],
])('%j is shown as %s', (value, shown) => {
  expect(show(value)).toBe(shown);
});
