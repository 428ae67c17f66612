import { InputError } from './errors.ts';
import { encodeLaunch, issuesInLaunch, issuesInLaunchTexts, readLaunch } from './launch.ts';
import { issuesInChange } from './launch-check.ts';
import type { Json, Parameters } from './parameters.ts';
import type { Rules } from './rules.ts';

const words = { title: 'Title', description: 'What it changes' } as const;

const parameters = {
  Name: { type: 'string', pattern: '^[a-z]+$', constraintDescription: 'lower-case letters', ...words },
  Days: { type: 'integer', minimum: 1, maximum: 10, default: 3, ...words },
  IsOn: { type: 'boolean', default: false, ...words },
  Names: { type: 'array', items: { type: 'string', maxLength: 3 }, default: [], ...words },
  Settings: {
    type: 'string',
    contentMediaType: 'application/json',
    contentSchema: { type: 'object', properties: { size: { type: 'integer' } }, additionalProperties: false },
    default: '',
    ...words,
  },
} as const satisfies Parameters;

const rules = {
  LongIsOn: {
    description: 'what is kept long is on',
    if: { properties: { Days: { minimum: 8 } } },
    then: { properties: { IsOn: { const: true } } },
  },
} as const satisfies Rules<typeof parameters>;

const product = { id: 'a-b', title: 'A product', parameters, rules };

const typed = { Name: 'abc', Days: 8, IsOn: true, Names: ['a', 'b'], Settings: { size: 5 } };
const texts = { Name: 'abc', Days: '8', IsOn: 'true', Names: 'a,b', Settings: '{"size":5}' };

describe('a launch that keeps the schema', () => {
  test('has no issues, typed or as texts', () => {
    expect(issuesInLaunch(product, typed)).toEqual([]);
    expect(issuesInLaunchTexts(product, texts)).toEqual([]);
  });

  test('may leave out what has a default', () => {
    expect(issuesInLaunch(product, { Name: 'abc' })).toEqual([]);
    expect(issuesInLaunchTexts(product, { Name: 'abc' })).toEqual([]);
  });

  test('becomes texts, defaults included, in the order of the definition', () => {
    expect(encodeLaunch(product, { Settings: { size: 5 }, Name: 'abc' }, 'the launch')).toEqual([
      ['Name', 'abc'],
      ['Days', '3'],
      ['IsOn', 'false'],
      ['Names', ''],
      ['Settings', '{"size":5}'],
    ]);
  });
});

describe('a launch that breaks the schema', () => {
  const wrong = { Name: 'ABC', Days: 0, Names: ['abcd', 'a,b'], Settings: { size: 'x', colour: 'red' }, Dyas: 1 };

  test('has every issue at once when it is typed', () => {
    expect(issuesInLaunch(product, wrong)).toEqual([
      { path: '/Names/1', message: 'must not be empty, hold a comma, or begin or end with a space, got "a,b"' },
      { path: '/Dyas', message: "is not known; did you mean 'Days'?" },
      { path: '/Name', message: 'must be lower-case letters, got "ABC"' },
      { path: '/Days', message: 'must be >= 1, got 0' },
      { path: '/Names/0', message: 'must have at most 3 characters, got 4' },
      { path: '/Settings/colour', message: 'is not known; known are size' },
      { path: '/Settings/size', message: 'must be an integer, got "x"' },
    ]);
  });

  test('has every issue at once as texts', () => {
    const issues = issuesInLaunchTexts(product, { Days: '0x', IsOn: 'yes', Names: 'a,,b', Settings: '{}', Dyas: '1' });

    expect(issues).toEqual([
      { path: '/Days', message: 'must be an integer such as 30, got "0x"' },
      { path: '/IsOn', message: 'must be true or false, got "yes"' },
      { path: '/Names', message: 'must not have an empty item, got "a,,b"' },
      { path: '/Name', message: 'is required' },
      { path: '/Dyas', message: "is not known; did you mean 'Days'?" },
    ]);
  });

  test('breaks its rules with the defaults of what was left out', () => {
    const issue = { path: '/IsOn', message: 'what is kept long is on (must be true, got false)' };

    expect(issuesInLaunch(product, { Name: 'a', Days: 9 })).toEqual([issue]);
    expect(issuesInLaunchTexts(product, { Name: 'a', Days: '9' })).toEqual([issue]);
  });

  test('breaks no rule with a default that nobody asked for: what was given did not decode', () => {
    const eager = { ...product, parameters: { ...parameters, Days: { ...parameters.Days, default: 9 } } };

    expect(issuesInLaunchTexts(eager, { Name: 'a', Days: '1.0' })).toEqual([
      { path: '/Days', message: 'must be an integer such as 30, got "1.0"' },
    ]);
  });

  test('is measured as text', () => {
    const long = { Name: 'a', Settings: `{${' '.repeat(4095)}}` };

    expect(issuesInLaunchTexts(product, long)).toEqual([
      { path: '/Settings', message: 'must take at most 4,096 bytes as text, takes 4,097' },
    ]);
    expect(issuesInLaunch(product, { Name: 'a'.repeat(4097) })).toEqual([
      { path: '/Name', message: 'must take at most 4,096 bytes as text, takes 4,097' },
    ]);
  });

  test('does not become texts', () => {
    const encode = () => encodeLaunch(product, { Days: 0 }, "the launch of 'a/b'");

    expect(encode).toThrow(InputError);
    expect(encode).toThrow("the launch of 'a/b' has 2 issues:\n  /Name is required\n  /Days must be >= 1, got 0");
  });
});

describe('a file with a launch', () => {
  const cfn = Object.entries(texts).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  const serviceCatalog = Object.entries(texts).map(([Key, Value]) => ({ Key, Value }));

  test.each([
    ['typed JSON', typed],
    ["CloudFormation's pairs", cfn],
    ["Service Catalog's pairs", serviceCatalog],
  ])('is read from %s', (_, content) => {
    expect(readLaunch(product, content)).toEqual({ values: typed, issues: [] });
  });

  test.each<[form: string, content: unknown]>([
    ['typed JSON', { Name: 'A', Days: 11, IsOn: false }],
    [
      'pairs',
      [
        { Key: 'Name', Value: 'A' },
        { ParameterKey: 'Days', ParameterValue: '11' },
      ],
    ],
  ])('has with %s everything that is wrong with the launch', (_, content) => {
    expect(readLaunch(product, content).issues).toEqual([
      { path: '/IsOn', message: 'what is kept long is on (must be true, got false)' },
      { path: '/Name', message: 'must be lower-case letters, got "A"' },
      { path: '/Days', message: 'must be <= 10, got 11' },
    ]);
  });

  test('fails pairs that are none, that come twice or that do not decode, each by itself', () => {
    const read = readLaunch(product, [
      'Name',
      { ParameterKey: 'Name', ParameterValue: 5 },
      { ParameterKey: 'Days', ParameterValue: '5' },
      { Key: 'Days', Value: '6' },
      { Key: 'IsOn', Value: 'yes' },
      { Value: 'a' },
    ]);

    const form = 'must be {"ParameterKey", "ParameterValue"} or {"Key", "Value"} with texts, got';
    expect(read).toEqual({
      values: { Days: 5 },
      issues: [
        { path: '/0', message: `${form} "Name"` },
        { path: '/1', message: `${form} {"ParameterKey":"Name","ParameterValue":5}` },
        { path: '/3', message: 'gives Days a second time' },
        { path: '/5', message: `${form} {"Value":"a"}` },
        { path: '/IsOn', message: 'must be true or false, got "yes"' },
      ],
    });
  });

  test.each([[null], ['Name=a'], [5]])('fails %j', (content) => {
    expect(readLaunch(product, content)).toEqual({
      values: {},
      issues: [{ path: '', message: `must be a JSON object of parameters, got ${JSON.stringify(content)}` }],
    });
  });
});

describe('a document', () => {
  test.each<[text: string, value: Json]>([
    ['', ''],
    ['{}', {}],
    [' { "size" : 5 } ', { size: 5 }],
  ])('%j is judged as what it holds', (text, value) => {
    expect(issuesInLaunchTexts(product, { Name: 'a', Settings: text })).toEqual([]);
    expect(issuesInLaunch(product, { Name: 'a', Settings: value })).toEqual([]);
  });

  test.each([
    ['{"size":"x"}', '/Settings/size', 'must be an integer, got "x"'],
    ['[]', '/Settings', 'must be an object, got []'],
    ['5', '/Settings', 'must be a JSON object or array, got "5"'],
  ])('fails as %s', (text, path, message) => {
    expect(issuesInLaunchTexts(product, { Name: 'a', Settings: text })).toEqual([{ path, message }]);
  });

  test('fails as text where typed values are expected', () => {
    expect(issuesInLaunch(product, { Name: 'a', Settings: '{}' })).toEqual([
      { path: '/Settings', message: 'must be an object, got "{}"' },
    ]);
  });
});

describe('an update', () => {
  const before = { Name: 'a', Days: '3' };

  test('may keep what is fixed, and change the rest', () => {
    expect(issuesInChange(['Name'], { Name: 'a', Days: '5' }, before)).toEqual([]);
  });

  test('fails to change what is fixed', () => {
    expect(issuesInChange(['Name', 'Days'], { Name: 'b', Days: '3' }, before)).toEqual([
      {
        path: '/Name',
        message: 'cannot be changed after the launch, from "a" to "b": launch the product anew instead',
      },
    ]);
  });

  test('may give what the launch did not have yet', () => {
    expect(issuesInChange(['Extra'], { ...before, Extra: 'a' }, before)).toEqual([]);
  });
});
