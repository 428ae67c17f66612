import { compileParameters } from './evaluate.ts';
import { collectFacts, evaluateParameters } from './facts.ts';
import type { AccountFacts } from './types.ts';

/** An account that answers late and remembers what it was asked. */
function account(): AccountFacts & { readonly asked: string[] } {
  const asked: string[] = [];
  const later = async <T>(question: string, answer: T): Promise<T> => {
    asked.push(question);
    await Promise.resolve();
    return answer;
  };
  const attributes: Readonly<Record<string, string>> = { 'vpc-1 Tags.Department': 'IT', 'subnet-1 VpcId': 'vpc-1' };
  return {
    asked,
    exists: (type, value) => later(`exists ${type} ${value}`, ['vpc-1', 'subnet-1'].includes(value)),
    parameter: (name) =>
      later(`parameter ${name}`, name === '/vpc' ? { type: 'String' as const, value: 'vpc-1' } : undefined),
    attribute: (_, id, attribute) => later(`attribute ${id} ${attribute}`, attributes[`${id} ${attribute}`]),
  };
}

const Parameters = {
  Vpc: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::VPC::Id>', Default: '/vpc' },
  Subnets: { Type: 'List<AWS::EC2::Subnet::Id>', Default: 'subnet-1,subnet-1' },
};

const Rules = {
  Department: { Assertions: [{ Assert: { 'Fn::Equals': [{ 'Fn::ValueOf': ['Vpc', 'Tags.Department'] }, 'IT'] } }] },
  Inside: {
    Assertions: [{ Assert: { 'Fn::EachMemberEquals': [{ 'Fn::ValueOf': ['Subnets', 'VpcId'] }, { Ref: 'Vpc' }] } }],
  },
};

test('a launch is judged by what the account answers', async () => {
  const asked = account();
  const accepted = await evaluateParameters({ Parameters, Rules }, [], { account: asked });

  expect(accepted.violations).toEqual([]);
  expect(accepted.parameters.get('Vpc')).toEqual({ value: '/vpc', resolved: 'vpc-1', ref: 'vpc-1', noEcho: false });
});

test('every question that matters is asked once, and one answer raises the next question', async () => {
  const asked = account();
  await evaluateParameters({ Parameters, Rules }, [], { account: asked });

  expect(asked.asked.toSorted()).toEqual([
    'attribute subnet-1 VpcId',
    'attribute vpc-1 Tags.Department',
    'exists AWS::EC2::Subnet::Id subnet-1',
    'exists AWS::EC2::VPC::Id vpc-1',
    'parameter /vpc',
  ]);
  expect(asked.asked.indexOf('parameter /vpc')).toBeLessThan(asked.asked.indexOf('exists AWS::EC2::VPC::Id vpc-1'));
});

test('nothing is asked where nothing needs to be known', async () => {
  const asked = account();
  const { violations } = await evaluateParameters({ Parameters: { A: { Type: 'String' } } }, [], { account: asked });

  expect(violations).toMatchObject([{ kind: 'missing', parameter: 'A' }]);
  expect(asked.asked).toEqual([]);
});

test('what the account does not have is reported', async () => {
  const supplied = [
    { ParameterKey: 'Vpc', ParameterValue: '/none' },
    { ParameterKey: 'Subnets', ParameterValue: 'subnet-1,subnet-2' },
  ];
  const { violations } = await evaluateParameters({ Parameters, Rules }, supplied, { account: account() });

  expect(violations.map(({ kind, parameter }) => [kind, parameter])).toEqual([
    ['store', 'Vpc'],
    ['existence', 'Subnets'],
  ]);
});

test('an account may answer at once, and previous values and pseudo parameters reach the rules', async () => {
  const Region = { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, { Ref: 'Home' }] } }] };
  const template = { Parameters: { Home: { Type: 'String' }, Vpc: { Type: 'AWS::EC2::VPC::Id' } }, Rules: { Region } };
  const supplied = [
    { ParameterKey: 'Home', UsePreviousValue: true },
    { ParameterKey: 'Vpc', ParameterValue: 'vpc-1' },
  ];
  const atOnce: AccountFacts = { exists: () => true, parameter: () => undefined, attribute: () => undefined };
  const evaluate = (region: string) =>
    evaluateParameters(template, supplied, {
      account: atOnce,
      previous: new Map([['Home', 'eu-west-1']]),
      pseudo: { 'AWS::Region': region },
    });

  expect((await evaluate('eu-west-1')).violations).toEqual([]);
  expect((await evaluate('us-east-1')).violations).toMatchObject([{ kind: 'rule', rule: 'Region' }]);
});

test('collected facts answer the same launch again without the account', async () => {
  const compiled = compileParameters({ Parameters, Rules });
  const facts = await collectFacts({ compiled, supplied: [], account: account() });

  expect(compiled.evaluate([], { facts }).violations).toEqual([]);
});

test('fails when the account fails', async () => {
  const broken: AccountFacts = { ...account(), exists: () => Promise.reject(new Error('throttled')) };

  await expect(evaluateParameters({ Parameters }, [], { account: broken })).rejects.toThrow('throttled');
});
