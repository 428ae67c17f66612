import { isSecretKey } from './secret-key.ts';

test.each([
  'password',
  'dbPassword',
  'PWD',
  'token',
  'accessToken',
  'access_token',
  'refresh-token',
  'client_secret',
  'clientSecret',
  'SecretString',
  'Authorization',
  'proxy-authorization',
  'apiKey',
  'x-api-key',
  'ResponseURL',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'Set-Cookie',
  'private_key',
  'X-Amz-Signature',
  'assertion',
  'passphrase',
  'idToken',
])('%s names a secret', (key) => {
  expect(isSecretKey(key)).toBe(true);
});

test.each([
  'secretName',
  'SecretArn',
  'client_secret_parameter',
  'tokenType',
  'quotaTokensRemaining',
  'client_id',
  'AccessKeyId',
  'bucket',
  'key',
  'passed',
  'compass',
  'author',
  'expires',
  'signed',
  '',
])('%s names no secret', (key) => {
  expect(isSecretKey(key)).toBe(false);
});
