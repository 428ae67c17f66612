import type { Parameters } from '#lib/parameters.ts';

// Compiled by tsc, never run: each `@ts-expect-error` fails the compilation when the mistake below it compiles.

const words = { title: 'Title', description: 'What it changes.' } as const;
const json = { type: 'string', contentMediaType: 'application/json', ...words } as const;

export const misspelt = {
  // @ts-expect-error a misspelt keyword
  Name: { type: 'string', maxLenght: 3, ...words },
} as const satisfies Parameters;

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

const subnets = { type: 'string', awsType: 'AWS::EC2::Subnet::Id' } as const;

export const emptySubnets = {
  // @ts-expect-error a list of an AWS type with an empty default
  Subnets: { type: 'array', items: subnets, minItems: 1, default: [], ...words },
} as const satisfies Parameters;

export const anySubnets = {
  // @ts-expect-error a list of an AWS type that does not say how many items it has at least
  Subnets: { type: 'array', items: subnets, ...words },
} as const satisfies Parameters;

export const boundedVpc = {
  // @ts-expect-error a length of an AWS type, which nothing would hold
  Vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', maxLength: 30, ...words },
} as const satisfies Parameters;

export const unknownAwsType = {
  // @ts-expect-error an AWS type that CloudFormation does not have
  Vpc: { type: 'string', awsType: 'AWS::EC2::Vpc::Id', ...words },
} as const satisfies Parameters;

export const emptyStored = {
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
  // @ts-expect-error a document as bare text
  Settings: { contentSchema: { type: 'object' }, default: 'a', ...json },
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
  // @ts-expect-error a pattern of a document, which nothing would hold
  Settings: { contentSchema: { type: 'object' }, pattern: '^a$', ...json },
} as const satisfies Parameters;

export const openDocument = {
  // @ts-expect-error a document that may be a bare text or number
  Settings: { contentSchema: {}, ...json },
} as const satisfies Parameters;

export const untitled = {
  // @ts-expect-error a parameter without words for the launcher
  Name: { type: 'string' },
} as const satisfies Parameters;

/** One parameter of every kind, each with all that it may have. */
export const all = {
  Text: { type: 'string', pattern: '^(|[a-z]+)$', minLength: 0, maxLength: 10, default: '', ...words },
  Explained: { type: 'string', pattern: '^[a-z]$', constraintDescription: 'a lower-case letter', ...words },
  Choice: { type: 'string', enum: ['a', 'b'], default: 'a', ...words },
  Vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', pattern: '^vpc-[0-9a-f]+$', ...words },
  Stored: { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', default: '/factory/x', ...words },
  Days: { type: 'integer', minimum: 1, maximum: 10, default: 3, ...words },
  Steps: { type: 'integer', enum: [1, 7], default: 7, ...words },
  Share: { type: 'number', minimum: 0, maximum: 1, ...words },
  Factor: { type: 'number', enum: [0.5, 2], default: 0.5, ...words },
  IsOn: { type: 'boolean', default: false, ...words },
  Names: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, maxItems: 3, default: [], ...words },
  Codes: { type: 'array', items: { type: 'string', pattern: '^[a-z]$', minLength: 1 }, uniqueItems: true, ...words },
  Ports: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 65535 }, minItems: 1, ...words },
  Subnets: { type: 'array', items: subnets, minItems: 2, maxItems: 6, uniqueItems: true, ...words },
  Settings: { contentSchema: { type: 'object', required: ['a'] }, default: '', ...json },
  Fields: { contentSchema: { type: 'array' }, default: [{ a: 1 }], ...json },
} as const satisfies Parameters;
