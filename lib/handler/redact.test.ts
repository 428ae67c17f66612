import type { Json } from '../parameters.ts';
import { createRedactor, MASK } from './redact.ts';

const PEM = `-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\nEFAASCBKcwggSjAgEAAoIBAQ\n-----END PRIVATE KEY-----`;

describe('registered values', () => {
  test('are replaced wherever they turn up in a text', () => {
    const redactor = createRedactor();
    redactor.add('hunter2x');

    expect(redactor.text('login with hunter2x failed (hunter2x)')).toBe(`login with ${MASK} failed (${MASK})`);
    expect(redactor.text('hunter2x')).toBe(MASK);
  });

  test('are replaced as JSON, in a URL, in a form and in base64', () => {
    const redactor = createRedactor();
    const secret = 'a "quoted" & spaced/ü+';
    redactor.add(secret);

    const texts = [
      JSON.stringify({ note: secret }),
      JSON.stringify(JSON.stringify({ note: secret })),
      `https://x.example/?q=${encodeURIComponent(secret)}`,
      new URLSearchParams({ q: secret }).toString(),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ].map((text) => redactor.text(text));

    expect(texts.every((text) => text.includes(MASK))).toBe(true);
    expect(texts.join('\n')).not.toMatch(/quoted|spaced|YSAicXVv/);
  });

  test('that overlap leave nothing of either', () => {
    const redactor = createRedactor();
    redactor.add('abcdef');
    redactor.add('defghi');
    redactor.add('ghijkl');

    expect(redactor.text('<abcdefghi>')).toBe(`<${MASK}>`);
    expect(redactor.text('<abcdefghijkl> abcdef')).toBe(`<${MASK}> ${MASK}`);
  });

  test('of several lines are found line by line', () => {
    const redactor = createRedactor();
    redactor.add(PEM);

    expect(redactor.text('bad line EFAASCBKcwggSjAgEAAoIBAQ in key')).toBe(`bad line ${MASK} in key`);
  });

  test('are found although they would be cut in half', () => {
    const redactor = createRedactor();
    redactor.add('s3cr3t-value-of-some-length');

    expect(redactor.text(`${'x'.repeat(15_990)}s3cr3t-value-of-some-length`)).not.toContain('s3cr');
  });

  test('of fewer than four characters are ignored', () => {
    const redactor = createRedactor();
    redactor.add('e');
    redactor.add(' ab ');

    expect(redactor.text('the table')).toBe('the table');
  });

  test('made of digits are replaced in numbers too', () => {
    const redactor = createRedactor();
    redactor.add('48151623');

    expect(redactor.plain({ pin: 48151623, big: 48151623n, other: 42 })).toEqual({ pin: MASK, big: MASK, other: 42 });
  });

  test('are replaced in keys', () => {
    const redactor = createRedactor();
    redactor.add('hunter2x');

    expect(redactor.plain({ hunter2x: 1 })).toEqual({ [MASK]: 1 });
    expect(redactor.plain(new Map([['hunter2x', 'hunter2x']]))).toEqual([[MASK, MASK]]);
  });
});

describe('what looks like a secret', () => {
  test.each([
    [
      'a signed URL',
      'PUT https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=abcd1234 failed',
      `PUT https://b.s3.amazonaws.com/k?${MASK} failed`,
    ],
    [
      'a query string with a secret',
      'GET https://id.example/oauth?grant_type=x&client_secret=abc',
      `GET https://id.example/oauth?grant_type=x&client_secret=${MASK}`,
    ],
    ['a password in a URL', 'postgres://me:pw1@db.example:5432/x', `postgres://${MASK}@db.example:5432/x`],
    ['a bearer token', 'Authorization sent: Bearer abc.def-123456', `Authorization sent: Bearer ${MASK}`],
    ['a header', 'authorization: Custom abc\nnext', `authorization: ${MASK}\nnext`],
    ['JSON in a text', '{"client_secret":"a\\"b","user":"x"}', `{"client_secret":"${MASK}","user":"x"}`],
    ['escaped JSON in a text', '{\\"access_token\\":\\"abc\\"}', `{\\"access_token\\":\\"${MASK}\\"}`],
    ['a private key', `key ${PEM} end`, `key ${MASK} end`],
    ['a web token', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def', `got ${MASK}`],
  ])('%s is replaced', (_, text, expected) => {
    expect(createRedactor().text(text)).toBe(expected);
  });

  test.each([
    "Unexpected token '}' in JSON at position 3",
    'https://console.aws.amazon.com/s3/buckets/x?region=eu-central-1',
    'SecretName=/marketing/token',
    'Basic settings of the bearer authentication',
    '{"bucket":"x","key":"y"}',
  ])('%s is left alone', (text) => {
    expect(createRedactor().text(text)).toBe(text);
  });

  test('values under telling keys are replaced, whatever they are', () => {
    const value = {
      apiKey: 'x',
      password: 5,
      credentials: { a: 1 },
      token: null,
      secret: '',
      tokens: true,
      bucket: 'b',
    };

    expect(createRedactor().plain(value)).toEqual({
      apiKey: MASK,
      password: MASK,
      credentials: MASK,
      token: null,
      secret: '',
      tokens: true,
      bucket: 'b',
    });
  });

  test('hostile text takes no noticeable time', () => {
    const redactor = createRedactor();
    const texts = [
      '?a='.repeat(5_000),
      '"ab":"'.repeat(3_000),
      'a.'.repeat(8_000),
      '\\"'.repeat(8_000),
      '://a:'.repeat(3_000),
    ];
    const start = performance.now();

    for (const text of texts) redactor.text(text);

    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('plain values', () => {
  test('errors keep name, message, stack, causes and what they carry', () => {
    const error = Object.assign(new TypeError('outer', { cause: new Error('inner') }), {
      code: 'X1',
      $response: { socket: 1 },
    });

    const plain = asRecord(createRedactor().plain({ error }));

    expect(plain['error']).toMatchObject({
      name: 'TypeError',
      message: 'outer',
      code: 'X1',
      cause: { message: 'inner' },
    });
    expect(plain['error']).not.toHaveProperty('$response');
  });

  test('errors among several are all there', () => {
    const plain = createRedactor().plain(new AggregateError([new Error('one'), new Error('two')], 'both'));

    expect(plain).toMatchObject({ errors: [{ message: 'one' }, { message: 'two' }] });
  });

  test('cycles, throwing getters, bytes, dates, URLs and functions do no harm', () => {
    const cycle: Record<string, unknown> = { name: 'a' };
    cycle['self'] = cycle;
    const broken = {
      get bad() {
        throw new Error('no');
      },
    };

    expect(
      createRedactor().plain([
        cycle,
        broken,
        Buffer.from('abc'),
        new Date(0),
        new URL('https://x.example/?sig=1'),
        () => 1,
        Symbol('s'),
        undefined,
        Number.NaN,
      ]),
    ).toEqual([
      { name: 'a', self: '[circular]' },
      '[unreadable]',
      '[3 bytes]',
      '1970-01-01T00:00:00.000Z',
      `https://x.example/?${MASK}`,
      expect.stringContaining('[function'),
      'Symbol(s)',
      null,
      'NaN',
    ]);
  });

  test('an object met twice side by side is no cycle', () => {
    const shared = { a: 1 };

    expect(createRedactor().plain({ one: shared, two: shared })).toEqual({ one: { a: 1 }, two: { a: 1 } });
  });

  test('depth and width are bounded', () => {
    let deep: unknown = 'bottom';
    for (let i = 0; i < 50; i++) deep = { deep };
    const wide = createRedactor().plain(Array.from({ length: 2_000 }, (_, i) => i));

    expect(JSON.stringify(createRedactor().plain(deep))).toContain('[deeper]');
    expect(wide).toHaveLength(501);
  });

  test.each([
    ['custom resource', { RequestType: 'Create', ResponseURL: 'https://x', ResourceProperties: { a: 'body' } }],
    ['HTTP', { requestContext: {}, headers: { a: 'body' } }],
    ['EventBridge', { 'detail-type': 'x', detail: { a: 'body' } }],
    ['record', { Records: [{ eventSource: 'aws:sqs', body: 'body' }] }],
  ])('a %s event is not shown, however deep it sits', (name, event) => {
    expect(createRedactor().plain({ poll: [event] })).toEqual({ poll: [`[${name} event, not logged]`] });
  });
});

function asRecord(value: Json | object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value ?? {}));
}
