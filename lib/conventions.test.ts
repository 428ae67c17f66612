import { conventional, conventionalRules } from './conventions.ts';
import { issuesInLaunch, issuesInLaunchTexts } from './launch.ts';
import { issuesInParameter } from './parameter-issues.ts';
import type { Json } from './parameters.ts';

type Name = keyof typeof conventional;

function issuesOf(name: Name, value: Json) {
  return issuesInLaunch({ id: name, title: name, parameters: { [name]: conventional[name] } }, { [name]: value });
}

const key = 'arn:aws:kms:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012';
const subnets = ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4', 'subnet-5', 'subnet-6'];

test.each<[name: Name, values: Json[]]>([
  ['Project', ['ab', 'a1', 'acme', 'acme-2-eu', 'abcdefghijklmnop']],
  ['Environment', ['dev', 'test', 'stage', 'prod']],
  [
    'KmsKeyArn',
    [
      '',
      key,
      key.replace('arn:aws:', 'arn:aws-cn:'),
      key.replace('arn:aws:', 'arn:aws-us-gov:'),
      'arn:aws:kms:us-east-1:123456789012:key/mrk-1234567890abcdef1234567890abcdef',
    ],
  ],
  [
    'PermissionsBoundaryArn',
    [
      '',
      'arn:aws:iam::123456789012:policy/Boundary',
      'arn:aws:iam::123456789012:policy/team/data.platform/Boundary+=,.@_-1',
      'arn:aws-cn:iam::123456789012:policy/B',
    ],
  ],
  ['DataRetention', ['retain', 'destroy']],
  ['LogRetentionDays', [1, 90, 365, 3653]],
  ['AlarmEmail', ['', 'a@b.example', 'data.platform+alarms_1%x-y@mail.team-7.example.com']],
  ['VpcId', ['vpc-12345678']],
  ['PrivateSubnetIds', [subnets.slice(0, 2), subnets]],
])('%s takes what it is for', (name, values) => {
  expect(values.filter((value) => issuesOf(name, value).length > 0)).toEqual([]);
});

test.each<[name: Name, values: Json[]]>([
  ['Project', ['', 'a', 'Acme', '1a', 'a_b', 'a--b', '-ab', 'ab-', 'a b', 'abcdefghijklmnopq', 'ab\n', 'äb']],
  ['Environment', ['', 'Dev', 'production', 'qa']],
  [
    'KmsKeyArn',
    [
      'alias/data',
      key.replace(':key/', ':alias/'),
      key.slice(0, -1),
      `${key}1`,
      ` ${key}`,
      key.replace('123456789012:', '12345678901:'),
      '12345678-1234-1234-1234-123456789012',
    ],
  ],
  [
    'PermissionsBoundaryArn',
    [
      'Boundary',
      'arn:aws:iam::123456789012:role/Boundary',
      'arn:aws:iam::aws:policy/PowerUserAccess',
      'arn:aws:iam::123456789012:policy/',
      'arn:aws:iam::123456789012:policy/a b',
      'arn:aws:iam:eu-central-1:123456789012:policy/Boundary',
    ],
  ],
  ['DataRetention', ['', 'delete', 'Retain']],
  ['LogRetentionDays', [0, 2, 91, 3654, '90', 1.5]],
  [
    'AlarmEmail',
    ['a', 'a@b', '@b.example', 'a@.example', 'a b@c.example', 'a@b.example,c@d.example', `${'a'.repeat(250)}@b.cd`],
  ],
  ['VpcId', ['']],
  ['PrivateSubnetIds', [[], ['subnet-1'], ['subnet-1', 'subnet-1'], [...subnets, 'subnet-7'], ['subnet-1', '']]],
])('%s fails what would not work', (name, values) => {
  expect(values.filter((value) => issuesOf(name, value).length === 0)).toEqual([]);
});

test.each(Object.entries(conventional))('%s is sound', (name, parameter) => {
  expect(issuesInParameter(name, parameter)).toEqual([]);
});

test('only what there cannot be a default for is required', () => {
  const required = Object.entries(conventional).filter(([, parameter]) => !('default' in parameter));

  expect(required.map(([name]) => name)).toEqual(['Project', 'VpcId', 'PrivateSubnetIds']);
});

describe('a production launch keeps its data', () => {
  const { Environment, DataRetention } = conventional;
  const product = { id: 'a', title: 'A', parameters: { Environment, DataRetention }, rules: conventionalRules };

  test.each([
    [{ Environment: 'prod', DataRetention: 'retain' }],
    [{ Environment: 'prod' }],
    [{ Environment: 'stage', DataRetention: 'destroy' }],
    [{ DataRetention: 'destroy' }],
  ])('as %j does', (texts) => {
    expect(issuesInLaunchTexts(product, texts)).toEqual([]);
  });

  test('fails otherwise', () => {
    expect(issuesInLaunchTexts(product, { Environment: 'prod', DataRetention: 'destroy' })).toEqual([
      { path: '/DataRetention', message: 'a production launch keeps its data (must be "retain", got "destroy")' },
    ]);
  });
});
