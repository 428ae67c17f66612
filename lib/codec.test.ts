import fc from 'fast-check';
import { anyParameter, anyText, valueFor } from '#test/kit/random-parameters.ts';
import { decode, decodeAll, encode, encodeFor, issuesInEncoding } from './codec.ts';
import { issuesInLaunch } from './launch.ts';
import type { Json, Parameter, Parameters } from './parameters.ts';
import { kindOf } from './parameters.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const kinds = {
  text: { type: 'string', ...words },
  vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', ...words },
  integer: { type: 'integer', ...words },
  number: { type: 'number', ...words },
  boolean: { type: 'boolean', ...words },
  texts: { type: 'array', items: { type: 'string' }, ...words },
  integers: { type: 'array', items: { type: 'integer' }, ...words },
  document: { type: 'string', contentMediaType: 'application/json', contentSchema: { type: 'object' }, ...words },
} as const satisfies Parameters;
type Kind = keyof typeof kinds;

describe('a text and its value', () => {
  test.each<[kind: Kind, text: string, value: Json]>([
    ['text', '', ''],
    ['text', ' a, b ', ' a, b '],
    ['vpc', 'vpc-1', 'vpc-1'],
    ['integer', '0', 0],
    ['integer', '-7', -7],
    ['integer', '9007199254740991', 9007199254740991],
    ['number', '0.5', 0.5],
    ['number', '-120.25', -120.25],
    ['number', '0.000001', 0.000001],
    ['number', '100000000000000000000', 1e20],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['texts', '', []],
    ['texts', 'a', ['a']],
    ['texts', 'a,b c,a', ['a', 'b c', 'a']],
    ['integers', '1,-2,0', [1, -2, 0]],
    ['document', '', ''],
    ['document', '{"a":[1,"b",null]}', { a: [1, 'b', null] }],
    ['document', '["a","b"]', ['a', 'b']],
  ])('%s: %j is %j', (kind, written, value) => {
    expect(decode(kinds[kind], written)).toEqual({ value });
    expect(encodeFor(kinds[kind], value)).toBe(written);
  });

  test.each<[text: string, value: Json]>([
    [' a , b\t,\nc ', ['a', 'b', 'c']],
    [' ', []],
    ['\u00a0a', ['\u00a0a']],
  ])('a list %j is trimmed at its commas as CloudFormation does it', (written, value) => {
    expect(decode(kinds.texts, written)).toEqual({ value });
  });

  test('a document may be written with white space', () => {
    expect(decode(kinds.document, ' { "a" : 1 }\n')).toEqual({ value: { a: 1 } });
  });
});

test.each<[kind: Kind, text: string, issue: string]>([
  ['integer', '', 'must be an integer such as 30, got ""'],
  ['integer', '01', 'must be an integer such as 30, got "01"'],
  ['integer', '+1', 'must be an integer such as 30, got "+1"'],
  ['integer', '-0', 'must be an integer such as 30, got "-0"'],
  ['integer', '1.0', 'must be an integer such as 30, got "1.0"'],
  ['integer', '1e3', 'must be an integer such as 30, got "1e3"'],
  ['integer', '1\n', 'must be an integer such as 30, got "1\\n"'],
  ['integer', '9007199254740992', 'must be between -(2^53-1) and 2^53-1, got "9007199254740992"'],
  ['number', '.5', 'must be a number such as 0.5, got ".5"'],
  ['number', '0.50', 'must be a number such as 0.5, got "0.50"'],
  ['number', '-0.0', 'must be a number such as 0.5, got "-0.0"'],
  ['number', '5e-1', 'must be a number such as 0.5, got "5e-1"'],
  ['number', '0.12345678901234567', 'must have at most 15 significant digits, got "0.12345678901234567"'],
  ['number', '0.0000001', 'must be 0 or between 0.000001 and 10^21 without its sign, got "0.0000001"'],
  [
    'number',
    `1${'0'.repeat(21)}`,
    `must be 0 or between 0.000001 and 10^21 without its sign, got "1${'0'.repeat(21)}"`,
  ],
  ['boolean', 'True', 'must be true or false, got "True"'],
  ['boolean', '', 'must be true or false, got ""'],
  ['texts', 'a,,b', 'must not have an empty item, got "a,,b"'],
  ['texts', 'a, ', 'must not have an empty item, got "a, "'],
  ['texts', ',', 'must not have an empty item, got ","'],
  ['integers', '1,x,2.5', 'item must be an integer such as 30, got "x"; item must be an integer such as 30, got "2.5"'],
  ['document', '5', 'must be a JSON object or array, got "5"'],
  ['document', 'null', 'must be a JSON object or array, got "null"'],
])('fails to read %s from %j', (kind, written, issue) => {
  expect(decode(kinds[kind], written)).toEqual({ issue });
});

test('fails a document that is not JSON with the reason of the parser', () => {
  expect(decode(kinds.document, '{"a":')).toEqual({ issue: expect.stringMatching(/^must be a JSON document: .*JSON/) });
});

describe('for every kind of parameter', () => {
  const near = anyParameter.chain((parameter) => fc.tuple(fc.constant(parameter), valueFor(parameter)));

  test('a value that has no issues is read from its own text', () => {
    fc.assert(
      fc.property(near, ([parameter, value]) => {
        fc.pre(isValid(parameter, value));
        const read = decodeAll({ P: parameter }, { P: encodeFor(parameter, value) });
        expect(read).toEqual({ values: { P: value }, issues: [] });
      }),
    );
  });

  test('a text that is read is written the same: of a list the trimmed one, of a document what it means', () => {
    const likely = near.map(([parameter, value]) => [parameter, encodeFor(parameter, value)] as const);
    fc.assert(
      fc.property(fc.oneof(likely, fc.tuple(anyParameter, anyText)), ([parameter, given]) => {
        const decoded = decode(parameter, given);
        if ('issue' in decoded) return;
        const written = encodeFor(parameter, decoded.value);
        expect(decode(parameter, written)).toEqual(decoded);
        const kind = kindOf(parameter);
        if (kind !== 'document') expect(written).toBe(kind === 'list' ? trimmed(given) : given);
      }),
      { numRuns: 1000 },
    );
  });

  function isValid(parameter: Parameter, value: Json): boolean {
    return issuesInLaunch({ id: 'a', title: 'A', parameters: { P: parameter } }, { P: value }).length === 0;
  }

  /** Without what Java's `trim` takes from the members: everything up to U+0020. */
  function trimmed(list: string): string {
    return list
      .split(',')
      .map((item) => item.replace(/^[^\u0021-\uffff]+|[^\u0021-\uffff]+$/g, ''))
      .join(',');
  }
});

test('a value without its parameter is written as what it looks like', () => {
  expect([true, 1.5, 'a', ['a', 1], [], { a: 1 }, [{ a: 1 }]].map(encode)).toEqual([
    'true',
    '1.5',
    'a',
    'a,1',
    '',
    '{"a":1}',
    '[{"a":1}]',
  ]);
});

describe('the texts of a launch', () => {
  test('are read by their parameters, and what has no parameter stays', () => {
    const read = decodeAll({ Days: kinds.integer, Names: kinds.texts }, { Days: '3', Names: 'a,b', Unknown: '3' });

    expect(read).toEqual({ values: { Days: 3, Names: ['a', 'b'], Unknown: '3' }, issues: [] });
  });

  test('have an issue each that does not decode, and no value', () => {
    const read = decodeAll({ Days: kinds.integer, IsOn: kinds.boolean }, { Days: 'x', IsOn: 'x' });

    expect(read).toEqual({
      values: {},
      issues: [
        { path: '/Days', message: 'must be an integer such as 30, got "x"' },
        { path: '/IsOn', message: 'must be true or false, got "x"' },
      ],
    });
  });

  test('are measured as they are given: white space of a document counts', () => {
    const long = (spaces: number) => ({ Settings: `{}${' '.repeat(spaces)}` });

    expect(decodeAll({ Settings: kinds.document }, long(4094)).issues).toEqual([]);
    expect(decodeAll({ Settings: kinds.document }, long(4095)).issues).toEqual([
      { path: '/Settings', message: 'must take at most 4,096 bytes as text, takes 4,097' },
    ]);
  });

  test('may have the name of something that every object has', () => {
    const { values } = decodeAll({}, JSON.parse('{"__proto__":"a","constructor":"b"}'));

    expect(Object.entries(values)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});

describe('fails to write typed values', () => {
  test.each<[name: string, kind: Kind, value: Json, path: string, message: string]>([
    [
      'an empty item',
      'texts',
      ['a', ''],
      '/P/1',
      'must not be empty, hold a comma, or begin or end with a space, got ""',
    ],
    ['a comma', 'texts', ['a,b'], '/P/0', 'must not be empty, hold a comma, or begin or end with a space, got "a,b"'],
    [
      'a space before',
      'texts',
      [' a'],
      '/P/0',
      'must not be empty, hold a comma, or begin or end with a space, got " a"',
    ],
    [
      'a break after',
      'texts',
      ['a\n'],
      '/P/0',
      'must not be empty, hold a comma, or begin or end with a space, got "a\\n"',
    ],
    ['a large integer', 'integer', 2 ** 53, '/P', 'must be between -(2^53-1) and 2^53-1, got 9007199254740992'],
    ['a large item', 'integers', [1, 1e21], '/P/1', 'must be between -(2^53-1) and 2^53-1, got 1e+21'],
    ['a large number', 'number', 1e21, '/P', 'must be 0 or between 0.000001 and 10^21 without its sign, got 1e+21'],
    ['a tiny number', 'number', -1e-7, '/P', 'must be 0 or between 0.000001 and 10^21 without its sign, got -1e-7'],
    ['a long text', 'text', 'a'.repeat(4097), '/P', 'must take at most 4,096 bytes as text, takes 4,097'],
    ['a wide text', 'text', 'é'.repeat(2049), '/P', 'must take at most 4,096 bytes as text, takes 4,098'],
    ['a long list', 'texts', Array(2049).fill('a'), '/P', 'must take at most 4,096 bytes as text, takes 4,097'],
    [
      'a long document',
      'document',
      { a: 'a'.repeat(4089) },
      '/P',
      'must take at most 4,096 bytes as text, takes 4,097',
    ],
  ])('with %s', (_, kind, value, path, message) => {
    expect(issuesInEncoding({ P: kinds[kind] }, { P: value })).toEqual([{ path, message }]);
  });

  test.each<[name: string, kind: Kind, value: Json]>([
    ['text of 4,096 bytes', 'text', 'a'.repeat(4096)],
    ['text like no item', 'text', ' a,b '],
    ['items with spaces inside', 'texts', ['a b', 'c']],
    ['the largest integer', 'integer', 2 ** 53 - 1],
    ['a number beyond all integers', 'number', 1e20],
    ['a document of texts', 'document', ['a,b', '']],
    ['of another type, which the schema tells', 'integer', 'x'],
    ['of a fraction, which the schema tells', 'integer', 0.5],
  ])('but for %s', (_, kind, value) => {
    expect(issuesInEncoding({ P: kinds[kind] }, { P: value })).toEqual([]);
  });
});
