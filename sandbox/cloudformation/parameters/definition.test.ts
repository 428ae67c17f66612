import type { Issue } from '#lib/errors.ts';
import { readDefinition } from './definition.ts';
import { readParameters } from './parameters-section.ts';

/** What is wrong with a parameter `P`, as `property: message`. */
function issuesOf(definition: unknown, name = 'P'): readonly string[] {
  const issues: Issue[] = [];
  readDefinition(name, definition, issues);
  return issues.map(({ path, message }) => `${path.replace(`/Parameters/${name}`, '')}: ${message}`);
}

/** Which constraints of a parameter `P` a value breaks. */
function broken(definition: Record<string, unknown>, value: string): readonly string[] {
  const issues: Issue[] = [];
  const result = readDefinition('P', definition, issues);
  expect(issues).toEqual([]);
  return result?.brokenBy(value) ?? ['no definition'];
}

describe('constraints', () => {
  test.each([
    [
      'AllowedValues',
      { Type: 'String', AllowedValues: ['a', 'b'] },
      'a',
      'c',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'AllowedValues, case',
      { Type: 'String', AllowedValues: ['a'] },
      'a',
      'A',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'scalars',
      { Type: 'String', AllowedValues: [true, 5] },
      'true',
      'yes',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'an empty list',
      { Type: 'List<String>', AllowedValues: ['', 'a'] },
      '',
      'b',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'AllowedPattern',
      { Type: 'String', AllowedPattern: '[a-z]+' },
      'abc',
      'abc1',
      "Parameter 'P' must match pattern [a-z]+",
    ],
    ['MinLength', { Type: 'String', MinLength: 2 }, 'ab', 'a', "Parameter 'P' must contain at least 2 characters"],
    ['MaxLength', { Type: 'String', MaxLength: '2' }, 'ab', 'abc', "Parameter 'P' must contain at most 2 characters"],
    [
      'MaxLength in code units',
      { Type: 'String', MaxLength: 1 },
      'é',
      '😀',
      "Parameter 'P' must contain at most 1 characters",
    ],
    ['a number', { Type: 'Number' }, '-1.5e3', 'one', "Parameter 'P' must be a number."],
    ['a number without text', { Type: 'Number' }, '0', '', "Parameter 'P' must be a number."],
    ['MinValue', { Type: 'Number', MinValue: 1 }, '1', '0.9', "Parameter 'P' must be a number not less than 1"],
    [
      'MaxValue',
      { Type: 'Number', MaxValue: '1e2' },
      '100',
      '100.1',
      "Parameter 'P' must be a number not greater than 1e2",
    ],
    ['numbers', { Type: 'List<Number>' }, '80, 443', '80,x', "Parameter 'P' must be a number."],
    ['numbers in an empty list', { Type: 'List<Number>' }, '1', '', "Parameter 'P' must be a number."],
    [
      'MinValue of each',
      { Type: 'List<Number>', MinValue: 5 },
      '5,6',
      '6,4',
      "Parameter 'P' must be a number not less than 5",
    ],
    [
      'MaxValue of each',
      { Type: 'List<Number>', MaxValue: 5 },
      '5,4',
      '6,4',
      "Parameter 'P' must be a number not greater than 5",
    ],
    [
      'AllowedValues of each',
      { Type: 'List<Number>', AllowedValues: [1, 2] },
      '2, 1',
      '1,3',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'AllowedValues of each',
      { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] },
      'a , b',
      'a,c',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'AllowedPattern of each',
      { Type: 'CommaDelimitedList', AllowedPattern: '\\w+' },
      'dev, test',
      'dev,',
      "Parameter 'P' must match pattern \\w+",
    ],
    [
      'AllowedPattern of none',
      { Type: 'CommaDelimitedList', AllowedPattern: '\\w+' },
      'dev',
      '',
      "Parameter 'P' must match pattern \\w+",
    ],
    [
      'MinLength of each',
      { Type: 'List<AWS::EC2::Subnet::Id>', MinLength: 1 },
      'a,b',
      '',
      "Parameter 'P' must contain at least 1 characters",
    ],
    [
      'MaxLength of each',
      { Type: 'CommaDelimitedList', MaxLength: 2 },
      'ab,cd,ef',
      'ab,cde',
      "Parameter 'P' must contain at most 2 characters",
    ],
    [
      'an AWS type',
      { Type: 'AWS::EC2::VPC::Id', MaxLength: 6 },
      'vpc-12',
      'vpc-123',
      "Parameter 'P' must contain at most 6 characters",
    ],
    [
      'a store name',
      { Type: 'AWS::SSM::Parameter::Name', AllowedPattern: '/.*' },
      '/a',
      'a',
      "Parameter 'P' must match pattern /.*",
    ],
    [
      'the key of a list',
      { Type: 'AWS::SSM::Parameter::Value<List<String>>', MinLength: 4 },
      '/a,b',
      '/ab',
      "Parameter 'P' must contain at least 4 characters",
    ],
  ])('%s: keeps and breaks %j', (_, definition, keeping, breaking, message) => {
    expect(broken(definition, keeping)).toEqual([]);
    expect(broken(definition, breaking)).toEqual([message]);
  });

  test('all that are broken are named, in the order of their checks', () => {
    const definition = { Type: 'String', AllowedPattern: '[a-z]+', MinLength: 3, AllowedValues: ['abc'] };

    expect(broken(definition, 'A')).toEqual([
      "Parameter 'P' must be one of AllowedValues",
      "Parameter 'P' must contain at least 3 characters",
      "Parameter 'P' must match pattern [a-z]+",
    ]);
  });

  test('a value that is no number is not also out of bounds', () => {
    expect(broken({ Type: 'Number', MinValue: 1, MaxValue: 2 }, 'x')).toEqual(["Parameter 'P' must be a number."]);
  });

  test('ConstraintDescription replaces whatever AWS would say, once', () => {
    const definition = {
      Type: 'String',
      MinLength: 3,
      AllowedPattern: '[a-z]*',
      ConstraintDescription: 'three letters',
    };

    expect(broken(definition, '1')).toEqual(['Parameter P failed to satisfy constraint: three letters']);
  });

  test('MinLength without MaxLength and bounds that meet are sound', () => {
    expect(issuesOf({ Type: 'String', MinLength: 5 })).toEqual([]);
    expect(issuesOf({ Type: 'String', MinLength: 5, MaxLength: 5 })).toEqual([]);
    expect(issuesOf({ Type: 'Number', MinValue: 5, MaxValue: '5.0' })).toEqual([]);
  });
});

describe('a parameter that is declared wrongly', () => {
  const format = 'Template format error:';
  const wrong = "Template error: Parameter 'P'";
  test.each([
    ['no object', 'String', [`: ${format} Any Parameters member must be a JSON object.`]],
    ['no Type', {}, [`/Type: ${format} Every Parameters object must contain a Type member.`]],
    ['a Type that is no text', { Type: 5 }, [`/Type: ${format} Every Parameters object must contain a Type member.`]],
    ['an unknown Type', { Type: 'Text' }, [`/Type: ${format} Unrecognized parameter type: Text`]],
    [
      'an unknown property',
      { Type: 'String', DefaultValue: 'a' },
      ["/DefaultValue: Invalid template parameter property 'DefaultValue'"],
    ],
    [
      'lengths on a number',
      { Type: 'Number', MinLength: 1, MaxLength: 2 },
      [
        `/MinLength: ${wrong} MinLength must be on a parameter of type String`,
        `/MaxLength: ${wrong} MaxLength must be on a parameter of type String`,
      ],
    ],
    [
      'a pattern on numbers',
      { Type: 'List<Number>', AllowedPattern: '1' },
      [`/AllowedPattern: ${wrong} AllowedPattern must be on a parameter of type String`],
    ],
    [
      'bounds on a text',
      { Type: 'String', MinValue: 1, MaxValue: 2 },
      [
        `/MinValue: ${wrong} MinValue must be on a parameter of type Number`,
        `/MaxValue: ${wrong} MaxValue must be on a parameter of type Number`,
      ],
    ],
    [
      'bounds on a stored number',
      { Type: 'AWS::SSM::Parameter::Value<Number>', MinValue: 1 },
      [`/MinValue: ${wrong} MinValue must be on a parameter of type Number`],
    ],
    [
      'AllowedValues that are no list',
      { Type: 'String', AllowedValues: 'a' },
      [`/AllowedValues: ${format} Every AllowedValues member must be a list.`],
    ],
    [
      'AllowedValues that are no texts',
      { Type: 'String', AllowedValues: [['a']] },
      [`/AllowedValues: ${format} Every AllowedValues value must be a string.`],
    ],
    [
      'AllowedValues that are no numbers',
      { Type: 'Number', AllowedValues: [1, 'a'] },
      [`/AllowedValues: ${wrong} AllowedValues must be numbers: a`],
    ],
    [
      'a pattern that is no text',
      { Type: 'String', AllowedPattern: 5 },
      [`/AllowedPattern: ${format} Every AllowedPattern member must be a string.`],
    ],
    [
      'a malformed pattern',
      { Type: 'String', AllowedPattern: '(' },
      [`/AllowedPattern: ${wrong} AllowedPattern is not a regular expression of Java: a ( without )`],
    ],
    [
      'a pattern that cannot be judged',
      { Type: 'String', AllowedPattern: '\\X' },
      [`/AllowedPattern: ${wrong} AllowedPattern uses \\X, which cannot be evaluated exactly as CloudFormation does`],
    ],
    [
      'a length that is no whole number',
      { Type: 'String', MinLength: 1.5 },
      [`/MinLength: ${format} Every MinLength member must be a whole number, 0 or greater.`],
    ],
    [
      'a negative length',
      { Type: 'String', MaxLength: -1 },
      [`/MaxLength: ${format} Every MaxLength member must be a whole number, 0 or greater.`],
    ],
    [
      'a bound that is no number',
      { Type: 'Number', MinValue: 'a' },
      [`/MinValue: ${format} Every MinValue member must be a number.`],
    ],
    [
      'lengths that exclude everything',
      { Type: 'String', MinLength: 2, MaxLength: 1 },
      [`/MinLength: ${wrong} MinLength must be less than MaxLength.`],
    ],
    [
      'bounds that exclude everything',
      { Type: 'Number', MinValue: 2, MaxValue: 1 },
      [`/MinValue: ${wrong} MinValue must be less than MaxValue.`],
    ],
    [
      'a Description that is no text',
      { Type: 'String', Description: {} },
      [`/Description: ${format} Every Description member must be a string.`],
    ],
    [
      'a long Description',
      { Type: 'String', Description: 'd'.repeat(4001) },
      [`/Description: ${format} 'Description' length is greater than 4000.`],
    ],
    [
      'a long ConstraintDescription',
      { Type: 'String', ConstraintDescription: 'd'.repeat(4001) },
      [`/ConstraintDescription: ${format} 'ConstraintDescription' length is greater than 4000.`],
    ],
    [
      'NoEcho that is neither',
      { Type: 'String', NoEcho: 'yes' },
      [`/NoEcho: ${format} Every NoEcho member must be true or false.`],
    ],
    [
      'a Default that is no text',
      { Type: 'CommaDelimitedList', Default: ['a'] },
      [`/Default: ${format} Every Default member must be a string.`],
    ],
    [
      'a Default without value',
      { Type: 'String', Default: null },
      [`/Default: ${format} Every Default member must be a string.`],
    ],
    [
      'a Default that breaks a constraint',
      { Type: 'String', MinLength: 2, Default: 'a' },
      ["/Default: Parameter 'P' must contain at least 2 characters"],
    ],
    ['a Default that is no number', { Type: 'Number', Default: '' }, ["/Default: Parameter 'P' must be a number."]],
    [
      'an empty Default of a list with a pattern',
      { Type: 'CommaDelimitedList', AllowedPattern: '\\w+', ConstraintDescription: 'words', Default: '' },
      ['/Default: Parameter P failed to satisfy constraint: words'],
    ],
    [
      'a long Default',
      { Type: 'String', Default: 'ß'.repeat(2049) },
      [`/Default: ${format} Parameter 'P' default value '[****]' length is greater than 4096.`],
    ],
    [
      'a Default without a version',
      { Type: 'String', Default: 'x{{resolve:ssm:/a/b}}' },
      ['/Default: Template error: parameter P should not contain ssm versionless resolver'],
    ],
    [
      'several things',
      { Type: 'String', Foo: 1, Default: {} },
      ["/Foo: Invalid template parameter property 'Foo'", `/Default: ${format} Every Default member must be a string.`],
    ],
    [
      'an unknown Type and an unknown property',
      { Type: 'Text', Foo: 1 },
      [`/Type: ${format} Unrecognized parameter type: Text`, "/Foo: Invalid template parameter property 'Foo'"],
    ],
  ])('fails with %s', (_, definition, issues) => {
    expect(issuesOf(definition)).toEqual(issues);
  });

  test('a Default is not held to constraints that could not be read', () => {
    expect(issuesOf({ Type: 'String', MinLength: 'x', MaxLength: 1, Default: 'abc' })).toHaveLength(1);
  });

  test.each([['a-b'], ['a b'], ['ä'], ['']])('fails with the name %j', (name) => {
    expect(issuesOf({ Type: 'String' }, name)).toEqual([
      `: Template format error: Parameter name ${name} is non alphanumeric.`,
    ]);
  });

  test('fails with a name of 256 characters and takes one of 255', () => {
    expect(issuesOf({ Type: 'String' }, 'N'.repeat(255))).toEqual([]);
    expect(issuesOf({ Type: 'String' }, 'N'.repeat(256))).toHaveLength(1);
  });

  test('names with slashes give valid JSON pointers', () => {
    const issues: Issue[] = [];
    readDefinition('a/b~c', { Type: 'String' }, issues);

    expect(issues.map((issue) => issue.path)).toEqual(['/Parameters/a~1b~0c']);
  });
});

describe('a parameter that is declared well', () => {
  test.each([
    [{ Type: 'String', Default: 'd'.repeat(4096), Description: 'd'.repeat(4000) }],
    [{ Type: 'String', Default: '{{resolve:ssm:/a/b:1}}' }],
    [{ Type: 'Number', Default: 30, MinValue: 1, MaxValue: 3650, AllowedValues: [30, 60] }],
    [{ Type: 'CommaDelimitedList', Default: '' }],
    [{ Type: 'AWS::EC2::VPC::Id', Default: 'vpc-1', AllowedPattern: 'vpc-\\w+' }],
    [{ Type: 'AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>', Default: '/network/subnets' }],
  ])('%j has no issues', (definition) => {
    expect(issuesOf(definition)).toEqual([]);
  });

  test.each([
    [true, true],
    ['true', true],
    ['True', true],
    [false, false],
    ['false', false],
    [undefined, false],
  ])('NoEcho %j means %j', (value, noEcho) => {
    expect(readDefinition('P', { Type: 'String', NoEcho: value }, [])?.noEcho).toBe(noEcho);
  });

  test('a default is kept as the text CloudFormation makes of it', () => {
    expect(readDefinition('P', { Type: 'String', Default: false, Description: 'why' }, [])).toMatchObject({
      name: 'P',
      default: 'false',
      description: 'why',
    });
  });
});

describe('the section', () => {
  test('may be left out', () => {
    expect(readParameters(undefined, [])).toEqual([]);
  });

  test('fails when it is no object', () => {
    const issues: Issue[] = [];

    expect(readParameters([], issues)).toEqual([]);
    expect(issues).toEqual([
      { path: '/Parameters', message: 'Template format error: Parameters must be a JSON object.' },
    ]);
  });

  test('takes 200 parameters and fails with 201', () => {
    const section = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, index) => [`P${index}`, { Type: 'String' }]));
    const issues: Issue[] = [];

    expect(readParameters(section(200), issues)).toHaveLength(200);
    expect(issues).toEqual([]);
    readParameters(section(201), issues);
    expect(issues).toEqual([
      {
        path: '/Parameters',
        message: 'Template format error: Number of parameters, 201, is greater than maximum allowed, 200',
      },
    ]);
  });
});
