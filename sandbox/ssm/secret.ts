import { createCipheriv, createDecipheriv } from 'node:crypto';
import { AwsError, isAwsError } from '../core/aws-error.ts';
import type { Call } from '../core/service.ts';
import type { Tier } from './parameter.ts';

/** What a secure value is encrypted with: a key, and the ARN of the parameter as context. Documented. */
export type Sealing = { readonly keyId: string; readonly arn: string };

type DataKey = { readonly Plaintext: Uint8Array; readonly CiphertextBlob: Uint8Array };

/**
 * Encrypts a value in the caller's name: by KMS itself in the standard tier, under a data key in the advanced one, whose
 * values are too long for KMS. Documented.
 */
export async function seal(
  call: Call,
  value: string,
  { keyId, arn, tier }: Sealing & { readonly tier: Tier },
): Promise<string> {
  const request = { KeyId: keyId, EncryptionContext: { PARAMETER_ARN: arn } };
  return asSsm(async () => {
    if (tier === 'Standard') {
      const Plaintext = Buffer.from(value);
      const sealed = await call.forward<{ CiphertextBlob: Uint8Array }>('kms', 'Encrypt', { ...request, Plaintext });
      return Buffer.from(sealed.CiphertextBlob).toString('base64');
    }
    const dataKey = await call.forward<DataKey>('kms', 'GenerateDataKey', { ...request, KeySpec: 'AES_256' });
    const iv = call.host.ids.bytes(12);
    const cipher = createCipheriv('aes-256-gcm', dataKey.Plaintext, iv);
    const content = Buffer.concat([cipher.update(value), cipher.final()]);
    return [dataKey.CiphertextBlob, iv, cipher.getAuthTag(), content]
      .map((part) => Buffer.from(part).toString('base64'))
      .join('.');
  });
}

/** Decrypts what `seal` made, in the caller's name. */
export async function unseal(call: Call, sealed: string, arn: string): Promise<string> {
  const [CiphertextBlob = Buffer.alloc(0), ...envelope] = sealed.split('.').map((part) => Buffer.from(part, 'base64'));
  return asSsm(async () => {
    const EncryptionContext = { PARAMETER_ARN: arn };
    const { Plaintext } = await call.forward<{ Plaintext: Uint8Array }>('kms', 'Decrypt', {
      CiphertextBlob,
      EncryptionContext,
    });
    const [iv, tag, content] = envelope;
    if (iv === undefined || tag === undefined || content === undefined) return Buffer.from(Plaintext).toString();
    const decipher = createDecipheriv('aes-256-gcm', Plaintext, iv).setAuthTag(tag);
    return Buffer.concat([decipher.update(content), decipher.final()]).toString();
  });
}

/** A key that is not there or cannot be used is the parameter's mistake; a missing permission stays what it is. */
async function asSsm<Output>(ask: () => Promise<Output>): Promise<Output> {
  try {
    return await ask();
  } catch (error) {
    const codes = ['NotFoundException', 'DisabledException', 'KMSInvalidStateException', 'InvalidKeyUsageException'];
    if (isAwsError(error, ...codes)) throw new AwsError('InvalidKeyId', error.message);
    throw error;
  }
}
