import type { Parameters } from './parameters.ts';
import type { AnyRule } from './rules.ts';
import { issuesIn, objectionToSchema } from './schema.ts';
import { fillIn, schemaOf, toJsonSchema } from './to-json-schema.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const json = { type: 'string', contentMediaType: 'application/json', ...words } as const;
const contentSchema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] } as const;

function schemaFor(parameters: Parameters, rules?: { readonly [name: string]: AnyRule }) {
  return toJsonSchema({ id: 'a-b', title: 'A product', parameters, ...(rules !== undefined && { rules }) });
}

test('the schema of a launch is closed, and requires what has no default', () => {
  const Days = { type: 'integer', minimum: 1, default: 3, ...words } as const;
  const Name = { type: 'string', ...words } as const;

  expect(schemaFor({ Days, Name })).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A product',
    type: 'object',
    properties: { Days, Name },
    required: ['Name'],
    additionalProperties: false,
  });
});

test('every kind of parameter makes a schema that compiles', () => {
  const schema = schemaFor({
    Text: { type: 'string', pattern: '^[a-z]$', constraintDescription: 'a letter', ...words },
    Vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', ...words },
    Stored: { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', default: '/a', ...words },
    Days: { type: 'integer', enum: [1, 2], ...words },
    Share: { type: 'number', minimum: 0.5, ...words },
    IsOn: { type: 'boolean', ...words },
    Names: { type: 'array', items: { type: 'string', maxLength: 3 }, uniqueItems: true, ...words },
    Subnets: { type: 'array', items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' }, minItems: 1, ...words },
    Settings: { contentSchema, default: '', ...json },
  });

  expect(objectionToSchema(schema)).toBeUndefined();
});

test('an AWS type is never empty, as CloudFormation will have it', () => {
  const schema = schemaFor({ Vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', ...words } });

  expect(issuesIn(schema, { Vpc: '' })).toEqual([{ path: '/Vpc', message: 'must not be empty' }]);
  expect(issuesIn(schema, { Vpc: 'vpc-1' })).toEqual([]);
});

describe('a document stands in the schema as what it holds', () => {
  test('when it is required', () => {
    const schema = schemaFor({ Settings: { contentSchema, ...json } });

    expect(issuesIn(schema, { Settings: { a: 1 } })).toEqual([]);
    expect(issuesIn(schema, { Settings: {} })).toEqual([{ path: '/Settings/a', message: 'is required' }]);
    expect(issuesIn(schema, { Settings: '' })).toEqual([{ path: '/Settings', message: 'must be an object, got ""' }]);
    expect(schema.properties).toMatchObject({ Settings: { title: 'Title', contentMediaType: 'application/json' } });
  });

  test('or nothing, when it may be left out', () => {
    const schema = schemaFor({ Settings: { contentSchema, default: '', ...json } });

    expect(issuesIn(schema, { Settings: '' })).toEqual([]);
    expect(issuesIn(schema, { Settings: { a: 1 } })).toEqual([]);
    expect(schema.properties).toMatchObject({ Settings: { default: '' } });
  });

  test('with the issues of the document, and none about its being no empty text', () => {
    const schema = schemaFor({ Settings: { contentSchema, default: '', ...json } });

    expect(issuesIn(schema, { Settings: { a: 'x' } })).toEqual([
      { path: '/Settings/a', message: 'must be an integer, got "x"' },
    ]);
  });

  test('when it has a default of its own, which keeps the empty text out', () => {
    const schema = schemaFor({ Settings: { contentSchema, default: { a: 1 }, ...json } });

    expect(issuesIn(schema, { Settings: { a: 2 } })).toEqual([]);
    expect(issuesIn(schema, { Settings: '' })).toEqual([{ path: '/Settings', message: 'must be an object, got ""' }]);
    expect(schema).toMatchObject({ required: [], properties: { Settings: { default: { a: 1 } } } });
  });
});

describe('a rule', () => {
  const Low = { type: 'integer', ...words } as const;
  const parameters = { Low, High: Low, Mid: { ...Low, default: 5 } };

  test('becomes a condition with its name and its words', () => {
    const rule = {
      description: 'low comes before high',
      if: { properties: { Mid: { const: 5 } } },
      then: { properties: { Low: { maximum: { $data: '1/High' } } } },
    } as const;

    expect(schemaFor(parameters, { InOrder: rule })['allOf']).toEqual([
      {
        title: 'InOrder',
        description: 'low comes before high',
        if: { ...rule.if, required: ['Mid', 'Low', 'High'] },
        then: rule.then,
      },
    ]);
  });

  test('without a condition holds always', () => {
    const schema = schemaFor(parameters, {
      InOrder: {
        description: 'low comes before high',
        then: { properties: { Low: { maximum: { $data: '1/High' } } } },
      },
    });

    expect(issuesIn(schema, { Low: 1, High: 2 })).toEqual([]);
    expect(issuesIn(schema, { Low: 3, High: 2 })).toEqual([
      { path: '/Low', message: 'low comes before high (must be <= 2 (High), got 3)' },
    ]);
  });
});

test('the schema of a product is made once', () => {
  const product = { id: 'a-b', title: 'A', parameters: {} };

  expect(schemaOf(product)).toBe(schemaOf(product));
  expect(schemaOf({ ...product, title: 'B' })).toMatchObject({ title: 'B' });
});

describe('defaults', () => {
  const parameters = {
    Days: { type: 'integer', default: 3, ...words },
    IsOn: { type: 'boolean', default: false, ...words },
    Text: { type: 'string', default: '', ...words },
    Name: { type: 'string', ...words },
  } as const;

  test('stand in for what was left out', () => {
    expect(fillIn(parameters, { Name: 'a' })).toEqual({ Name: 'a', Days: 3, IsOn: false, Text: '' });
  });

  test('leave alone what was given, and what is required or not known', () => {
    const given = { Days: 0, IsOn: true, Text: 'a', Unknown: null };

    expect(fillIn(parameters, given)).toEqual(given);
    expect(given).toEqual({ Days: 0, IsOn: true, Text: 'a', Unknown: null });
  });
});
