import type { Kind, Parameter } from './parameters.ts';
import { awsTypes, isDocument, isList, isRequired, isStored, kindOf, ssmTypes } from './parameters.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const document = {
  type: 'string',
  contentMediaType: 'application/json',
  contentSchema: { type: 'object' },
  ...words,
} as const;
const subnets = { type: 'array', items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' }, minItems: 1 } as const;

test.each<[parameter: Parameter, kind: Kind]>([
  [{ type: 'string', ...words }, 'text'],
  [{ type: 'string', enum: ['a'], ...words }, 'text'],
  [{ type: 'integer', ...words }, 'integer'],
  [{ type: 'number', enum: [0.5], ...words }, 'number'],
  [{ type: 'boolean', ...words }, 'boolean'],
  [{ type: 'array', items: { type: 'integer' }, ...words }, 'list'],
  [{ ...subnets, ...words }, 'list'],
  [document, 'document'],
])('%j is of kind %s', (parameter, kind) => {
  expect(kindOf(parameter)).toBe(kind);
  expect(isList(parameter)).toBe(kind === 'list');
  expect(isDocument(parameter)).toBe(kind === 'document');
  expect(isStored(parameter)).toBe(false);
});

test.each(awsTypes)('%s is an AWS type whose value is what the launcher gives', (awsType) => {
  const parameter: Parameter = { type: 'string', awsType, ...words };

  expect([kindOf(parameter), isStored(parameter)]).toEqual(['aws', false]);
});

test.each(ssmTypes)('%s is an AWS type whose value CloudFormation reads', (awsType) => {
  const parameter: Parameter = { type: 'string', awsType, ...words };

  expect([kindOf(parameter), isStored(parameter)]).toEqual(['aws', true]);
});

test('a parameter is required when it has no default, not even an empty one', () => {
  expect(isRequired({ type: 'string', ...words })).toBe(true);
  expect(isRequired({ type: 'string', default: '', ...words })).toBe(false);
  expect(isRequired({ type: 'boolean', default: false, ...words })).toBe(false);
  expect(isRequired({ ...document, default: '' })).toBe(false);
});
