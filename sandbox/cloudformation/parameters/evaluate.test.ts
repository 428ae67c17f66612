import { FactoryError } from '#lib/errors.ts';
import { compileParameters } from './evaluate.ts';
import { TemplateError } from './template-error.ts';
import type { Facts, LaunchContext, SuppliedParameter } from './types.ts';

const STORED: Readonly<Record<string, ReturnType<Facts['parameter']>>> = {
  '/text': { type: 'String', value: 'stored' },
  '/text:1': { type: 'String', value: 'first' },
  '/commas': { type: 'String', value: 'x,y' },
  '/list': { type: 'StringList', value: 'a,b, c ,d' },
  '/secret': { type: 'SecureString', value: 's3cr3t' },
  '/vpc': { type: 'String', value: 'vpc-1' },
  '/wrong-vpc': { type: 'String', value: 'vpc-9' },
  '/vpcs': { type: 'StringList', value: 'vpc-1, vpc-9' },
};

const facts: Facts = {
  exists: (type, value) => (type === 'AWS::SSM::Parameter::Name' ? value in STORED : value === 'vpc-1'),
  parameter: (name) => STORED[name],
  attribute: () => undefined,
};

function supply(values: Readonly<Record<string, string>>): readonly SuppliedParameter[] {
  return Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
}

function evaluate(Parameters: unknown, values: Readonly<Record<string, string>> = {}, context: LaunchContext = {}) {
  return compileParameters({ Parameters }).evaluate(supply(values), { ...context, facts });
}

const messages = (evaluation: ReturnType<typeof evaluate>) => evaluation.violations.map(({ message }) => message);

describe('the value of a parameter', () => {
  test.each([
    ['String', 'a, b', 'a, b'],
    ['String', '', ''],
    ['Number', '1.50', '1.50'],
    ['Number', '+1e2', '+1e2'],
    ['List<Number>', '80, 20', ['80', '20']],
    ['CommaDelimitedList', ' test, dev ,prod', ['test', 'dev', 'prod']],
    ['CommaDelimitedList', '', ['']],
    ['List<String>', 'a,b', ['a', 'b']],
    ['AWS::EC2::VPC::Id', 'vpc-1', 'vpc-1'],
    ['List<AWS::EC2::VPC::Id>', 'vpc-1, vpc-1', ['vpc-1', 'vpc-1']],
    ['List<AWS::EC2::KeyPair::KeyName>', 'any, key', ['any', 'key']],
    ['AWS::SSM::Parameter::Name', '/text', '/text'],
  ])('of type %s given as %j is %j for Ref', (Type, value, ref) => {
    const { violations, parameters } = evaluate({ P: { Type } }, { P: value });

    expect(violations).toEqual([]);
    expect(parameters.get('P')).toEqual({ value, ref, noEcho: false });
  });

  test.each([
    ['String', '/text', 'stored', 'stored'],
    ['String', '/text:1', 'first', 'first'],
    ['String', '/commas', 'x,y', 'x,y'],
    ['List<String>', '/list', 'a,b,c,d', ['a', 'b', 'c', 'd']],
    ['CommaDelimitedList', '/list', 'a,b,c,d', ['a', 'b', 'c', 'd']],
    ['AWS::EC2::VPC::Id', '/vpc', 'vpc-1', 'vpc-1'],
  ])('of type AWS::SSM::Parameter::Value<%s> is what is stored under %s', (inner, key, resolved, ref) => {
    const { violations, parameters } = evaluate({ P: { Type: `AWS::SSM::Parameter::Value<${inner}>` } }, { P: key });

    expect(violations).toEqual([]);
    expect(parameters.get('P')).toEqual({ value: key, resolved, ref, noEcho: false });
  });

  test('is the default where none is supplied, and what is supplied otherwise', () => {
    const Parameters = { P: { Type: 'Number', Default: 30 } };

    expect(evaluate(Parameters).parameters.get('P')?.value).toBe('30');
    expect(evaluate(Parameters, { P: '7' }).parameters.get('P')?.value).toBe('7');
  });

  test('is the default where an entry has no value', () => {
    const compiled = compileParameters({ Parameters: { P: { Type: 'String', Default: 'd' } } });

    expect(compiled.evaluate([{ ParameterKey: 'P' }]).parameters.get('P')?.value).toBe('d');
  });

  test('is marked when it must not be echoed', () => {
    expect(evaluate({ P: { Type: 'String', NoEcho: true } }, { P: 'x' }).parameters.get('P')?.noEcho).toBe(true);
  });

  test('comes in template order, whatever the order of the call', () => {
    const { parameters } = evaluate({ B: { Type: 'String' }, A: { Type: 'String' } }, { A: '1', B: '2' });

    expect([...parameters.keys()]).toEqual(['B', 'A']);
  });
});

describe('previous values', () => {
  const Parameters = { P: { Type: 'String', Default: 'd' }, New: { Type: 'String', Default: 'n' } };
  const compiled = compileParameters({ Parameters });
  const previous = new Map([['P', 'before']]);
  const keep = (entry: Partial<SuppliedParameter>) => [{ ParameterKey: 'P', UsePreviousValue: true, ...entry }];

  test('are taken only where asked for', () => {
    expect(compiled.evaluate(keep({}), { previous }).parameters.get('P')?.value).toBe('before');
    expect(compiled.evaluate(keep({ ParameterValue: '' }), { previous }).parameters.get('P')?.value).toBe('before');
    expect(compiled.evaluate([], { previous }).parameters.get('P')?.value).toBe('d');
  });

  test.each([
    [
      { ParameterValue: 'x' },
      'Invalid input for parameter key P. Cannot specify usePreviousValue as true and non empty value for a parameter',
    ],
    [
      { ParameterKey: 'New' },
      'Invalid input for parameter key New. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
    ],
  ])('fail with %j', (entry: Partial<SuppliedParameter>, message: string) => {
    const { violations, parameters } = compiled.evaluate(keep(entry), { previous });
    const parameter = entry.ParameterKey ?? 'P';

    expect(violations).toEqual([{ kind: 'previous', parameter, message }]);
    expect(parameters.has(parameter)).toBe(false);
  });

  test('fail for a new stack', () => {
    expect(compiled.evaluate(keep({})).violations).toMatchObject([{ kind: 'previous', parameter: 'P' }]);
  });

  test('are held to the constraints of the new template', () => {
    const stricter = compileParameters({ Parameters: { P: { Type: 'String', MaxLength: 3 } } });

    expect(stricter.evaluate(keep({}), { previous }).violations).toMatchObject([
      { kind: 'constraint', parameter: 'P' },
    ]);
  });

  test('of an SSM type keep the key and read the value anew', () => {
    const stored = compileParameters({ Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>' } } });
    const { parameters } = stored.evaluate(keep({}), { previous: new Map([['P', '/text']]), facts });

    expect(parameters.get('P')).toMatchObject({ value: '/text', resolved: 'stored' });
  });
});

describe('a launch is refused', () => {
  test('for keys the template does not declare', () => {
    expect(evaluate({ P: { Type: 'String', Default: 'a' } }, { Q: '1', R: '2' }).violations).toEqual([
      { kind: 'unknown', parameter: 'Q', message: 'Parameters: [Q] do not exist in the template' },
      { kind: 'unknown', parameter: 'R', message: 'Parameters: [R] do not exist in the template' },
    ]);
  });

  test('for any key where the template declares none', () => {
    expect(messages(evaluate(undefined, { Q: '1' }))).toEqual([
      'Parameter values specified for a template which does not require them.',
    ]);
  });

  test('for values that are missing', () => {
    const Parameters = {
      A: { Type: 'String' },
      B: { Type: 'AWS::SSM::Parameter::Value<String>' },
      C: { Type: 'String', Default: '' },
    };

    expect(evaluate(Parameters).violations).toEqual([
      { kind: 'missing', parameter: 'A', message: 'Parameters: [A] must have values' },
      { kind: 'missing', parameter: 'B', message: 'Parameter B should either have input value or default value' },
    ]);
  });

  test('for values that break constraints', () => {
    expect(
      evaluate({ A: { Type: 'Number' }, B: { Type: 'String', MinLength: 1 } }, { A: 'x', B: '' }).violations,
    ).toEqual([
      { kind: 'constraint', parameter: 'A', message: "Parameter 'A' must be a number." },
      { kind: 'constraint', parameter: 'B', message: "Parameter 'B' must contain at least 1 characters" },
    ]);
  });

  test('for a value of more than 4,096 bytes', () => {
    const Parameters = { A: { Type: 'String' } };

    expect(messages(evaluate(Parameters, { A: 'a'.repeat(4096) }))).toEqual([]);
    expect(messages(evaluate(Parameters, { A: 'ß'.repeat(2048) }))).toEqual([]);
    expect(messages(evaluate(Parameters, { A: 'a'.repeat(4097) }))).toEqual([
      "Parameter 'A' value length is greater than 4096.",
    ]);
    expect(messages(evaluate(Parameters, { A: `${'ß'.repeat(2048)}a` }))).toHaveLength(1);
  });

  test.each([
    ['String', '/none', 'Unable to fetch parameters [/none] from parameter store for this account.'],
    ['String', '/secret', 'Parameters [/secret] referenced by template have types not supported by CloudFormation.'],
    ['String', '/list', 'Types for SSM parameters [/list] defined in CFN template and SSM are incompatible'],
    ['List<String>', '/commas', 'Types for SSM parameters [/commas] defined in CFN template and SSM are incompatible'],
    [
      'CommaDelimitedList',
      '/commas',
      'Types for SSM parameters [/commas] defined in CFN template and SSM are incompatible',
    ],
  ])('for AWS::SSM::Parameter::Value<%s> of %s', (inner, key, message) => {
    const { violations, parameters } = evaluate({ P: { Type: `AWS::SSM::Parameter::Value<${inner}>` } }, { P: key });

    expect(violations).toEqual([{ kind: 'store', parameter: 'P', message }]);
    expect(parameters.has('P')).toBe(false);
  });

  test.each([
    ['AWS::EC2::VPC::Id', 'vpc-9', ['vpc-9']],
    ['AWS::EC2::VPC::Id', '', ['']],
    ['List<AWS::EC2::VPC::Id>', 'vpc-8,vpc-1,vpc-9', ['vpc-8', 'vpc-9']],
    ['AWS::SSM::Parameter::Name', '/none', ['/none']],
    ['AWS::SSM::Parameter::Value<AWS::EC2::VPC::Id>', '/wrong-vpc', ['vpc-9']],
    ['AWS::SSM::Parameter::Value<List<AWS::EC2::VPC::Id>>', '/vpcs', ['vpc-9']],
  ])('after the call for a %s given as %j that the account does not have', (Type, value, missing) => {
    expect(evaluate({ P: { Type } }, { P: value }).violations).toEqual(
      missing.map((it) => ({
        kind: 'existence',
        parameter: 'P',
        message: `parameter value ${it} for parameter name P does not exist`,
      })),
    );
  });

  test('without telling a value that must not be echoed', () => {
    expect(messages(evaluate({ P: { Type: 'AWS::EC2::VPC::Id', NoEcho: true } }, { P: 'vpc-9' }))).toEqual([
      'parameter value **** for parameter name P does not exist',
    ]);
  });

  test('once: what breaks a constraint is not looked up as well', () => {
    const Parameters = {
      Vpc: { Type: 'AWS::EC2::VPC::Id', MinLength: 9 },
      Stored: { Type: 'AWS::SSM::Parameter::Value<String>', MinLength: 9 },
    };

    expect(evaluate(Parameters, { Vpc: 'vpc-9', Stored: '/none' }).violations).toMatchObject([
      { kind: 'constraint', parameter: 'Vpc' },
      { kind: 'constraint', parameter: 'Stored' },
    ]);
  });

  test('with every reason, in the order in which CloudFormation checks', () => {
    const Parameters = {
      Vpc: { Type: 'AWS::EC2::VPC::Id' },
      Count: { Type: 'Number' },
      Missing: { Type: 'String' },
      Kept: { Type: 'String' },
      Stored: { Type: 'AWS::SSM::Parameter::Value<String>' },
    };
    const Rules = {
      Broken: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'Count' }, '1'] }, AssertDescription: 'one' }] },
      Unknowable: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'Missing' }, '1'] } }] },
      Unresolved: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'Stored' }, '1'] } }] },
    };
    const entries = [
      ...supply({ Vpc: 'vpc-9', Count: 'x', Stored: '/none', Nope: '' }),
      { ParameterKey: 'Kept', UsePreviousValue: true },
    ];
    const { violations } = compileParameters({ Parameters, Rules }).evaluate(entries, { facts });

    expect(violations.map(({ kind, parameter, rule }) => [kind, parameter ?? rule])).toEqual([
      ['unknown', 'Nope'],
      ['previous', 'Kept'],
      ['missing', 'Missing'],
      ['constraint', 'Count'],
      ['store', 'Stored'],
      ['rule', 'Broken'],
      ['existence', 'Vpc'],
    ]);
  });
});

describe('rules', () => {
  test('see what is stored, not the key', () => {
    const compiled = compileParameters({
      Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' } },
      Rules: {
        CheckBootstrapVersion: {
          Assertions: [
            {
              Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3', '4', '5'], { Ref: 'BootstrapVersion' }] }] },
              AssertDescription: 'version 6 required',
            },
          ],
        },
      },
    });
    const withVersion = (value: string): Facts => ({ ...facts, parameter: () => ({ type: 'String', value }) });

    expect(compiled.evaluate([], { facts: withVersion('21') }).violations).toEqual([]);
    expect(compiled.evaluate([], { facts: withVersion('5') }).violations).toMatchObject([
      { message: 'version 6 required' },
    ]);
  });
});

describe('compiling', () => {
  test('fails with everything that is wrong with both sections', () => {
    const compile = () =>
      compileParameters({ Parameters: { P: { Type: 'Text' }, Q: {} }, Rules: { R: { Assertions: [] } } });

    expect(compile).toThrow(TemplateError);
    expect(compile).toThrow(FactoryError);
    try {
      compile();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'TEMPLATE_INVALID',
        validationMessage: 'Template format error: Unrecognized parameter type: Text',
        message: [
          'template has 3 issues:',
          '  /Parameters/P/Type Template format error: Unrecognized parameter type: Text',
          '  /Parameters/Q/Type Template format error: Every Parameters object must contain a Type member.',
          '  /Rules/R/Assertions Template format error: Every Rules object must contain a list of Assertions.',
        ].join('\n'),
      });
    }
  });

  test('does not report a rule for a parameter whose declaration was reported', () => {
    const Rules = { R: { Assertions: [{ Assert: { 'Fn::Contains': [{ Ref: 'P' }, 'a'] } }] } };

    expect(() => compileParameters({ Parameters: { P: { Type: 'Text' } }, Rules })).toThrow('template has 1 issue:');
  });

  test('keeps the declarations for those who describe the template', () => {
    const { definitions } = compileParameters({
      Parameters: { P: { Type: 'String', AllowedValues: ['a'], Default: 'a' } },
    });

    expect(definitions.get('P')).toMatchObject({ type: { name: 'String' }, default: 'a', noEcho: false });
    expect([...(definitions.get('P')?.constraints.allowedValues ?? [])]).toEqual(['a']);
  });

  test('a template without either section accepts a launch without parameters', () => {
    expect(compileParameters({}).evaluate([])).toEqual({ violations: [], parameters: new Map() });
  });

  test('names that JavaScript objects have of their own are names like any other', () => {
    const Parameters = { constructor: { Type: 'String' }, toString: { Type: 'String', Default: 'x' } };

    expect(messages(evaluate(Parameters))).toEqual(['Parameters: [constructor] must have values']);
    expect(messages(evaluate({ P: { Type: 'String', Default: '' } }, { valueOf: 'x' }))).toEqual([
      'Parameters: [valueOf] do not exist in the template',
    ]);
  });

  test('fails loudly when a question about the account has nobody to answer it', () => {
    const question = (Type: string) => () =>
      compileParameters({ Parameters: { P: { Type } } }).evaluate(supply({ P: 'x' }));

    expect(question('AWS::EC2::VPC::Id')).toThrow('the account has to be asked about AWS::EC2::VPC::Id x');
    expect(question('AWS::SSM::Parameter::Value<String>')).toThrow('the account has to be asked about x');
    expect(question('String')).not.toThrow();
  });
});
