import { conventional } from './conventions.ts';
import { assertSound, issuesInDefinition } from './definition.ts';
import { InputError } from './errors.ts';
import type { Parameter } from './parameters.ts';
import type { AnyProduct } from './product.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const Dataset = { type: 'string', pattern: '^[a-z]+$', ...words } as const;

const sound: AnyProduct = {
  id: 'data-lake-dataset',
  family: 'data-lake',
  name: 'dataset',
  address: 'data-lake/dataset',
  home: '/products/data-lake/dataset',
  title: 'Data set',
  summary: 'A home for one data set.',
  owner: 'data-platform',
  version: '1.0.0',
  parameters: { Project: conventional.Project, Environment: conventional.Environment, Dataset },
  groups: [
    { title: 'Launch', parameters: ['Project', 'Environment'] },
    { title: 'Data', parameters: ['Dataset'] },
  ],
  identity: ['Project', 'Environment', 'Dataset'],
  template: async () => {
    throw new Error('a definition is judged without its template');
  },
};

/** The sound product with one more parameter, grouped. */
function withParameter(name: string, parameter: Parameter): AnyProduct {
  return {
    ...sound,
    parameters: { ...sound.parameters, [name]: parameter },
    groups: [...sound.groups, { title: 'More', parameters: [name] }],
  };
}

function many(n: number): AnyProduct {
  const parameters = Object.fromEntries(Array.from({ length: n }, (_, index) => [`P${index}`, Dataset]));
  const all = { ...sound.parameters, ...parameters };
  return { ...sound, parameters: all, groups: [{ title: 'All', parameters: Object.keys(all) }] };
}

test('a sound definition has no issues', () => {
  expect(issuesInDefinition(sound)).toEqual([]);
  expect(() => assertSound(sound)).not.toThrow();
});

describe('fails words', () => {
  test.each<[change: Partial<AnyProduct>, path: string, message: string]>([
    [{ id: 'dataset' }, '/id', `must be 'data-lake-dataset', as the folders are named, got "dataset"`],
    [
      { id: 'Data-lake', family: 'Data', name: 'lake' },
      '/id',
      'must be lower-case words joined by single hyphens, got "Data-lake"',
    ],
    [{ version: '1.0' }, '/version', 'must be a semantic version such as 1.0.0, got "1.0"'],
    [{ version: '1.0.0-beta' }, '/version', 'must be a semantic version such as 1.0.0, got "1.0.0-beta"'],
    [{ version: '01.0.0' }, '/version', 'must be a semantic version such as 1.0.0, got "01.0.0"'],
    [{ title: '' }, '/title', 'must have 1 to 100 characters, got 0'],
    [{ title: 'a'.repeat(101) }, '/title', 'must have 1 to 100 characters, got 101'],
    [{ summary: '' }, '/summary', 'must have 1 to 1,000 characters, got 0'],
    [{ summary: 'a'.repeat(1001) }, '/summary', 'must have 1 to 1,000 characters, got 1001'],
    [{ owner: '' }, '/owner', 'must name the team that answers for the product'],
  ])('%j', (change, path, message) => {
    expect(issuesInDefinition({ ...sound, ...change })).toEqual([{ path, message }]);
  });

  test('but not for being as long as they may be', () => {
    const long = { ...sound, title: 'a'.repeat(100), summary: 'a'.repeat(1000), version: '10.20.30' };

    expect(issuesInDefinition(long)).toEqual([]);
  });
});

test('fails more parameters than leave headroom', () => {
  expect(issuesInDefinition(many(177))).toEqual([]);
  expect(issuesInDefinition(many(178))).toEqual([
    { path: '/parameters', message: 'must be at most 180, to leave headroom below the 200 of CloudFormation' },
  ]);
});

test('fails groups that are not all parameters, each once', () => {
  const groups = [
    { title: 'Launch', parameters: ['Project', 'Environment', 'Projcet'] },
    { title: 'Again', parameters: ['Project'] },
  ];

  expect(issuesInDefinition({ ...sound, groups })).toEqual([
    { path: '/groups', message: 'names Projcet, which is not a parameter' },
    { path: '/groups', message: 'has Project twice' },
    { path: '/groups', message: 'lacks Dataset' },
  ]);
});

describe('fails an identity', () => {
  test.each([
    [['Project', 'Environment', 'Datatse'], 'names Datatse, which is not a parameter'],
    [['Project', 'Environment', 'Dataset', 'Dataset'], 'has Dataset twice'],
    [['Environment', 'Project'], 'must begin with Project and Environment, got ["Environment","Project"]'],
    [['Project'], 'must begin with Project and Environment, got ["Project"]'],
  ])('%j', (identity, message) => {
    expect(issuesInDefinition({ ...sound, identity })).toEqual([{ path: '/identity', message }]);
  });

  test.each<[parameter: Parameter, message: string]>([
    [{ ...Dataset, default: 'a' }, 'names More, which has a default: two launches would share it by accident'],
    [{ type: 'array', items: { type: 'string' }, ...words }, 'names More, which is not a single value'],
    [
      { type: 'string', contentMediaType: 'application/json', contentSchema: { type: 'object' }, ...words },
      'names More, which is not a single value',
    ],
  ])('with the parameter %j', (parameter, message) => {
    const product = { ...withParameter('More', parameter), identity: ['Project', 'Environment', 'More'] };

    expect(issuesInDefinition(product)).toEqual([{ path: '/identity', message }]);
  });

  test('but not one of Project and Environment alone, or of more that is required', () => {
    expect(issuesInDefinition({ ...sound, identity: ['Project', 'Environment'] })).toEqual([]);
    expect(issuesInDefinition({ ...withParameter('More', Dataset), identity: [...sound.identity, 'More'] })).toEqual(
      [],
    );
  });
});

describe('what is fixed', () => {
  test('is a parameter', () => {
    expect(issuesInDefinition({ ...sound, fixed: ['Dataset'] })).toEqual([]);
    expect(issuesInDefinition({ ...sound, fixed: ['Datatse'] })).toEqual([
      { path: '/fixed', message: 'names Datatse, which is not a parameter' },
    ]);
  });

  test.each<[parameter: Parameter, message: string]>([
    [
      { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', ...words },
      'names More, whose value only CloudFormation knows',
    ],
    [
      { type: 'string', contentMediaType: 'application/json', contentSchema: { type: 'object' }, ...words },
      'names More, a document, whose text may change and mean the same',
    ],
  ])('fails as %j', (parameter, message) => {
    expect(issuesInDefinition({ ...withParameter('More', parameter), fixed: ['More'] })).toEqual([
      { path: '/fixed', message },
    ]);
  });
});

test('fails for its parameters and rules', () => {
  const product = {
    ...withParameter('more', { ...Dataset, pattern: '^.$' }),
    rules: { R: { description: 'r', then: { properties: { Datatse: { const: 'a' } } } } },
  };

  expect(issuesInDefinition(product).map(({ path }) => path)).toEqual([
    '/parameters/more',
    '/parameters/more/pattern',
    '/rules/R',
  ]);
});

describe('fails a default', () => {
  test.each<[parameter: Parameter, path: string, message: string]>([
    [{ ...Dataset, default: '' }, '', 'must match ^[a-z]+$, got ""'],
    [{ type: 'integer', minimum: 1, default: 0, ...words }, '', 'must be >= 1, got 0'],
    [{ type: 'integer', enum: [1, 7], default: 3, ...words }, '', 'must be one of 1, 7, got 3'],
    [{ type: 'integer', default: 0.5, ...words }, '', 'must be an integer, got 0.5'],
    [{ type: 'integer', default: 2 ** 53, ...words }, '', 'must be between -(2^53-1) and 2^53-1, got 9007199254740992'],
    [
      { type: 'array', items: { type: 'string' }, default: ['a', 'b,c'], ...words },
      '/1',
      'must not be empty, hold a comma, or begin or end with a space, got "b,c"',
    ],
    [
      { type: 'array', items: { type: 'string' }, minItems: 1, default: [], ...words },
      '',
      'must have at least 1 item, got 0',
    ],
    [
      {
        type: 'string',
        contentMediaType: 'application/json',
        contentSchema: { type: 'object', required: ['a'] },
        default: {},
        ...words,
      },
      '/a',
      'is required',
    ],
  ])('of %j', (parameter, path, message) => {
    expect(issuesInDefinition(withParameter('More', parameter))).toEqual([
      { path: `/parameters/More/default${path}`, message },
    ]);
  });

  test.each<[parameter: Parameter]>([
    [{ ...Dataset, pattern: '^[a-z]*$', default: '' }],
    [{ type: 'integer', enum: [1, 7], default: 7, ...words }],
    [{ type: 'array', items: { type: 'string' }, default: ['a', 'b'], ...words }],
    [
      {
        type: 'string',
        contentMediaType: 'application/json',
        contentSchema: { type: 'object', required: ['a'] },
        default: '',
        ...words,
      },
    ],
  ])('but not of %j', (parameter) => {
    expect(issuesInDefinition(withParameter('More', parameter))).toEqual([]);
  });
});

describe('fails what is no JSON Schema', () => {
  test('at the parameter that is none', () => {
    expect(issuesInDefinition(withParameter('More', { type: 'string', minLength: -1, ...words }))).toEqual([
      { path: '/parameters/More', message: expect.stringMatching(/^is not a schema: .*minLength/) },
    ]);
  });

  test('at the rule that is none', () => {
    const rules = {
      Kept: { description: 'r', then: { properties: { Dataset: { const: 'a' } } } },
      Broken: { description: 'r', then: { anyOf: [] } },
    };

    expect(issuesInDefinition({ ...sound, rules })).toEqual([
      { path: '/rules/Broken', message: expect.stringMatching(/^is not a schema: .*anyOf/) },
    ]);
  });
});

test('an unsound product is told with all its issues', () => {
  const assert = () => assertSound({ ...sound, version: '1', owner: '' });

  expect(assert).toThrow(InputError);
  expect(assert).toThrow(
    [
      "the definition of 'data-lake-dataset' has 2 issues:",
      '  /version must be a semantic version such as 1.0.0, got "1"',
      '  /owner must name the team that answers for the product',
    ].join('\n'),
  );
});
