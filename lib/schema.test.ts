import Type from 'typebox';
import { InputError } from './errors.ts';
import { issuesIn, newAjv, objectionToSchema, settle } from './schema.ts';

const schema = {
  type: 'object',
  properties: { Days: { type: 'integer', minimum: 1 }, Name: { type: 'string', maxLength: 3 } },
  required: ['Name'],
  additionalProperties: false,
} as const;

describe('a value and its schema', () => {
  test('a value that keeps it has no issues', () => {
    expect(issuesIn(schema, { Name: 'abc', Days: 1 })).toEqual([]);
  });

  test('every issue is told, not the first', () => {
    expect(issuesIn(schema, { Days: 0, Other: 1, Name: 'abcd' })).toHaveLength(3);
  });

  test('issues of one value are not those of the next', () => {
    expect(issuesIn(schema, {})).toHaveLength(1);
    expect(issuesIn(schema, { Name: 'a' })).toEqual([]);
  });

  test('the value is left as it is: neither defaults nor other types are put into it', () => {
    const value = { Name: 'a', Days: '3' };
    const filling = { ...schema, properties: { ...schema.properties, Extra: { type: 'string', default: 'b' } } };

    expect(issuesIn(filling, value)).toEqual([{ path: '/Days', message: 'must be an integer, got "3"' }]);
    expect(value).toEqual({ Name: 'a', Days: '3' });
  });

  test('lengths are those of CloudFormation, in UTF-16 code units', () => {
    expect(issuesIn(schema, { Name: '😀a' })).toEqual([]);
    expect(issuesIn(schema, { Name: '😀😀' })).toEqual([
      { path: '/Name', message: 'must have at most 3 characters, got 4' },
    ]);
  });

  test('patterns are read by code point', () => {
    expect(issuesIn({ type: 'string', pattern: '^[😀]$' }, '😀')).toEqual([]);
  });
});

describe('a schema', () => {
  test.each([
    ['a keyword that there is not', { type: 'string', maxLenght: 3 }, /unknown keyword: "maxLenght"/],
    ['a type that there is not', { type: 'text' }, /schema is invalid/],
    ['a limit that is none', { minLength: -1 }, /minLength/],
    ['an empty choice', { enum: [] }, /enum must have non-empty array/],
    ['a format that nothing checks', { type: 'string', format: 'date' }, /unknown format "date"/],
    ['a reference that leads nowhere', { $ref: '#/$defs/A' }, /can't resolve reference/],
  ])('fails with %s', (_, wrong, message) => {
    expect(objectionToSchema(wrong)).toMatch(message);
  });

  test('may compare two numbers, and have the words of the dialect', () => {
    const words = { type: 'string', awsType: 'AWS::EC2::VPC::Id', constraintDescription: 'a VPC' };

    expect(objectionToSchema({ properties: { A: { maximum: { $data: '1/B' } }, C: words } })).toBeUndefined();
  });

  test('is asked about without a trace: the same one can be asked about again', () => {
    const named = { $id: 'https://example.com/a', type: 'string' };

    expect([objectionToSchema(named), objectionToSchema({ ...named })]).toEqual([undefined, undefined]);
  });

  test('can be compiled with other options of Ajv', () => {
    expect(newAjv({ code: { source: true } }).opts.code.source).toBe(true);
  });
});

describe('options', () => {
  const Options = Type.Object(
    {
      format: Type.Enum(['csv', 'parquet'], { default: 'parquet' }),
      batch: Type.Object(
        { size: Type.Integer({ minimum: 1, default: 10 }), name: Type.String() },
        { default: { name: 'all' } },
      ),
      steps: Type.Optional(Type.Array(Type.Object({ retries: Type.Integer({ default: 2 }), name: Type.String() }))),
    },
    { additionalProperties: false },
  );

  test('that are left out have their defaults, at every depth', () => {
    expect(settle(Options, { steps: [{ name: 'a' }, { name: 'b', retries: 0 }] }, 'options')).toEqual({
      format: 'parquet',
      batch: { size: 10, name: 'all' },
      steps: [
        { name: 'a', retries: 2 },
        { name: 'b', retries: 0 },
      ],
    });
  });

  test('that are given stay, and what was given is not changed', () => {
    const given = { format: 'csv', batch: { name: 'some', size: 1 } };

    expect(settle(Options, given, 'options')).toEqual({ format: 'csv', batch: { name: 'some', size: 1 } });
    expect(given).toEqual({ format: 'csv', batch: { name: 'some', size: 1 } });
  });

  test('do not share their defaults', () => {
    const [one, other] = [settle(Options, {}, 'options'), settle(Options, {}, 'options')];

    expect(one.batch).toEqual(other.batch);
    expect(one.batch).not.toBe(other.batch);
  });

  test('fail with every issue under their subject', () => {
    const settled = () => settle(Options, { format: 'orc', batch: { size: 0 }, bacth: {} }, "options of 'a-b'");

    expect(settled).toThrow(InputError);
    expect(settled).toThrow(
      [
        "options of 'a-b' has 4 issues:",
        "  /bacth is not known; did you mean 'batch'?",
        '  /format must be one of csv, parquet, got "orc"',
        '  /batch/name is required',
        '  /batch/size must be >= 1, got 0',
      ].join('\n'),
    );
  });

  test.each([[null], [[]], ['options']])('fail when they are %j', (given) => {
    expect(() => settle(Options, given, 'options')).toThrow(/must be an object, got/);
  });
});
