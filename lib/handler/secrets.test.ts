import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createRedactor, MASK } from './redact.ts';
import { type ParameterReader, parameterStore, type SecretReader, secretsManager } from './secret-sources.ts';
import { createSecrets, secretAddress } from './secrets.ts';

const retry = { sleep: async () => {}, random: () => 0 };
const SECRET_ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:marketing/token-AbCdEf';
const PARAMETER_ARN = 'arn:aws-cn:ssm:cn-north-1:111122223333:parameter/marketing/token';

function sdkError(name: string): Error {
  return Object.assign(new Error(`${name} happened`), { name });
}

describe('references', () => {
  test.each([
    ['/marketing/token', 'ssm', '/marketing/token'],
    ['ssm:/marketing/token', 'ssm', '/marketing/token'],
    ['ssm:token', 'ssm', 'token'],
    [PARAMETER_ARN, 'ssm', PARAMETER_ARN],
    [SECRET_ARN, 'secretsManager', SECRET_ARN],
    ['secretsmanager:marketing/token', 'secretsManager', 'marketing/token'],
  ])('%s is understood', (reference, store, id) => {
    expect(secretAddress(reference)).toEqual({ store, id });
  });

  test.each(['', 'hunter2x', 'token', '/a//b', 'ssm:', 'secretsmanager:', 'arn:aws:s3:::bucket', '/with space'])(
    'fails for %p without repeating it',
    (reference) => {
      expect(() => secretAddress(reference)).toThrow(/must name a secret/);
      if (reference.length > 3) expect(() => secretAddress(reference)).not.toThrow(new RegExp(`${reference}$`));
      expect(() => secretAddress('hunter2x')).not.toThrow(/hunter2x/);
    },
  );
});

describe('the cache', () => {
  function counting(values: readonly (string | Error)[]) {
    let reads = 0;
    let time = 0;
    const secrets = createSecrets({
      ssm: async () => {
        const value = values[Math.min(reads++, values.length - 1)] ?? '';
        if (value instanceof Error) throw value;
        return value;
      },
      ttlMs: 1_000,
      now: () => time,
      redactor: createRedactor(),
      retry,
    });
    const pass = (ms: number) => {
      time += ms;
    };
    return { secrets, reads: () => reads, pass };
  }

  test('reads once while the value is fresh, then again', async () => {
    const { secrets, reads, pass } = counting(['one1', 'two2']);

    expect(await secrets.text('/a')).toBe('one1');
    pass(999);
    expect(await secrets.text('/a')).toBe('one1');
    pass(1);
    expect(await secrets.text('/a')).toBe('two2');
    expect(reads()).toBe(2);
  });

  test('shares one request among those who ask at the same time', async () => {
    const { secrets, reads } = counting(['one1']);

    expect(await Promise.all([secrets.text('/a'), secrets.text('/a'), secrets.text('/a')])).toEqual([
      'one1',
      'one1',
      'one1',
    ]);
    expect(reads()).toBe(1);
  });

  test('reads again after it was told that the secret is no longer taken', async () => {
    const { secrets } = counting(['old1', 'new2']);

    expect(await secrets.text('/a')).toBe('old1');
    secrets.invalidate('/a');
    expect(await secrets.text('/a')).toBe('new2');
  });

  test('does not keep what was on its way when it was told so', async () => {
    const { secrets, reads } = counting(['old1', 'new2']);

    const early = secrets.text('/a');
    secrets.invalidate('/a');

    expect(await secrets.text('/a')).toBe('new2');
    expect(await early).toBe('old1');
    expect(await secrets.text('/a')).toBe('new2');
    expect(reads()).toBe(2);
  });

  test('does not remember a failure', async () => {
    const { secrets } = counting([sdkError('ValidationException'), 'one1']);

    await expect(secrets.text('/a')).rejects.toThrow("secret '/a' could not be read");
    expect(await secrets.text('/a')).toBe('one1');
  });

  test('tries again when it is throttled', async () => {
    const { secrets, reads } = counting([sdkError('ThrottlingException'), 'one1']);

    expect(await secrets.text('/a')).toBe('one1');
    expect(reads()).toBe(2);
  });

  test('fails for a store that the function does not use', async () => {
    await expect(counting(['x']).secrets.text(SECRET_ARN)).rejects.toThrow(/takes secrets from an SSM parameter/);
  });
});

describe('parsing', () => {
  function holding(text: string) {
    const redactor = createRedactor();
    return { redactor, secrets: createSecrets({ ssm: async () => text, redactor, retry }) };
  }

  test('gives the type that the caller makes of the text', async () => {
    const { secrets } = holding('{"client_id":"id-1","client_secret":"s3cr3t"}');
    const reading = {
      expects: 'JSON with client_id',
      parse: (text: string) => ({ id: String(JSON.parse(text).client_id) }),
    };

    expect((await secrets.get('/a', reading)).id).toBe('id-1');
  });

  test('fails with the name of the secret and what it should be, never with a part of its value', async () => {
    const { secrets } = holding('hunter2x-and-more');

    const failure = await secrets.get('/a', { expects: 'a JSON document', parse: JSON.parse }).catch((error) => error);

    expect(failure.message).toBe("secret '/a' is not a JSON document");
    expect(failure.cause).toBeUndefined();
    expect(`${failure.message}${failure.stack}`).not.toContain('hunter2');
  });

  test('registers plain text for redaction', async () => {
    const { secrets, redactor } = holding('hunter2x');

    await secrets.text('/a');

    expect(redactor.text('not hunter2x')).toBe(`not ${MASK}`);
  });

  test('registers the text and what is in it for redaction, but not where to go', async () => {
    const { secrets, redactor } = holding('{"host":"db.example","password":"pass-word-1","nested":{"pin":123456}}');

    await secrets.text('/a');

    expect(redactor.text('db.example says pass-word-1 is wrong, 123456 too')).toBe(
      `db.example says ${MASK} is wrong, ${MASK} too`,
    );
  });
});

describe('sources', () => {
  function ssm(answer: { Type?: 'SecureString' | 'String'; Value?: string } | Error): ParameterReader {
    return {
      async send(command) {
        expect(command).toBeInstanceOf(GetParameterCommand);
        expect(command.input).toEqual({ Name: '/a', WithDecryption: true });
        if (answer instanceof Error) throw answer;
        return { $metadata: {}, Parameter: answer };
      },
    };
  }

  function manager(answer: { SecretString?: string; SecretBinary?: Uint8Array } | Error): SecretReader {
    return {
      async send(command) {
        expect(command).toBeInstanceOf(GetSecretValueCommand);
        if (answer instanceof Error) throw answer;
        return { $metadata: {}, ...answer };
      },
    };
  }

  test('read a SecureString and a secret', async () => {
    expect(await parameterStore(ssm({ Type: 'SecureString', Value: 'v1' }))('/a')).toBe('v1');
    expect(await secretsManager(manager({ SecretString: 'v2' }))('b')).toBe('v2');
  });

  test.each([
    ['plain text', { Type: 'String', Value: 'open-value' }, /'\/a' must be a SecureString, got String/],
    ['an empty value', { Type: 'SecureString', Value: '' }, /is empty/],
    ['a missing parameter', sdkError('ParameterNotFound'), /does not exist in this account and region: create it/],
    ['a missing permission', sdkError('AccessDeniedException'), /needs ssm:GetParameter on it and.*kms:Decrypt/],
  ] as const)('fails for %s in SSM and says what to do', async (_, answer, message) => {
    await expect(parameterStore(ssm(answer))('/a')).rejects.toThrow(message);
    await expect(parameterStore(ssm(answer))('/a')).rejects.not.toThrow(/open-value/);
  });

  test.each([
    ['binary data', { SecretBinary: new Uint8Array(3) }, /must be text, got binary/],
    ['a missing secret', sdkError('ResourceNotFoundException'), /does not exist/],
    ['a missing permission', sdkError('AccessDeniedException'), /needs secretsmanager:GetSecretValue/],
    ['a key that may not be used', sdkError('DecryptionFailure'), /kms:Decrypt/],
    ['a secret on its way out', sdkError('InvalidRequestException'), /scheduled for deletion: restore it/],
  ] as const)('fails for %s in Secrets Manager and says what to do', async (_, answer, message) => {
    await expect(secretsManager(manager(answer))('b')).rejects.toThrow(message);
  });

  test('keep other errors as they are, so that throttling is retried', async () => {
    await expect(parameterStore(ssm(sdkError('ThrottlingException')))('/a')).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  test('take the real clients', () => {
    expect(parameterStore(new SSMClient({ region: 'eu-central-1' }))).toBeInstanceOf(Function);
    expect(secretsManager(new SecretsManagerClient({ region: 'eu-central-1' }))).toBeInstanceOf(Function);
  });
});
