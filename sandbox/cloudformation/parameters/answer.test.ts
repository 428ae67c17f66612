import { rollbackReason, validationMessage } from './answer.ts';
import { compileParameters } from './evaluate.ts';
import type { Facts } from './types.ts';

const facts: Facts = { exists: () => false, parameter: () => undefined, attribute: () => undefined };

function violationsOf(template: object, values: Readonly<Record<string, string>> = {}) {
  const supplied = Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  return compileParameters(template).evaluate(supplied, { facts }).violations;
}

const text = { Type: 'String' };
const never = (AssertDescription?: string) => ({
  Assertions: [{ Assert: { 'Fn::Equals': ['a', 'b'] }, ...(AssertDescription && { AssertDescription }) }],
});

test.each([
  ['accepts', { Parameters: { A: text } }, { A: 'x' }, undefined],
  [
    'lists unknown keys',
    { Parameters: { A: text } },
    { B: '', C: '' },
    'Parameters: [B, C] do not exist in the template',
  ],
  ['needs no values at all', {}, { B: '' }, 'Parameter values specified for a template which does not require them.'],
  ['lists missing values', { Parameters: { A: text, B: text } }, {}, 'Parameters: [A, B] must have values'],
  [
    'names a missing key of Parameter Store first',
    { Parameters: { A: text, B: { Type: 'AWS::SSM::Parameter::Value<String>' } } },
    {},
    'Parameter B should either have input value or default value',
  ],
  [
    'stops at missing values',
    { Parameters: { A: text, B: { Type: 'Number' } }, Rules: { R: never('no') } },
    { B: 'x' },
    'Parameters: [A] must have values',
  ],
  [
    'names the first broken constraint',
    { Parameters: { A: { Type: 'Number' }, B: { Type: 'Number' } }, Rules: { R: never('no') } },
    { A: 'x', B: 'y' },
    "Parameter 'A' must be a number.",
  ],
  [
    'says what Parameter Store cannot give',
    { Parameters: { A: { Type: 'AWS::SSM::Parameter::Value<String>' } } },
    { A: '/a' },
    'Unable to fetch parameters [/a] from parameter store for this account.',
  ],
  [
    'lists every failed assertion',
    { Rules: { R: never('one is needed'), S: never(), T: never('so is [two]') } },
    {},
    'one is needed; Assertion 1 of rule S is not satisfied; so is [two]',
  ],
  [
    'accepts what only the account refuses',
    { Parameters: { A: { Type: 'AWS::EC2::VPC::Id' } } },
    { A: 'vpc-1' },
    undefined,
  ],
])('the call %s', (_, template, values, message) => {
  expect(validationMessage(violationsOf(template, values))).toBe(message);
});

test('the stack fails with everything the account does not have', () => {
  const Parameters = { Zones: { Type: 'List<AWS::EC2::AvailabilityZone::Name>' } };

  expect(rollbackReason(violationsOf({ Parameters }, { Zones: 'us-east-1a, us-east-1b' }))).toBe(
    'Parameter validation failed: parameter value us-east-1a for parameter name Zones does not exist, ' +
      'parameter value us-east-1b for parameter name Zones does not exist',
  );
});

test('the stack does not fail for what the call was refused for', () => {
  expect(rollbackReason(violationsOf({ Parameters: { A: text } }))).toBeUndefined();
});
