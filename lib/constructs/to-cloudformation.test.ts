import type { Parameter } from '../parameters.ts';
import type { AnyRule } from '../rules.ts';
import type { Gap } from './to-cloudformation.ts';
import { toCloudFormation } from './to-cloudformation.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const json = { type: 'string', contentMediaType: 'application/json', ...words } as const;
const contentSchema = { type: 'object' } as const;
const texts = { type: 'array', items: { type: 'string' }, ...words } as const;

function sectionOf(P: Parameter) {
  const { Parameters, gaps } = toCloudFormation({ id: 'a', title: 'A', parameters: { P }, groups: [] });
  return { parameter: Parameters['P'], gaps: gaps.map(({ why }) => why) };
}

describe('a parameter in CloudFormation', () => {
  test.each<[what: string, parameter: Parameter, written: object]>([
    ['text', { type: 'string', ...words }, { Type: 'String' }],
    [
      'text with constraints',
      { type: 'string', pattern: '^[a-z]*$', minLength: 0, maxLength: 5, default: '', ...words },
      { Type: 'String', AllowedPattern: '^[a-z]*$', MinLength: 0, MaxLength: 5, Default: '' },
    ],
    [
      'text with a choice',
      { type: 'string', enum: ['a', ''], default: 'a', ...words },
      { Type: 'String', AllowedValues: ['a', ''], Default: 'a' },
    ],
    [
      'AWS type',
      { type: 'string', awsType: 'AWS::EC2::VPC::Id', pattern: '^vpc-[a-z0-9]+$', ...words },
      { Type: 'AWS::EC2::VPC::Id', AllowedPattern: '^vpc-[a-z0-9]+$' },
    ],
    [
      'stored value',
      { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', default: '/factory/a', ...words },
      { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/factory/a' },
    ],
    [
      'integer',
      { type: 'integer', minimum: 1, maximum: 10, default: 3, ...words },
      { Type: 'Number', MinValue: 1, MaxValue: 10, Default: '3' },
    ],
    [
      'number',
      { type: 'number', minimum: 0.5, default: 0.75, ...words },
      { Type: 'Number', MinValue: 0.5, Default: '0.75' },
    ],
    [
      'choice of integers, whose spelling is exact as text',
      { type: 'integer', enum: [1, 30], default: 30, ...words },
      { Type: 'String', AllowedValues: ['1', '30'], Default: '30' },
    ],
    [
      'choice of numbers',
      { type: 'number', enum: [0.5, 2], ...words },
      { Type: 'String', AllowedValues: ['0.5', '2'] },
    ],
    [
      'boolean',
      { type: 'boolean', default: false, ...words },
      { Type: 'String', AllowedValues: ['true', 'false'], Default: 'false' },
    ],
    [
      'list',
      { ...texts, minItems: 1 },
      { Type: 'CommaDelimitedList', AllowedPattern: '^[^\\u0000-\\u0020,]([^,]*[^\\u0000-\\u0020,])?$' },
    ],
    [
      'list that may be empty, which has an empty item there',
      { ...texts, items: { type: 'string', pattern: '^[0-9]{12}$' }, default: [] },
      { Type: 'CommaDelimitedList', AllowedPattern: '^(|[0-9]{12})$', Default: '' },
    ],
    [
      'list of choices',
      { ...texts, items: { type: 'string', enum: ['a', 'b'] }, minItems: 1, default: ['a', 'b'] },
      { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'], Default: 'a,b' },
    ],
    [
      'list of choices that may be empty',
      { ...texts, items: { type: 'string', enum: ['a', 'b'] } },
      { Type: 'CommaDelimitedList', AllowedValues: ['', 'a', 'b'] },
    ],
    [
      'list of integers',
      { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, default: [80, 443], ...words },
      { Type: 'CommaDelimitedList', AllowedPattern: '^(0|-?[1-9][0-9]*)$', Default: '80,443' },
    ],
    [
      'list of an AWS type',
      { type: 'array', items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' }, minItems: 1, ...words },
      { Type: 'List<AWS::EC2::Subnet::Id>' },
    ],
    ['document', { contentSchema, ...json }, { Type: 'String', MinLength: 1 }],
    ['document that may be left out', { contentSchema, default: '', ...json }, { Type: 'String', Default: '' }],
    [
      'document with a default',
      { contentSchema, default: { a: [1] }, ...json },
      { Type: 'String', Default: '{"a":[1]}' },
    ],
    [
      'words about a pattern',
      { type: 'string', pattern: '^[a-z]$', constraintDescription: 'a letter', ...words },
      { Type: 'String', AllowedPattern: '^[a-z]$', ConstraintDescription: 'must be a letter' },
    ],
  ])('%s', (_, parameter, written) => {
    expect(sectionOf(parameter).parameter).toEqual({ ...written, Description: 'What it changes' });
  });
});

describe('what CloudFormation cannot hold', () => {
  const spelling = "CloudFormation's Number admits other spellings of a number";
  const empty = 'CloudFormation admits empty items where the list may be empty';
  const counted = 'CloudFormation does not count the items of a list';
  const pieces = 'CloudFormation splits at commas and trims, so an item may come in other pieces';

  test.each<[what: string, parameter: Parameter, gaps: string[]]>([
    ['an integer', { type: 'integer', minimum: 1, ...words }, [`${spelling} and fractions`]],
    ['a number', { type: 'number', ...words }, [spelling]],
    ['a document', { contentSchema, ...json }, ['CloudFormation does not read a JSON document']],
    ['a list that may be empty', texts, [empty]],
    ['a list with more than one item', { ...texts, minItems: 2 }, [counted]],
    ['a list with a number of items at most', { ...texts, minItems: 1, maxItems: 3 }, [counted]],
    [
      'a list without repetition',
      { ...texts, minItems: 1, uniqueItems: true },
      ['CloudFormation does not look for repeated items'],
    ],
    [
      'a list of measured texts',
      { ...texts, minItems: 1, items: { type: 'string', maxLength: 3 } },
      ['CloudFormation does not measure the items of a list'],
    ],
    [
      'a list of texts with a pattern',
      { ...texts, minItems: 1, items: { type: 'string', pattern: '^[a-z]*$' } },
      [pieces],
    ],
    [
      'a list of integers',
      { type: 'array', items: { type: 'integer' }, minItems: 1, ...words },
      ['CloudFormation does not compare numbers in a list'],
    ],
    [
      'a list of an AWS type of more than one',
      { type: 'array', items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' }, minItems: 2, ...words },
      [counted],
    ],
  ])('is said of %s', (_, parameter, gaps) => {
    expect(sectionOf(parameter).gaps).toEqual(gaps);
  });

  test.each<[what: string, parameter: Parameter]>([
    ['text', { type: 'string', pattern: '^[a-z]*$', minLength: 1, maxLength: 5, ...words }],
    ['a choice', { type: 'string', enum: ['a'], ...words }],
    ['a choice of numbers', { type: 'number', enum: [0.5], ...words }],
    ['a boolean', { type: 'boolean', ...words }],
    ['an AWS type', { type: 'string', awsType: 'AWS::EC2::VPC::Id', ...words }],
    ['a list of one or more', { ...texts, minItems: 1 }],
    ['a list of choices', { ...texts, items: { type: 'string', enum: ['a', 'b'] }, minItems: 1 }],
    [
      'a list of an AWS type',
      { type: 'array', items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' }, minItems: 1, ...words },
    ],
  ])('is nothing of %s', (_, parameter) => {
    expect(sectionOf(parameter).gaps).toEqual([]);
  });
});

describe('a rule in CloudFormation', () => {
  const parameters = {
    Environment: { type: 'string', enum: ['dev', 'prod'], ...words },
    Retention: { type: 'string', enum: ['retain', 'destroy'], ...words },
    Name: { type: 'string', ...words },
  } as const;
  const prod = { properties: { Environment: { const: 'prod' } } };
  const retain = { properties: { Retention: { const: 'retain' } } };
  const isProd = { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] };
  const retains = { 'Fn::Equals': [{ Ref: 'Retention' }, 'retain'] };
  const inexact: Gap = { subject: 'R', why: "CloudFormation's rules know equality and membership only" };

  function ruleOf(rule: Omit<AnyRule, 'description'>) {
    const rules = { R: { description: 'it holds', ...rule } };
    const { Rules, gaps } = toCloudFormation({ id: 'a', title: 'A', parameters, rules, groups: [] });
    return { rule: Rules['R'], gaps };
  }

  test('has its condition, its assertion and its words', () => {
    expect(ruleOf({ if: prod, then: retain })).toEqual({
      rule: { RuleCondition: isProd, Assertions: [{ Assert: retains, AssertDescription: 'it holds' }] },
      gaps: [],
    });
  });

  test('has no condition where it holds always', () => {
    const always = { rule: { Assertions: [{ Assert: retains, AssertDescription: 'it holds' }] }, gaps: [] };

    expect(ruleOf({ then: retain })).toEqual(always);
    expect(ruleOf({ if: { properties: {} }, then: retain })).toEqual(always);
  });

  test('always fails where nothing can keep it', () => {
    expect(ruleOf({ if: prod, then: { not: {} } })).toEqual({
      rule: {
        RuleCondition: isProd,
        Assertions: [{ Assert: { 'Fn::Equals': ['true', 'false'] }, AssertDescription: 'it holds' }],
      },
      gaps: [],
    });
  });

  test('is left out where nothing breaks it', () => {
    expect(ruleOf({ if: prod, then: {} })).toEqual({ rule: undefined, gaps: [] });
    expect(ruleOf({ if: { not: {} }, then: retain })).toEqual({ rule: undefined, gaps: [] });
  });

  test('asks for less than the claim where it cannot say it, and says so', () => {
    expect(ruleOf({ if: prod, then: { properties: { Name: { minLength: 3 } } } })).toEqual({
      rule: {
        RuleCondition: isProd,
        Assertions: [
          { Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, ''] }] }, AssertDescription: 'it holds' },
        ],
      },
      gaps: [inexact],
    });
  });

  test('holds in fewer cases than the condition where it cannot say it, and says so', () => {
    expect(ruleOf({ if: { properties: { Name: { maxLength: 3 } } }, then: retain })).toEqual({
      rule: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'Name' }, ''] },
        Assertions: [{ Assert: retains, AssertDescription: 'it holds' }],
      },
      gaps: [inexact],
    });
  });

  test('is left to the in-stack check where nothing of it can be said', () => {
    expect(ruleOf({ if: prod, then: { properties: { Name: { pattern: '^a$' } } } })).toEqual({
      rule: undefined,
      gaps: [inexact],
    });
    expect(ruleOf({ if: { properties: { Name: { pattern: '^a$' } } }, then: retain })).toEqual({
      rule: undefined,
      gaps: [inexact],
    });
  });
});

test('what is fixed is left to the in-stack check', () => {
  const parameters = { P: { type: 'string', ...words } } as const;

  expect(toCloudFormation({ id: 'a', title: 'A', parameters, groups: [], fixed: ['P'] }).gaps).toEqual([
    { subject: 'P', why: 'CloudFormation cannot keep an update from changing a value' },
  ]);
});

test('the form shows the groups in order, each field with its title', () => {
  const parameters = {
    A: { type: 'string', title: 'First', description: 'a' },
    B: { type: 'string', title: 'Second', description: 'b' },
  } as const;
  const groups = [
    { title: 'One', parameters: ['B'] },
    { title: 'Two', parameters: ['A'] },
  ];

  expect(toCloudFormation({ id: 'a', title: 'A', parameters, groups }).Interface).toEqual({
    ParameterGroups: [
      { Label: { default: 'One' }, Parameters: ['B'] },
      { Label: { default: 'Two' }, Parameters: ['A'] },
    ],
    ParameterLabels: { A: { default: 'First' }, B: { default: 'Second' } },
  });
});
