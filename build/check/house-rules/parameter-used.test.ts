// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { found } from './found.fixture.ts';
import { parameterUsed } from './parameter-used.ts';

const unusedIn = (template: object) =>
  found(parameterUsed, { Parameters: { Size: { Type: 'String' } }, ...template }, { launchCheck: 'Check' });
const topic = (TopicName: unknown) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName } });
const isLarge = { IsLarge: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } };

test.each([
  ['a resource by Ref', { Resources: { Topic: topic({ Ref: 'Size' }) } }],
  ['a resource by Fn::Sub', { Resources: { Topic: topic({ 'Fn::Sub': 'x-${Size}' }) } }],
  ['an output', { Outputs: { Size: { Value: { Ref: 'Size' } } } }],
  ['a condition of a resource', { Conditions: isLarge, Resources: { Topic: { ...topic('x'), Condition: 'IsLarge' } } }],
  ['a condition of an output', { Conditions: isLarge, Outputs: { Size: { Value: 'x', Condition: 'IsLarge' } } }],
  ['a condition of a value', { Conditions: isLarge, Resources: { Topic: topic({ 'Fn::If': ['IsLarge', 'a', 'b'] }) } }],
  [
    'a condition of a condition',
    {
      Conditions: { ...isLarge, IsSmall: { 'Fn::Not': [{ Condition: 'IsLarge' }] } },
      Resources: { Topic: { ...topic('x'), Condition: 'IsSmall' } },
    },
  ],
])('accepts a parameter that reaches %s', (_, template) => {
  expect(unusedIn(template)).toEqual([]);
});

test.each([
  ['nothing', {}],
  ['a Rule', { Rules: { Sizes: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } }] } } }],
  ['the in-stack check', { Resources: { Check: { Type: 'Custom::Check', Properties: { Size: { Ref: 'Size' } } } } }],
  ['a condition that nothing depends on', { Conditions: isLarge }],
  ['a variable of the same name', { Resources: { Topic: topic({ 'Fn::Sub': ['${Size}', { Size: 'x' }] }) } }],
])('finds a parameter that reaches no more than %s', (_, template) => {
  expect(unusedIn(template)).toEqual(['Parameters/Size']);
});
