// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import {
  alternatives,
  conditionsIn,
  entriesAt,
  functionsUsedIn,
  listOf,
  looksUp,
  referencesIn,
  resourcesOf,
  textOf,
  textsIn,
  valuesAt,
} from './template.ts';

const noValue = { Ref: 'AWS::NoValue' };
const either = (a: unknown, b: unknown) => ({ 'Fn::If': ['IsProd', a, b] });

test('lists resources, all or by type', () => {
  const template = { Resources: { A: { Type: 'X' }, B: { Type: 'Y', Properties: { P: 1 } } } };

  expect(resourcesOf(template).map(({ id }) => id)).toEqual(['A', 'B']);
  expect(resourcesOf(template, 'Y')).toEqual([{ id: 'B', resource: template.Resources.B, properties: { P: 1 } }]);
  expect(resourcesOf({})).toEqual([]);
});

test('makes lists', () => {
  expect([listOf(undefined), listOf('a'), listOf(['a'])]).toEqual([[], ['a'], ['a']]);
});

test('follows both branches of a condition', () => {
  expect(alternatives(either('a', either(noValue, 'b')))).toEqual(['a', undefined, 'b']);
  expect(alternatives(['a'])).toEqual([['a']]);
});

test('reads a property through conditions on the way', () => {
  const value = { Outer: either({ Inner: either(1, 2) }, noValue) };

  expect(valuesAt(value, 'Outer', 'Inner')).toEqual([1, 2, undefined]);
  expect(valuesAt(value, 'Missing', 'Inner')).toEqual([undefined]);
});

test('collects the entries of a list from all branches', () => {
  expect(entriesAt({ List: either(['a', either('b', noValue)], ['c']) }, 'List')).toEqual(['a', 'b', 'c']);
  expect(entriesAt({}, 'List')).toEqual([]);
});

test.each([
  ['plain', 'plain'],
  [{ Ref: 'Bucket' }, '${Bucket}'],
  [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '${Bucket.Arn}'],
  [{ 'Fn::GetAtt': 'Bucket.Arn' }, '${Bucket.Arn}'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }, { 'Fn::Join': ['.', ['c', 'd']] }]] }, 'a-${B}-c.d'],
  [{ 'Fn::Join': [',', { Ref: 'List' }] }, '${Fn::Join}'],
  [{ 'Fn::Sub': 'a-${B.Arn}-${!literal}' }, 'a-${B.Arn}-${!literal}'],
  [{ 'Fn::Sub': ['${x}/${Y}', { x: { Ref: 'Z' } }] }, '${Z}/${Y}'],
  [{ 'Fn::FindInMap': ['A', 'b', 'c'] }, '${Fn::FindInMap}'],
  [{ Some: 'object', With: 'keys' }, '{"Some":"object","With":"keys"}'],
  [30, '30'],
])('puts %j together as one text', (value, text) => {
  expect(textOf(value)).toBe(text);
});

test('sees texts whole, and those inside other functions too', () => {
  const value = {
    A: [{ 'Fn::Join': ['', ['arn:', { 'Fn::If': ['C', 'x', 'y'] }]] }],
    B: { Ref: 'Not' },
    C: { D: 'deep' },
    Condition: { E: 'policy' },
  };

  expect(textsIn(value)).toEqual([
    { text: 'arn:${Fn::If}', keys: ['A'] },
    { text: 'x', keys: ['A'] },
    { text: 'y', keys: ['A'] },
    { text: 'deep', keys: ['C', 'D'] },
    { text: 'policy', keys: ['Condition', 'E'] },
  ]);
});

test('collects references, conditions and functions', () => {
  const value = [
    { Ref: 'A' },
    { 'Fn::GetAtt': ['B', 'Arn'] },
    { 'Fn::Sub': ['${C.Arn}-${local}-${!D}', { local: { Ref: 'E' } }] },
    { 'Fn::If': ['IsF', { Condition: 'IsG' }, { Condition: { StringEquals: {} } }] },
  ];

  expect([...referencesIn(value)]).toEqual(['A', 'B', 'C', 'E']);
  expect([...conditionsIn(value)]).toEqual(['IsF', 'IsG']);
  expect([...functionsUsedIn(value)]).toEqual(['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::If', 'Condition']);
});

test('knows whether a value looks into a Mapping', () => {
  const value = { 'Fn::Join': ['', ['a', { 'Fn::FindInMap': ['Address', 'b', 'c'] }]] };

  expect([looksUp(value, 'Address'), looksUp(value, 'Other'), looksUp('Address', 'Address')]).toEqual([
    true,
    false,
    false,
  ]);
});
