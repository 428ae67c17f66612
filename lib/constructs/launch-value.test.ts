import { CfnCondition, CfnOutput, Fn } from 'aws-cdk-lib/core';
import { tinyTemplate } from '#test/kit/tiny-product.ts';
import type { Parameters } from '../parameters.ts';
import type { LaunchValues } from './launch-value.ts';
import {
  condition,
  either,
  eitherNumber,
  LaunchList,
  LaunchNumber,
  LaunchValue,
  launchValues,
} from './launch-value.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const parameters = {
  Name: { type: 'string', ...words },
  Days: { type: 'integer', ...words },
  Share: { type: 'number', enum: [0.5, 1], ...words },
  IsOn: { type: 'boolean', ...words },
  Names: { type: 'array', items: { type: 'string' }, ...words },
  Settings: { type: 'string', contentMediaType: 'application/json', contentSchema: { type: 'object' }, ...words },
} as const satisfies Parameters;

/** Conditions and outputs that a template makes of launch values. */
async function madeOf(
  make: (launch: LaunchValues<typeof parameters>, scope: ConstructorParameters<typeof CfnOutput>[0]) => void,
) {
  const template = await tinyTemplate((scope) => make(launchValues(parameters), scope));
  const { Conditions, Outputs } = template.toJSON();
  return { conditions: Conditions, outputs: Outputs };
}

test('there is a value of the right kind for each parameter', () => {
  const launch = launchValues(parameters);

  expect(Object.entries(launch).map(([name, value]) => [name, value.constructor, value.name])).toEqual([
    ['Name', LaunchValue, 'Name'],
    ['Days', LaunchNumber, 'Days'],
    ['Share', LaunchNumber, 'Share'],
    ['IsOn', LaunchValue, 'IsOn'],
    ['Names', LaunchList, 'Names'],
    ['Settings', LaunchValue, 'Settings'],
  ]);
});

test('a value is a reference, as text, number or list', async () => {
  const { outputs } = await madeOf(({ Name, Days, Names }, scope) => {
    new CfnOutput(scope, 'Text', { value: `name: ${Name.asString()}` });
    new CfnOutput(scope, 'Number', { value: Fn.select(Days.asNumber(), ['a', 'b']) });
    new CfnOutput(scope, 'List', { value: Fn.join('/', Names.asList()) });
    new CfnOutput(scope, 'Joined', { value: Names.asString() });
  });

  expect(outputs).toMatchObject({
    Text: { Value: { 'Fn::Join': ['', ['name: ', { Ref: 'Name' }]] } },
    Number: { Value: { 'Fn::Select': [{ Ref: 'Days' }, ['a', 'b']] } },
    List: { Value: { 'Fn::Join': ['/', { Ref: 'Names' }] } },
    Joined: { Value: { 'Fn::Join': [',', { Ref: 'Names' }] } },
  });
  expect(launchValues(parameters).Name.ref).toEqual({ Ref: 'Name' });
});

test('a value becomes a condition, compared as the text that CloudFormation has', async () => {
  const { conditions } = await madeOf(({ Name, Days, Share, IsOn, Names, Settings }, scope) => {
    Name.is(scope, 'IsA', 'a');
    Days.is(scope, 'IsThirty', 30);
    Share.is(scope, 'IsHalf', 0.5);
    IsOn.is(scope, 'IsOff', false);
    Names.is(scope, 'AreTwo', ['a', 'b']);
    Settings.is(scope, 'HasNoSettings', '');
    Names.isGiven(scope, 'HasNames');
    Name.isGiven(scope, 'HasName');
  });

  expect(conditions).toMatchObject({
    IsA: { 'Fn::Equals': [{ Ref: 'Name' }, 'a'] },
    IsThirty: { 'Fn::Equals': [{ Ref: 'Days' }, '30'] },
    IsHalf: { 'Fn::Equals': [{ Ref: 'Share' }, '0.5'] },
    IsOff: { 'Fn::Equals': [{ Ref: 'IsOn' }, 'false'] },
    AreTwo: { 'Fn::Equals': [{ 'Fn::Join': [',', { Ref: 'Names' }] }, 'a,b'] },
    HasNoSettings: { 'Fn::Equals': [{ Ref: 'Settings' }, ''] },
    HasNames: { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': [',', { Ref: 'Names' }] }, ''] }] },
    HasName: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, ''] }] },
  });
});

describe('a condition', () => {
  test('is made once, however often it is asked for', async () => {
    const found: CfnCondition[] = [];
    await madeOf(({ Name }, scope) => found.push(Name.is(scope, 'IsA', 'a'), Name.is(scope, 'IsA', 'a')));

    expect(found[0]).toBeInstanceOf(CfnCondition);
    expect(found[0]).toBe(found[1]);
  });

  test('fails to stand for two things', async () => {
    const made = madeOf(({ Name }, scope) => {
      Name.is(scope, 'IsA', 'a');
      Name.is(scope, 'IsA', 'b');
    });

    await expect(made).rejects.toThrow(/IsA/);
  });

  test('fails to take the place of another construct', async () => {
    const made = madeOf(({ Name }, scope) => {
      new CfnOutput(scope, 'Name', { value: 'a' });
      condition(scope, 'Name', Fn.conditionEquals(Name.asString(), 'a'));
    });

    await expect(made).rejects.toThrow(/Name/);
  });

  test('picks one of two texts or numbers', async () => {
    const { outputs } = await madeOf(({ Name, Days }, scope) => {
      const isA = Name.is(scope, 'IsA', 'a');
      new CfnOutput(scope, 'Text', { value: either(isA, Name.asString(), 'b') });
      new CfnOutput(scope, 'Number', { value: Fn.select(eitherNumber(isA, 1, Days.asNumber()), ['a', 'b']) });
    });

    expect(outputs).toMatchObject({
      Text: { Value: { 'Fn::If': ['IsA', { Ref: 'Name' }, 'b'] } },
      Number: { Value: { 'Fn::Select': [{ 'Fn::If': ['IsA', 1, { Ref: 'Days' }] }, ['a', 'b']] } },
    });
  });
});
