import type { Parameters } from './parameters.ts';
import { issuesInRule } from './rule-issues.ts';
import type { AnyRule } from './rules.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const parameters = {
  Name: { type: 'string', ...words },
  Days: { type: 'integer', ...words },
  Stored: { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', ...words },
} as const satisfies Parameters;

const then = { properties: { Days: { minimum: 1 } } };

test.each<[what: string, name: string, rule: AnyRule, message: string]>([
  [
    'a name in another case',
    'daysAreGiven',
    { description: 'r', then },
    'must be named in PascalCase with letters and digits only',
  ],
  ['the name of a parameter', 'Days', { description: 'r', then }, 'must not have the name of a parameter'],
  [
    'no description',
    'R',
    { description: '', then },
    'must have a description for the launcher whose launch is refused',
  ],
  [
    'a parameter that there is not',
    'R',
    { description: 'r', then: { properties: { Dyas: { const: 1 } } } },
    'names Dyas, which is not a parameter',
  ],
  [
    'one in its condition, further down',
    'R',
    { description: 'r', if: { not: { anyOf: [{ allOf: [{ properties: { Dyas: {} } }] }] } }, then },
    'names Dyas, which is not a parameter',
  ],
  [
    'one that it compares with',
    'R',
    { description: 'r', then: { properties: { Days: { not: { maximum: { $data: '1/Dyas' } } } } } },
    'names Dyas, which is not a parameter',
  ],
  [
    'a parameter that CloudFormation reads elsewhere',
    'R',
    { description: 'r', then: { properties: { Stored: { minLength: 1 } } } },
    'names Stored, whose value only CloudFormation knows',
  ],
  [
    'a pattern that is read in two ways',
    'R',
    { description: 'r', then: { properties: { Name: { pattern: '^.$' } } } },
    "has the pattern ^.$: '.' differs in U+0085: name the characters, e.g. [ -~]",
  ],
  [
    'one further down',
    'R',
    { description: 'r', if: { anyOf: [{ properties: { Name: { not: { pattern: 'a' } } } }] }, then },
    'has the pattern a: must be anchored: ^…$',
  ],
])('fails %s', (_, name, rule, message) => {
  expect(issuesInRule(parameters, name, rule)).toEqual([{ path: `/rules/${name}`, message }]);
});

test.each<[what: string, rule: AnyRule]>([
  ['one claim', { description: 'r', then }],
  ['a condition', { description: 'r', if: { properties: { Name: { const: '' } } }, then }],
  ['another number', { description: 'r', then: { properties: { Days: { maximum: { $data: '1/Days' } } } } }],
  [
    'claims in claims',
    {
      description: 'r',
      if: { not: { allOf: [{ properties: { Name: { pattern: '^a$' } } }] } },
      then: { anyOf: [then] },
    },
  ],
])('takes %s', (_, rule) => {
  expect(issuesInRule(parameters, 'InOrder', rule)).toEqual([]);
});

test('says each thing that is wrong once', () => {
  const rule = {
    description: '',
    if: { properties: { Dyas: { const: 1 } } },
    then: { properties: { Dyas: { const: 2 }, Stored: {} } },
  };

  expect(issuesInRule(parameters, 'R', rule).map(({ message }) => message)).toEqual([
    'must have a description for the launcher whose launch is refused',
    'names Dyas, which is not a parameter',
    'names Stored, whose value only CloudFormation knows',
  ]);
});
