import type { AnyClaim, AnyTest } from '../rules.ts';
import type { Expression } from './rule-expression.ts';
import { implied, implying } from './rule-expression.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const parameters = {
  Name: { type: 'string', ...words },
  Vpc: { type: 'string', awsType: 'AWS::EC2::VPC::Id', ...words },
  Days: { type: 'integer', ...words },
  IsOn: { type: 'boolean', ...words },
  Names: { type: 'array', items: { type: 'string' }, ...words },
  Settings: { type: 'string', contentMediaType: 'application/json', contentSchema: { type: 'object' }, ...words },
} as const;

const equals = (name: string, value: string): Expression => ({ 'Fn::Equals': [{ Ref: name }, value] });
const not = (expression: Expression): Expression => ({ 'Fn::Not': [expression] });

type Case = [name: keyof typeof parameters, test: AnyTest, expression: Expression];

test.each<Case>([
  ['Name', { const: 'a' }, equals('Name', 'a')],
  ['Name', { const: '' }, equals('Name', '')],
  ['Name', { enum: ['a', 'b'] }, { 'Fn::Contains': [['a', 'b'], { Ref: 'Name' }] }],
  ['Name', { not: { const: 'a' } }, not(equals('Name', 'a'))],
  ['Name', { not: { not: { const: 'a' } } }, not(not(equals('Name', 'a')))],
  ['Name', { minLength: 0 }, true],
  ['Name', { not: { minLength: 0 } }, false],
  ['Name', { minLength: 1 }, not(equals('Name', ''))],
  ['Name', { maxLength: 0 }, equals('Name', '')],
  ['Name', {}, true],
  ['Name', { not: {} }, false],
  ['Vpc', { const: 'vpc-1' }, equals('Vpc', 'vpc-1')],
  ['Days', { const: 30 }, equals('Days', '30')],
  ['Days', { enum: [1, -2] }, { 'Fn::Contains': [['1', '-2'], { Ref: 'Days' }] }],
  ['IsOn', { const: true }, equals('IsOn', 'true')],
  ['Settings', { const: '' }, equals('Settings', '')],
  ['Settings', { not: { const: '' } }, not(equals('Settings', ''))],
])('%s as %j is said exactly', (name, claimed, expression) => {
  const claim: AnyClaim = { properties: { [name]: claimed } };

  expect(implied(claim, parameters)).toEqual({ expression, exact: true });
  expect(implying(claim, parameters)).toEqual({ expression, exact: true });
});

test.each<[...Case, implying: Expression]>([
  ['Name', { minLength: 3 }, not(equals('Name', '')), false],
  ['Name', { maxLength: 3 }, true, equals('Name', '')],
  ['Name', { pattern: '^a$' }, true, false],
  ['Name', { not: { minLength: 3 } }, true, not(not(equals('Name', '')))],
  ['Name', { not: { maxLength: 3 } }, not(equals('Name', '')), false],
  ['Name', { minLength: 1, pattern: '^a$' }, not(equals('Name', '')), false],
  ['Days', { minimum: 1 }, true, false],
  ['Days', { maximum: { $data: '1/Days' } }, true, false],
  ['Days', { not: { exclusiveMaximum: 1 } }, true, false],
  ['Names', { minItems: 1 }, true, false],
  ['Names', { const: [] }, true, false],
  ['Settings', { const: { a: 1 } }, true, false],
])('%s as %j is said from below and from above', (name, claimed, expression, above) => {
  const claim: AnyClaim = { properties: { [name]: claimed } };

  expect(implied(claim, parameters)).toEqual({ expression, exact: false });
  expect(implying(claim, parameters)).toEqual({ expression: above, exact: false });
});

describe('claims in claims', () => {
  const a: AnyClaim = { properties: { Name: { const: 'a' } } };
  const on: AnyClaim = { properties: { IsOn: { const: true } } };
  const unsayable: AnyClaim = { properties: { Name: { pattern: '^a$' } } };
  const [isA, isOn] = [equals('Name', 'a'), equals('IsOn', 'true')];

  test.each<[claim: AnyClaim, expression: Expression]>([
    [{ properties: { Name: { const: 'a' }, IsOn: { const: true } } }, { 'Fn::And': [isA, isOn] }],
    [{ allOf: [a, on] }, { 'Fn::And': [isA, isOn] }],
    [{ anyOf: [a, on] }, { 'Fn::Or': [isA, isOn] }],
    [{ allOf: [a] }, isA],
    [{ anyOf: [a] }, isA],
    [{ not: a }, not(isA)],
    [{ not: { anyOf: [a, { not: on }] } }, not({ 'Fn::Or': [isA, not(isOn)] })],
    [{ anyOf: [a, {}] }, true],
    [{ anyOf: [a, { not: {} }] }, isA],
    [{ allOf: [a, {}] }, isA],
    [{ allOf: [a, { not: {} }] }, false],
    [{}, true],
  ])('%j are said exactly', (claim, expression) => {
    expect(implied(claim, parameters)).toEqual({ expression, exact: true });
    expect(implying(claim, parameters)).toEqual({ expression, exact: true });
  });

  test.each<[claim: AnyClaim, implied: Expression, implying: Expression]>([
    [{ allOf: [a, unsayable] }, isA, false],
    [{ anyOf: [a, unsayable] }, true, isA],
    [{ not: { allOf: [a, unsayable] } }, true, not(isA)],
    [{ not: { anyOf: [a, unsayable] } }, not(isA), false],
  ])('%j are said from below and from above', (claim, below, above) => {
    expect(implied(claim, parameters)).toEqual({ expression: below, exact: false });
    expect(implying(claim, parameters)).toEqual({ expression: above, exact: false });
  });

  test.each([2, 10, 11, 25, 101])('%d are nested, ten in each list at most', (n) => {
    const anyOf = Array.from({ length: n }, (_, index): AnyClaim => ({ properties: { Name: { const: `${index}` } } }));
    const { expression } = implied({ anyOf }, parameters);

    expect(sizesIn(expression).every((size) => size >= 2 && size <= 10)).toBe(true);
    expect(leavesIn(expression)).toEqual(anyOf.map((_, index) => equals('Name', `${index}`)));
  });

  function sizesIn(expression: Expression): number[] {
    if (typeof expression === 'boolean' || !('Fn::Or' in expression)) return [];
    return [expression['Fn::Or'].length, ...expression['Fn::Or'].flatMap(sizesIn)];
  }

  function leavesIn(expression: Expression): Expression[] {
    if (typeof expression === 'boolean' || !('Fn::Or' in expression)) return [expression];
    return expression['Fn::Or'].flatMap(leavesIn);
  }
});

test('nothing is said of a parameter that there is not', () => {
  expect(implied({ properties: { Nmae: { const: 'a' } } }, parameters)).toEqual({ expression: true, exact: false });
  expect(implying({ properties: { Nmae: { const: 'a' } } }, parameters)).toEqual({ expression: false, exact: false });
});
