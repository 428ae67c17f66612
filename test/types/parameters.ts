import type { Parameters } from '#lib/parameters.ts';

// Compiled by tsc, never run: each `@ts-expect-error` fails the compilation when the mistake below it compiles.

const words = { title: 'Title', description: 'What it changes.' } as const;

// @ts-expect-error a misspelt keyword
export const misspelt = { Name: { type: 'string', maxLenght: 3, ...words } } as const satisfies Parameters;

export const misspeltItem = {
  // @ts-expect-error a misspelt keyword of an item
  Names: { type: 'array', items: { type: 'string', patern: '^a$' }, ...words },
} as const satisfies Parameters;

export const unknownType = {
  // @ts-expect-error a type of JSON Schema that CloudFormation does not have
  Name: { type: 'null', ...words },
} as const satisfies Parameters;

export const unanchored = {
  // @ts-expect-error a pattern that is not anchored
  Name: { type: 'string', pattern: '[a-z]+', ...words },
} as const satisfies Parameters;

export const halfAnchored = {
  // @ts-expect-error an item's pattern that is anchored at one end
  Names: { type: 'array', items: { type: 'string', pattern: '^[a-z]+' }, ...words },
} as const satisfies Parameters;

export const emptyVpc = {
  // @ts-expect-error an AWS type with an empty default, which CloudFormation refuses
  Vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', default: '', ...words },
} as const satisfies Parameters;

export const emptySubnets = {
  // @ts-expect-error a list of an AWS type with an empty default
  Subnets: {
    type: 'array',
    items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' },
    minItems: 1,
    default: [],
    ...words,
  },
} as const satisfies Parameters;

export const boundedVpc = {
  // @ts-expect-error a constraint that CloudFormation does not have for an AWS type
  Vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', maxLength: 30, ...words },
} as const satisfies Parameters;

export const unknownAwsType = {
  // @ts-expect-error an AWS type that CloudFormation does not have
  Vpc: { type: 'string', awsType: 'AWS::EC2::Vpc::Id', ...words },
} as const satisfies Parameters;

export const plainStored = {
  // @ts-expect-error a default that is not the path of a stored parameter
  Stored: { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', default: '', ...words },
} as const satisfies Parameters;

export const wrongDefaults = {
  // @ts-expect-error a number as text
  Days: { type: 'integer', default: '30', ...words },
  // @ts-expect-error a text as number
  Name: { type: 'string', default: 5, ...words },
  // @ts-expect-error a boolean as text
  IsOn: { type: 'boolean', default: 'true', ...words },
  // @ts-expect-error a list as text
  Names: { type: 'array', items: { type: 'string' }, default: 'a,b', ...words },
  // @ts-expect-error a list of numbers with texts
  Ports: { type: 'array', items: { type: 'integer' }, default: ['80'], ...words },
} as const satisfies Parameters;

export const boundedEnum = {
  // @ts-expect-error bounds beside an enumeration, which CloudFormation holds as text
  Days: { type: 'integer', enum: [1, 7], minimum: 1, ...words },
} as const satisfies Parameters;

export const lengthOfNumber = {
  // @ts-expect-error a length of a number
  Days: { type: 'integer', minLength: 1, ...words },
} as const satisfies Parameters;

export const patternOfDocument = {
  // @ts-expect-error a pattern of a document
  Settings: {
    type: 'string',
    contentMediaType: 'application/json',
    contentSchema: { type: 'object' },
    pattern: '^a$',
    ...words,
  },
} as const satisfies Parameters;

export const openDocument = {
  // @ts-expect-error a document that may be a bare text or number
  Settings: { type: 'string', contentMediaType: 'application/json', contentSchema: {}, ...words },
} as const satisfies Parameters;

export const untitled = {
  // @ts-expect-error a parameter without words for the launcher
  Name: { type: 'string' },
} as const satisfies Parameters;

/** Everything a launch can be asked for. */
export const all = {
  Text: {
    type: 'string',
    pattern: '^(|[a-z]+)$',
    minLength: 0,
    maxLength: 10,
    default: '',
    constraintDescription: 'lower-case letters',
    ...words,
  },
  Choice: { type: 'string', enum: ['a', 'b'], default: 'a', ...words },
  Vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', pattern: '^vpc-[0-9a-f]+$', ...words },
  Stored: { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', default: '/factory/x', ...words },
  Days: { type: 'integer', minimum: 1, maximum: 10, default: 3, ...words },
  Steps: { type: 'integer', enum: [1, 7], default: 7, ...words },
  Share: { type: 'number', minimum: 0, maximum: 1, ...words },
  IsOn: { type: 'boolean', default: false, ...words },
  Names: {
    type: 'array',
    items: { type: 'string', enum: ['a', 'b'] },
    uniqueItems: true,
    maxItems: 3,
    default: [],
    ...words,
  },
  Ports: {
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: 65535 },
    minItems: 1,
    default: [80],
    ...words,
  },
  Subnets: { type: 'array', items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' }, minItems: 2, ...words },
  Settings: {
    type: 'string',
    contentMediaType: 'application/json',
    contentSchema: { type: 'object', required: ['a'] },
    default: '',
    ...words,
  },
  Fields: {
    type: 'string',
    contentMediaType: 'application/json',
    contentSchema: { type: 'array' },
    default: [{ a: 1 }],
    ...words,
  },
} as const satisfies Parameters;
