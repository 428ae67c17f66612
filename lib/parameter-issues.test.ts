import { issuesInParameter, objectionToName } from './parameter-issues.ts';
import type { Parameter } from './parameters.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const text = { type: 'string', ...words } as const;
const json = { type: 'string', contentMediaType: 'application/json', ...words } as const;
const items = { type: 'string' } as const;
const subnets = { type: 'string', awsType: 'AWS::EC2::Subnet::Id' } as const;

test.each<[what: string, breaks: Parameter, path: string, message: string]>([
  ['an empty title', { ...text, title: '' }, '/title', 'must have 1 to 100 characters, got 0'],
  ['a long title', { ...text, title: 'a'.repeat(101) }, '/title', 'must have 1 to 100 characters, got 101'],
  ['an empty description', { ...text, description: '' }, '/description', 'must take 1 to 4,000 bytes, takes 0'],
  [
    'a long description',
    { ...text, description: 'é'.repeat(2001) },
    '/description',
    'must take 1 to 4,000 bytes, takes 4002',
  ],
  [
    'a pattern that is read in two ways',
    { ...text, pattern: '^.$' },
    '/pattern',
    "'.' differs in U+0085: name the characters, e.g. [ -~]",
  ],
  [
    'such a pattern of items',
    { type: 'array', items: { ...items, pattern: '^a|b$' }, ...words },
    '/items/pattern',
    'must be anchored as a whole: put the alternatives in brackets, ^(a|b)$',
  ],
  [
    'such a pattern of an AWS type',
    { ...text, awsType: 'AWS::EC2::VPC::Id', pattern: '^\\v$' },
    '/pattern',
    "'\\v' is a set of characters in CloudFormation: write \\u000B",
  ],
  ['a choice of nothing', { ...text, enum: [] }, '/enum', 'must have at least one value'],
  ['a choice that comes twice', { ...text, enum: ['a', 'b', 'a'] }, '/enum', 'has "a" twice'],
  [
    'a fraction among integers',
    { type: 'integer', enum: [1, 0.5], ...words },
    '/enum/1',
    'must be an integer such as 30, got "0.5"',
  ],
  [
    'a number that is not written',
    { type: 'number', enum: [1e21], ...words },
    '/enum/0',
    'must be a number such as 0.5, got "1e+21"',
  ],
  [
    'an item with a comma',
    { type: 'array', items: { ...items, enum: ['a', 'b,c'] }, ...words },
    '/items/enum/1',
    'must not be empty, hold a comma, or begin or end with a space, got "b,c"',
  ],
  [
    'an empty item',
    { type: 'array', items: { ...items, enum: [''] }, ...words },
    '/items/enum/0',
    'must not be empty, hold a comma, or begin or end with a space, got ""',
  ],
  [
    'an item with a space at its end',
    { type: 'array', items: { ...items, enum: ['a '] }, ...words },
    '/items/enum/0',
    'must not be empty, hold a comma, or begin or end with a space, got "a "',
  ],
  [
    'an item that comes twice',
    { type: 'array', items: { ...items, enum: ['a', 'a'] }, ...words },
    '/items/enum',
    'has "a" twice',
  ],
  [
    'bounds out of order',
    { type: 'integer', minimum: 5, maximum: 4, ...words },
    '/maximum',
    'must be >= minimum (5), got 4',
  ],
  ['lengths out of order', { ...text, minLength: 3, maxLength: 2 }, '/maxLength', 'must be >= minLength (3), got 2'],
  [
    'counts out of order',
    { type: 'array', items, minItems: 3, maxItems: 2, ...words },
    '/maxItems',
    'must be >= minItems (3), got 2',
  ],
  [
    'lengths of items out of order',
    { type: 'array', items: { ...items, minLength: 3, maxLength: 2 }, minItems: 1, ...words },
    '/items/maxLength',
    'must be >= minLength (3), got 2',
  ],
  [
    'an empty list of an AWS type',
    { type: 'array', items: subnets, minItems: 0, ...words },
    '/minItems',
    'must be >= 1, because CloudFormation refuses an empty list of an AWS type, got 0',
  ],
  [
    'a document that refers to another part',
    { ...json, contentSchema: { type: 'array', items: { $ref: '#/$defs/item' } } },
    '/contentSchema',
    'must stand for itself, has $ref',
  ],
  [
    'a document with an identifier',
    { ...json, contentSchema: { $id: 'https://example.com/a', type: 'object' } },
    '/contentSchema',
    'must stand for itself, has $id',
  ],
  [
    'a document with a misspelt keyword',
    { ...json, contentSchema: { type: 'object', requird: ['a'] } },
    '/contentSchema',
    'is not a schema: strict mode: unknown keyword: "requird"',
  ],
])('fails %s', (_, parameter, path, message) => {
  expect(issuesInParameter('Name', parameter)).toEqual([{ path: `/parameters/Name${path}`, message }]);
});

test.each<[what: string, keeps: Parameter]>([
  ['words of the greatest length', { ...text, title: 'a'.repeat(100), description: 'é'.repeat(2000) }],
  ['a pattern that is read in one way', { ...text, pattern: '^[a-z]$' }],
  ['a choice with the empty text', { ...text, enum: ['', 'a', 'a,b '] }],
  ['a choice of one integer', { type: 'integer', enum: [-1], ...words }],
  ['a choice of numbers', { type: 'number', enum: [0.5, 1], ...words }],
  ['items with spaces inside', { type: 'array', items: { ...items, enum: ['a b', 'c'] }, ...words }],
  ['bounds that leave one value', { type: 'integer', minimum: 5, maximum: 5, ...words }],
  ['one bound', { type: 'number', maximum: -1, ...words }],
  ['lengths that leave one', { ...text, minLength: 0, maxLength: 0 }],
  [
    'counts and lengths of items',
    { type: 'array', items: { ...items, minLength: 1, maxLength: 1 }, minItems: 2, maxItems: 2, ...words },
  ],
  ['one subnet', { type: 'array', items: subnets, minItems: 1, ...words }],
  ['a document of its own', { ...json, contentSchema: { type: 'object', properties: { $ref: { type: 'string' } } } }],
])('takes %s', (_, parameter) => {
  expect(issuesInParameter('Name', parameter)).toEqual([]);
});

test('says everything that is wrong with a parameter', () => {
  const wrong: Parameter = { ...text, title: '', enum: [], pattern: '^.$', minLength: 2, maxLength: 1 };

  expect(issuesInParameter('name', wrong).map(({ path }) => path)).toEqual([
    '/parameters/name',
    '/parameters/name/title',
    '/parameters/name/pattern',
    '/parameters/name/enum',
    '/parameters/name/maxLength',
  ]);
});

test.each(['RetentionDays', 'A', 'Ipv6', 'VPC', `A${'a'.repeat(254)}`])('takes the name %s', (name) => {
  expect(objectionToName(name)).toBeUndefined();
});

test.each(['retentionDays', 'Retention_Days', 'Retention-Days', '1Day', '', 'Übung', `A${'a'.repeat(255)}`])(
  'fails the name %s',
  (name) => {
    expect(objectionToName(name)).toBe('must be named in PascalCase with letters and digits only');
  },
);
