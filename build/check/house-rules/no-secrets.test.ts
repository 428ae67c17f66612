import { found, foundIn } from './found.fixture.ts';
import { noSecrets } from './no-secrets.ts';

const parameters = (...names: readonly string[]) => ({
  Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])),
});
const environment = (value: string) => ({
  Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { Key: value } } } },
});
// Put together here, so that no scanner takes this file for a leak.
const accessKey = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

test('accepts parameters that name a secret', () => {
  expect(
    found(
      noSecrets,
      parameters('WorkspaceTokenSecretArn', 'ClientSecretParameter', 'PasswordPath', 'TokenLifetimeDays', 'Project'),
    ),
  ).toEqual([]);
});

test('finds parameters that are one', () => {
  expect(found(noSecrets, parameters('DatabasePassword', 'ApiToken'))).toEqual([
    'Parameters/DatabasePassword',
    'Parameters/ApiToken',
  ]);
  expect(found(noSecrets, { Parameters: { Answer: { Type: 'String', NoEcho: true } } })).toEqual(['Parameters/Answer']);
});

test('finds a secret in the environment of a function', () => {
  expect(foundIn(noSecrets, environment('{{resolve:secretsmanager:x:SecretString:y}}'))).toEqual(['Resources/Fn']);
  expect(foundIn(noSecrets, environment('{{resolve:ssm-secure:/a/b}}'))).toEqual(['Resources/Fn']);
  expect(foundIn(noSecrets, environment('/a/b'))).toEqual([]);
});

test('accepts a secret where the service alone reads it', () => {
  const Properties = { MasterUserPassword: '{{resolve:secretsmanager:x:SecretString:y}}' };

  expect(foundIn(noSecrets, { Cluster: { Type: 'AWS::Redshift::Cluster', Properties } })).toEqual([]);
});

test('finds a secret in an output', () => {
  expect(found(noSecrets, { Outputs: { Password: { Value: '{{resolve:secretsmanager:x}}' } } })).toEqual([
    'Outputs/Password',
  ]);
});

test('finds secrets written down, without repeating them', () => {
  const [spot] = noSecrets.find({ Mappings: { Keys: { a: { b: accessKey } } } }, { addressMapping: '', identity: [] });

  expect(spot).toMatchObject({ at: 'Mappings/Keys', detail: 'an AWS access key' });
  expect(spot?.message).not.toContain(accessKey);
  expect(found(noSecrets, { Parameters: { Key: { Default: accessKey } } })).toEqual([
    'Parameters/Key[an AWS access key]',
  ]);
  expect(foundIn(noSecrets, environment(['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ')))).toEqual([
    'Resources/Fn[a private key]',
  ]);
});
