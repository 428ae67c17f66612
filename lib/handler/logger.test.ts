import { inspect } from 'node:util';
import fc from 'fast-check';
import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import { createLogger } from './logger.ts';
import { createRedactor, MASK } from './redact.ts';

let logs: CapturedLogs;
beforeEach(() => {
  logs = captureLogs();
});
afterEach(() => logs.restore());

test('writes one line of JSON with the service', () => {
  createLogger({ service: 'collector' }).info('started', { rows: 3 });

  expect(logs.entries()).toEqual([
    expect.objectContaining({ level: 'INFO', message: 'started', service: 'collector', rows: 3 }),
  ]);
});

test('writes errors with their causes, without what they must not say', () => {
  const redactor = createRedactor();
  redactor.add('hunter2x');
  const error = new Error('login as me/hunter2x', { cause: new Error('hunter2x refused') });

  createLogger({ redactor }).error('failed', error);

  const [entry] = logs.entries();
  expect(entry).toMatchObject({ error: { message: `login as me/${MASK}`, cause: { message: `${MASK} refused` } } });
  expect(logs.text()).not.toContain('hunter2x');
});

test('redacts keys that were appended for all lines, and what child loggers write', () => {
  const redactor = createRedactor();
  redactor.add('hunter2x');
  const logger = createLogger({ redactor });
  logger.appendKeys({ note: 'x hunter2x', token: 'abc' });

  logger.info('one');
  logger.createChild({ persistentKeys: { again: 'hunter2x' } }).warn('two hunter2x');

  expect(logs.lines).toHaveLength(2);
  expect(logs.text()).not.toContain('hunter2x');
  expect(logs.entries()[0]).toMatchObject({ note: `x ${MASK}`, token: MASK });
});

test('learns secrets that are registered after the logger was made', () => {
  const redactor = createRedactor();
  const logger = createLogger({ redactor });
  redactor.add('late-secret');

  logger.info('with late-secret');

  expect(logs.entries()[0]).toMatchObject({ message: `with ${MASK}` });
});

test('does not write events', () => {
  createLogger().info('got', { event: { RequestType: 'Create', ResponseURL: 'https://x.example/?a=1', more: 'body' } });

  expect(logs.text()).not.toContain('body');
  expect(logs.entries()[0]).toMatchObject({ event: '[custom resource event, not logged]' });
});

/** Ways in which a secret gets into a log call, one inside the other. */
const wrappers: readonly ((inner: unknown) => unknown)[] = [
  (inner) => ({ note: inner }),
  (inner) => [1, inner],
  (inner) => new Map([['k', inner]]),
  (inner) => new Set([inner]),
  (inner) => ({ [textOf(inner)]: 1 }),
  (inner) => `before ${textOf(inner)} after`,
  (inner) => JSON.stringify({ inner }),
  (inner) => new Error(textOf(inner)),
  (inner) => new Error('outer', { cause: inner }),
  (inner) => new AggregateError([inner], 'several'),
  (inner) => Object.assign(new Error('with more'), { detail: inner }),
  (inner) => ({ toJSON: () => ({ inner }) }),
  (inner) => Object.create(null, { inner: { value: inner, enumerable: true } }),
  (inner) => `https://x.example/?q=${encodeURIComponent(textOf(inner).toWellFormed())}`,
];

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: 20, breakLength: Number.POSITIVE_INFINITY });
}

/** What a secret is made of; parts of every line (`level`, `message`, times) are no secrets. */
const secretText = fc
  .string({ minLength: 6, maxLength: 40, unit: fc.constantFrom(...'abcXYZ019"\\ \n\t/+=&%<>{}üé😀') })
  .filter((text) => text.trim().length >= 6 && !/^[\d\s]+$/.test(text));

test('a registered secret is in no line, however it is nested', () => {
  fc.assert(
    fc.property(secretText, fc.array(fc.nat(wrappers.length - 1), { maxLength: 6 }), (secret, layers) => {
      const redactor = createRedactor();
      redactor.add(secret);
      const value = layers.reduce<unknown>((inner, layer) => wrappers[layer]?.(inner), secret);
      const before = logs.lines.length;

      const logger = createLogger({ redactor });
      logger.info('value', { value });
      logger.error(`text ${secret}`, value instanceof Error ? value : new Error('wrapped', { cause: value }));
      logger.warn({ message: secret, extra: value });

      const written = logs.lines.slice(before);
      expect(written).toHaveLength(3);
      for (const line of written) expect(textsIn(JSON.parse(line)).filter((text) => text.includes(secret))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('the property finds a secret where nothing is registered', () => {
  createLogger({ redactor: createRedactor() }).info('value', { value: 'abcXYZ019' });

  expect(textsIn(JSON.parse(logs.lines[0] ?? '')).some((text) => text.includes('abcXYZ019'))).toBe(true);
});

/** All keys and texts of a value, and what is JSON inside them. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)]);
}
