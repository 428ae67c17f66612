import { compileParameters } from '../evaluate.ts';
import { TemplateError } from '../template-error.ts';
import type { Facts } from '../types.ts';

const Parameters = {
  Environment: { Type: 'String', Default: 'prod' },
  Size: { Type: 'Number', Default: 5 },
  Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
  None: { Type: 'CommaDelimitedList', Default: '' },
  Vpc: { Type: 'AWS::EC2::VPC::Id', Default: 'vpc-1' },
  Peer: { Type: 'AWS::EC2::VPC::Id', Default: 'vpc-2' },
  Subnets: { Type: 'List<AWS::EC2::Subnet::Id>', Default: 'subnet-1,subnet-2' },
  Group: { Type: 'AWS::EC2::SecurityGroup::Id', Default: 'sg-1' },
  StoredVpc: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::VPC::Id>', Default: '/vpc' },
};

const ATTRIBUTES: Readonly<Record<string, string>> = {
  'vpc-1 DefaultNetworkAcl': 'acl-1',
  'vpc-1 DefaultSecurityGroup': 'sg-9',
  'vpc-1 Tags.Department': 'IT',
  'subnet-1 VpcId': 'vpc-1',
  'subnet-2 VpcId': 'vpc-2',
  'subnet-1 AvailabilityZone': 'eu-west-1a',
  'subnet-2 AvailabilityZone': 'eu-west-1b',
  'sg-1 Tags.Owner': 'me',
  'vpc-3 Tags.Department': 'HR',
};

const facts: Facts = {
  exists: () => true,
  parameter: () => ({ type: 'String', value: 'vpc-3' }),
  attribute: (_, id, attribute) => ATTRIBUTES[`${id} ${attribute}`],
};

const pseudo = { 'AWS::Region': 'eu-west-1', 'AWS::Partition': 'aws', 'AWS::NotificationARNs': ['arn:1'] };

/** Whether an assertion holds with every parameter at its default. */
function holds(Assert: unknown): boolean {
  const compiled = compileParameters({ Parameters, Rules: { R: { Assertions: [{ Assert }] } } });
  return compiled.evaluate([], { facts, pseudo }).violations.length === 0;
}

/** What is wrong with a `Rules` section, as `path: message`. */
function issuesOf(Rules: unknown): readonly string[] {
  try {
    compileParameters({ Parameters, Rules });
    return [];
  } catch (error) {
    if (error instanceof TemplateError) {
      return error.issues.map(({ path, message }) => `${path}: ${message}`);
    }
    throw error;
  }
}

const assertion = (Assert: unknown) => ({ R: { Assertions: [{ Assert }] } });
const ref = (name: string) => ({ Ref: name });
const yes = { 'Fn::Equals': ['a', 'a'] };
const no = { 'Fn::Equals': ['a', 'b'] };
const times = (count: number, item: unknown) => Array.from({ length: count }, () => item);

describe('functions', () => {
  test.each([
    [yes, true],
    [no, false],
    [{ 'Fn::Equals': [ref('Environment'), 'prod'] }, true],
    [{ 'Fn::Equals': [ref('Environment'), 'PROD'] }, false],
    [{ 'Fn::Equals': [ref('Size'), 5] }, true],
    [{ 'Fn::Equals': [ref('Size'), '5.0'] }, false],
    [{ 'Fn::Equals': [true, 'true'] }, true],
    [{ 'Fn::Equals': [yes, 'true'] }, true],
    [{ 'Fn::Equals': [yes, no] }, false],
    [{ 'Fn::Equals': [ref('Zones'), ['a', 'b']] }, true],
    [{ 'Fn::Equals': [ref('Zones'), ['b', 'a']] }, false],
    [{ 'Fn::Equals': [ref('Zones'), ['a']] }, false],
    [{ 'Fn::Equals': [['a'], ref('Zones')] }, false],
    [{ 'Fn::Equals': [ref('Zones'), 'a,b'] }, false],
    [{ 'Fn::Equals': [ref('None'), ['']] }, true],
    [{ 'Fn::Equals': [ref('AWS::Region'), 'eu-west-1'] }, true],
    [{ 'Fn::Contains': [ref('AWS::NotificationARNs'), 'arn:1'] }, true],
    [{ 'Fn::Not': [no] }, true],
    [{ 'Fn::Not': [yes] }, false],
    [{ 'Fn::And': [yes, yes] }, true],
    [{ 'Fn::And': [yes, no] }, false],
    [{ 'Fn::And': times(10, yes) }, true],
    [{ 'Fn::Or': [no, yes] }, true],
    [{ 'Fn::Or': [no, no] }, false],
    [{ 'Fn::Or': [...times(9, no), yes] }, true],
    [{ 'Fn::Contains': [['dev', 'prod'], ref('Environment')] }, true],
    [{ 'Fn::Contains': [['dev', ref('Environment')], 'prod'] }, true],
    [{ 'Fn::Contains': [['dev'], ref('Environment')] }, false],
    [{ 'Fn::Contains': [[], ref('Environment')] }, false],
    [{ 'Fn::Contains': [[4, 5], ref('Size')] }, true],
    [{ 'Fn::Contains': [ref('Zones'), 'b'] }, true],
    [{ 'Fn::Contains': [ref('None'), ''] }, true],
    [{ 'Fn::EachMemberEquals': [['a', 'a'], 'a'] }, true],
    [{ 'Fn::EachMemberEquals': [ref('Zones'), 'a'] }, false],
    [{ 'Fn::EachMemberEquals': [[], 'a'] }, true],
    [{ 'Fn::EachMemberIn': [ref('Zones'), ['a', 'b', 'c']] }, true],
    [{ 'Fn::EachMemberIn': [['a', 'd'], ref('Zones')] }, false],
    [{ 'Fn::EachMemberIn': [[], ref('Zones')] }, true],
    [{ 'Fn::EachMemberIn': [['a'], []] }, false],
    [{ 'Fn::If': [yes, yes, no] }, true],
    [{ 'Fn::If': [no, yes, no] }, false],
    [{ 'Fn::Equals': [{ 'Fn::If': [yes, 'x', 'y'] }, 'x'] }, true],
    [{ 'Fn::Contains': [{ 'Fn::If': [no, ['x'], ref('Zones')] }, 'a'] }, true],
    [{ 'Fn::Equals': [{ 'Fn::RefAll': 'AWS::EC2::VPC::Id' }, ['vpc-1', 'vpc-2']] }, true],
    [{ 'Fn::Equals': [{ 'Fn::RefAll': 'AWS::EC2::Subnet::Id' }, ['subnet-1', 'subnet-2']] }, true],
    [{ 'Fn::Equals': [{ 'Fn::RefAll': 'AWS::EC2::KeyPair::KeyName' }, []] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOf': ['Vpc', 'DefaultNetworkAcl'] }, 'acl-1'] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOf': ['Vpc', 'DefaultSecurityGroup'] }, 'sg-9'] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOf': ['Vpc', 'Tags.Department'] }, 'IT'] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOf': ['Peer', 'Tags.Department'] }, ''] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOf': ['Group', 'Tags.Owner'] }, 'me'] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOf': ['StoredVpc', 'Tags.Department'] }, 'HR'] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOf': ['Subnets', 'AvailabilityZone'] }, ['eu-west-1a', 'eu-west-1b']] }, true],
    [{ 'Fn::EachMemberEquals': [{ 'Fn::ValueOf': ['Subnets', 'VpcId'] }, ref('Vpc')] }, false],
    [
      {
        'Fn::EachMemberIn': [
          { 'Fn::ValueOfAll': ['AWS::EC2::Subnet::Id', 'VpcId'] },
          { 'Fn::RefAll': 'AWS::EC2::VPC::Id' },
        ],
      },
      true,
    ],
    [{ 'Fn::Equals': [{ 'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', 'Tags.Department'] }, ['IT']] }, true],
    [{ 'Fn::Equals': [{ 'Fn::ValueOfAll': ['AWS::EC2::SecurityGroup::Id', 'Tags.None'] }, []] }, true],
  ])('%j is %j', (Assert, expected) => {
    expect(holds(Assert)).toBe(expected);
  });

  test('Fn::RefAll leaves out what comes from Parameter Store', () => {
    expect(holds({ 'Fn::Contains': [{ 'Fn::RefAll': 'AWS::EC2::VPC::Id' }, 'vpc-3'] })).toBe(false);
  });
});

describe('rules', () => {
  const Rules = {
    Production: {
      RuleCondition: { 'Fn::Equals': [ref('Environment'), 'prod'] },
      Assertions: [
        { Assert: { 'Fn::Contains': [['7', '9'], ref('Size')] }, AssertDescription: 'prod needs 7 or 9' },
        { Assert: { 'Fn::Contains': [ref('Zones'), 'c'] } },
      ],
    },
    Always: { Assertions: [{ Assert: no, AssertDescription: 'never' }] },
  };
  const compiled = compileParameters({ Parameters, Rules });
  const launch = (Environment: string) =>
    compiled.evaluate([{ ParameterKey: 'Environment', ParameterValue: Environment }], { facts }).violations;

  test('every failed assertion of every rule is reported, with its description or its place', () => {
    expect(launch('prod')).toEqual([
      { kind: 'rule', rule: 'Production', message: 'prod needs 7 or 9' },
      { kind: 'rule', rule: 'Production', message: 'Assertion 2 of rule Production is not satisfied' },
      { kind: 'rule', rule: 'Always', message: 'never' },
    ]);
  });

  test('a rule whose condition is false asserts nothing', () => {
    expect(launch('dev')).toEqual([{ kind: 'rule', rule: 'Always', message: 'never' }]);
  });

  test('fails loudly when a rule needs a pseudo parameter that was not given', () => {
    const region = compileParameters({ Rules: assertion({ 'Fn::Equals': [ref('AWS::Region'), 'x'] }) });

    expect(() => region.evaluate([])).toThrow('a rule refers to AWS::Region, which was not given');
  });
});

describe('a Rules section that is wrong, whether or not the place is ever reached', () => {
  const at = '/Rules/R/Assertions/0/Assert';
  const format = 'Template format error:';
  const unsupported = (name: string) =>
    `${format} Following functions are not supported in the Rules block of the template: [${name}]`;
  const boolean = 'Template error: every rule condition and assertion must evaluate to true or false.';
  const members = (name: string, second: string) =>
    `Template error: every ${name} object requires a list of strings and ${second}.`;
  const junction = (name: string) =>
    `Template error: every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`;
  const not = 'Template error: every Fn::Not object requires a list with exactly 1 boolean parameter.';
  const equals = 'Template error: every Fn::Equals object requires a list of 2 string parameters.';
  const ifList = 'Template error: every Fn::If object requires a list of 3 parameters.';
  const ifCondition =
    'Template error: Fn::If in the Rules block requires a rule function as first parameter and cannot refer to conditions.';

  test.each([
    [[], [`/Rules: ${format} Rules must be a JSON object.`]],
    [{ R: [] }, [`/Rules/R: ${format} Any Rules member must be a JSON object.`]],
    [{ 'a-b': { Assertions: [{ Assert: yes }] } }, [`/Rules/a-b: ${format} Rule name a-b is non alphanumeric.`]],
    [{ R: {} }, [`/Rules/R/Assertions: ${format} Every Rules object must contain a list of Assertions.`]],
    [
      { R: { Assertions: [] } },
      [`/Rules/R/Assertions: ${format} Every Rules object must contain a list of Assertions.`],
    ],
    [{ R: { Assertions: [{}] } }, [`/Rules/R/Assertions/0: ${format} Every Assertions member must contain an Assert.`]],
    [
      { R: { Assertions: ['x'] } },
      [`/Rules/R/Assertions/0: ${format} Every Assertions member must contain an Assert.`],
    ],
    [
      { R: { Assertions: [{ Assert: yes, AssertDescription: 5 }] } },
      [`/Rules/R/Assertions/0/AssertDescription: ${format} Every AssertDescription member must be a string.`],
    ],
    [
      { R: { Assertions: [{ Assert: yes, Description: 'x' }], Condition: yes } },
      [
        `/Rules/R/Condition: ${format} Invalid template rule property 'Condition'`,
        `/Rules/R/Assertions/0/Description: ${format} Invalid template rule property 'Description'`,
      ],
    ],
    [
      { R: { RuleCondition: ref('Environment'), Assertions: [{ Assert: yes }] } },
      [`/Rules/R/RuleCondition: ${boolean}`],
    ],
    [assertion('true'), [`${at}: ${boolean}`]],
    [assertion(true), [`${at}: ${boolean}`]],
    [assertion(['a']), [`${at}: ${boolean}`]],
    [assertion(null), [`${at}: Template format error: 'null' values are not allowed in templates`]],
    [assertion({ 'Fn::RefAll': 'AWS::EC2::VPC::Id' }), [`${at}: ${boolean}`]],
    [assertion({ 'Fn::If': [yes, yes, 'a'] }), [`${at}: ${boolean}`]],
    [assertion({}), [`${at}: ${format} Every function in the Rules block must be an object with one key.`]],
    [
      assertion({ ...yes, 'Fn::Not': [yes] }),
      [`${at}: ${format} Every function in the Rules block must be an object with one key.`],
    ],
    [assertion({ 'Fn::Sub': 'x' }), [`${at}: ${unsupported('Fn::Sub')}`]],
    [
      assertion({ 'Fn::Equals': [{ 'Fn::Join': ['', ['a']] }, 'a'] }),
      [`${at}/Fn::Equals/0: ${unsupported('Fn::Join')}`],
    ],
    [assertion({ 'Fn::And': [{ Condition: 'IsProd' }, yes] }), [`${at}/Fn::And/0: ${unsupported('Condition')}`]],
    [
      assertion({ 'Fn::Equals': [ref('Nope'), 'a'] }),
      [`${at}/Fn::Equals/0/Ref: ${format} Rules block references undeclared parameters: [Nope]`],
    ],
    [
      assertion({ 'Fn::Equals': [ref('AWS::NoValue'), 'a'] }),
      [`${at}/Fn::Equals/0/Ref: ${format} Rules block references undeclared parameters: [AWS::NoValue]`],
    ],
    [
      assertion({ 'Fn::Equals': [{ Ref: ['Environment'] }, 'a'] }),
      [`${at}/Fn::Equals/0/Ref: Template error: every Ref object must have a single String value.`],
    ],
    [assertion({ 'Fn::And': [yes] }), [`${at}/Fn::And: ${junction('Fn::And')}`]],
    [assertion({ 'Fn::And': times(11, yes) }), [`${at}/Fn::And: ${junction('Fn::And')}`]],
    [assertion({ 'Fn::And': yes }), [`${at}/Fn::And: ${junction('Fn::And')}`]],
    [assertion({ 'Fn::Or': [yes, 'true'] }), [`${at}/Fn::Or: ${junction('Fn::Or')}`]],
    [assertion({ 'Fn::Or': [yes, ref('Environment')] }), [`${at}/Fn::Or: ${junction('Fn::Or')}`]],
    [assertion({ 'Fn::Not': yes }), [`${at}/Fn::Not: ${not}`]],
    [assertion({ 'Fn::Not': [] }), [`${at}/Fn::Not: ${not}`]],
    [assertion({ 'Fn::Not': [yes, yes] }), [`${at}/Fn::Not: ${not}`]],
    [assertion({ 'Fn::Not': ['a'] }), [`${at}/Fn::Not: ${not}`]],
    [assertion({ 'Fn::Equals': ['a'] }), [`${at}/Fn::Equals: ${equals}`]],
    [assertion({ 'Fn::Equals': ['a', 'b', 'c'] }), [`${at}/Fn::Equals: ${equals}`]],
    [
      assertion({ 'Fn::Equals': ['a', null] }),
      [`${at}/Fn::Equals/1: Template format error: 'null' values are not allowed in templates`],
    ],
    [assertion({ 'Fn::If': [yes, yes] }), [`${at}/Fn::If: ${ifList}`]],
    [assertion({ 'Fn::If': ['IsProd', yes, no] }), [`${at}/Fn::If/0: ${ifCondition}`]],
    [assertion({ 'Fn::If': [ref('Environment'), yes, no] }), [`${at}/Fn::If/0: ${ifCondition}`]],
    [assertion({ 'Fn::If': [{ Condition: 'IsProd' }, yes, no] }), [`${at}/Fn::If/0: ${unsupported('Condition')}`]],
    [assertion({ 'Fn::Contains': [['a']] }), [`${at}/Fn::Contains: ${members('Fn::Contains', 'a string')}`]],
    [assertion({ 'Fn::Contains': ['a', 'a'] }), [`${at}/Fn::Contains: ${members('Fn::Contains', 'a string')}`]],
    [
      assertion({ 'Fn::Contains': [ref('Environment'), 'a'] }),
      [`${at}/Fn::Contains: ${members('Fn::Contains', 'a string')}`],
    ],
    [assertion({ 'Fn::Contains': [['a'], ['a']] }), [`${at}/Fn::Contains: ${members('Fn::Contains', 'a string')}`]],
    [
      assertion({ 'Fn::Contains': [[ref('Zones')], 'a'] }),
      [`${at}/Fn::Contains/0/0: Template error: every list member must be a string.`],
    ],
    [
      assertion({ 'Fn::Contains': [[['a']], 'a'] }),
      [`${at}/Fn::Contains/0/0: Template error: every list member must be a string.`],
    ],
    [
      assertion({ 'Fn::EachMemberEquals': ['a', 'a'] }),
      [`${at}/Fn::EachMemberEquals: ${members('Fn::EachMemberEquals', 'a string')}`],
    ],
    [
      assertion({ 'Fn::EachMemberIn': [['a'], 'a'] }),
      [`${at}/Fn::EachMemberIn: ${members('Fn::EachMemberIn', 'a list of strings')}`],
    ],
    [
      assertion({ 'Fn::EachMemberIn': [{ 'Fn::ValueOf': ['Vpc', 'DefaultNetworkAcl'] }, ['a']] }),
      [`${at}/Fn::EachMemberIn: ${members('Fn::EachMemberIn', 'a list of strings')}`],
    ],
    [
      assertion({ 'Fn::Contains': [{ 'Fn::RefAll': 'String' }, 'a'] }),
      [
        `${at}/Fn::Contains/0/Fn::RefAll: Template error: every Fn::RefAll object requires an AWS-specific parameter type.`,
      ],
    ],
    [
      assertion({ 'Fn::Contains': [{ 'Fn::RefAll': ref('Vpc') }, 'a'] }),
      [
        `${at}/Fn::Contains/0/Fn::RefAll: Template error: every Fn::RefAll object requires an AWS-specific parameter type.`,
      ],
    ],
    [
      assertion({ 'Fn::Equals': [{ 'Fn::ValueOf': [ref('Vpc'), 'VpcId'] }, 'a'] }),
      [
        `${at}/Fn::Equals/0/Fn::ValueOf: Template error: every Fn::ValueOf object requires a parameter and an attribute, both strings.`,
      ],
    ],
    [
      assertion({ 'Fn::Equals': [{ 'Fn::ValueOf': ['Nope', 'VpcId'] }, 'a'] }),
      [`${at}/Fn::Equals/0/Fn::ValueOf: ${format} Rules block references undeclared parameters: [Nope]`],
    ],
    [
      assertion({ 'Fn::Equals': [{ 'Fn::ValueOf': ['Vpc', 'VpcId'] }, 'a'] }),
      [
        `${at}/Fn::Equals/0/Fn::ValueOf: Template error: Fn::ValueOf does not support attribute VpcId of parameter Vpc.`,
      ],
    ],
    [
      assertion({ 'Fn::Equals': [{ 'Fn::ValueOf': ['Vpc', 'Tags.'] }, 'a'] }),
      [
        `${at}/Fn::Equals/0/Fn::ValueOf: Template error: Fn::ValueOf does not support attribute Tags. of parameter Vpc.`,
      ],
    ],
    [
      assertion({ 'Fn::Equals': [{ 'Fn::ValueOf': ['Environment', 'Tags.A'] }, 'a'] }),
      [
        `${at}/Fn::Equals/0/Fn::ValueOf: Template error: Fn::ValueOf does not support attribute Tags.A of parameter Environment.`,
      ],
    ],
    [
      assertion({ 'Fn::Contains': [{ 'Fn::ValueOfAll': ['AWS::EC2::VPC::Id'] }, 'a'] }),
      [
        `${at}/Fn::Contains/0/Fn::ValueOfAll: Template error: every Fn::ValueOfAll object requires a parameter type and an attribute, both strings.`,
      ],
    ],
    [
      assertion({ 'Fn::Contains': [{ 'Fn::ValueOfAll': ['AWS::EC2::Volume::Id', 'Tags.A'] }, 'a'] }),
      [
        `${at}/Fn::Contains/0/Fn::ValueOfAll: Template error: Fn::ValueOfAll does not support attribute Tags.A of AWS::EC2::Volume::Id.`,
      ],
    ],
    [
      assertion({ 'Fn::Or': [yes, { 'Fn::And': [{ 'Fn::Sub': 'a' }, { 'Fn::Not': [ref('Nope')] }] }] }),
      [
        `${at}/Fn::Or/1/Fn::And/0: ${unsupported('Fn::Sub')}`,
        `${at}/Fn::Or/1/Fn::And/1/Fn::Not/0/Ref: ${format} Rules block references undeclared parameters: [Nope]`,
      ],
    ],
  ])('fails with %j', (Rules, issues) => {
    expect(issuesOf(Rules)).toEqual(issues);
  });

  test('a sound section has no issues', () => {
    expect(issuesOf(assertion(yes))).toEqual([]);
    expect(issuesOf(undefined)).toEqual([]);
  });
});
