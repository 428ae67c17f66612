import { GetSecretValueCommand, type GetSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, type GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import { FactoryError } from '../errors.ts';
import { isAccessDenied, isNamed, isNotFound } from './aws-errors.ts';

/** Reads the text of a secret by name or ARN. */
export type ReadSecret = (id: string) => Promise<string>;

/** The one call that is needed of an SSM client. */
export type ParameterReader = {
  send(command: GetParameterCommand, options?: { abortSignal?: AbortSignal }): Promise<GetParameterCommandOutput>;
};

/** The one call that is needed of a Secrets Manager client. */
export type SecretReader = {
  send(command: GetSecretValueCommand, options?: { abortSignal?: AbortSignal }): Promise<GetSecretValueCommandOutput>;
};

/** A read is a matter of milliseconds; without a limit a lost connection would hold up everybody who waits for it. */
const LONGEST_READ_MS = 10_000;

/** Secrets from SSM parameters, which have to be SecureStrings. */
export function parameterStore(client: ParameterReader): ReadSecret {
  return async (id) => {
    const command = new GetParameterCommand({ Name: id, WithDecryption: true });
    const answer = await client.send(command, { abortSignal: AbortSignal.timeout(LONGEST_READ_MS) }).catch((error) => {
      throw explained(error, { what: `SSM parameter '${id}'`, action: 'ssm:GetParameter' });
    });
    const { Type: type, Value: value } = answer.Parameter ?? {};
    if (type !== 'SecureString') {
      throw new FactoryError(
        'SECRET_NOT_SECURE',
        `SSM parameter '${id}' must be a SecureString, got ${type ?? 'nothing'}`,
      );
    }
    return given(value, `SSM parameter '${id}'`);
  };
}

/** Secrets from Secrets Manager, current version, text only. */
export function secretsManager(client: SecretReader): ReadSecret {
  return async (id) => {
    const what = `Secrets Manager secret '${id}'`;
    const command = new GetSecretValueCommand({ SecretId: id });
    const answer = await client.send(command, { abortSignal: AbortSignal.timeout(LONGEST_READ_MS) }).catch((error) => {
      throw explained(error, { what, action: 'secretsmanager:GetSecretValue' });
    });
    if (answer.SecretBinary !== undefined) {
      throw new FactoryError('SECRET_UNREADABLE', `${what} must be text, got binary data`);
    }
    return given(answer.SecretString, what);
  };
}

function given(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new FactoryError('SECRET_UNREADABLE', `${what} is empty`);
  return value;
}

/** Says what to do about an error, where there is something to do; other errors stay what they are, for a retry. */
function explained(error: unknown, { what, action }: { what: string; action: string }): unknown {
  if (isNotFound(error)) {
    return new FactoryError(
      'SECRET_NOT_FOUND',
      `${what} does not exist in this account and region: create it, or correct the name`,
      {
        cause: error,
      },
    );
  }
  if (isAccessDenied(error) || isNamed(error, 'DecryptionFailure')) {
    const message =
      `${what} may not be read by this function: its role needs ${action} on it and, ` +
      'when a key of your own encrypts it, kms:Decrypt on that key, which the key policy has to allow too';
    return new FactoryError('SECRET_ACCESS_DENIED', message, { cause: error });
  }
  if (isNamed(error, 'InvalidRequestException')) {
    return new FactoryError(
      'SECRET_NOT_FOUND',
      `${what} cannot be read, most likely because it is scheduled for deletion: restore it`,
      {
        cause: error,
      },
    );
  }
  return error;
}
