import {
  DescribeKeyCommand,
  type DescribeKeyCommandOutput,
  GetKeyPolicyCommand,
  type GetKeyPolicyCommandOutput,
} from '@aws-sdk/client-kms';
import { OutsideError } from '#lib/errors.ts';
import type { KeyReader } from './problems.ts';

/** The two calls that are needed of a KMS client. */
export type KmsReader = {
  send(command: DescribeKeyCommand, options?: { abortSignal?: AbortSignal }): Promise<DescribeKeyCommandOutput>;
  send(command: GetKeyPolicyCommand, options?: { abortSignal?: AbortSignal }): Promise<GetKeyPolicyCommandOutput>;
};

/** Keys, through the SDK. A key has one policy, and its name is `default`. */
export function keyReader(client: KmsReader): KeyReader {
  return {
    describe: async (keyArn, abortSignal) => {
      const { KeyMetadata: found } = await client.send(new DescribeKeyCommand({ KeyId: keyArn }), { abortSignal });
      return {
        state: found?.KeyState ?? 'unknown',
        spec: found?.KeySpec ?? 'unknown',
        usage: found?.KeyUsage ?? 'unknown',
        manager: found?.KeyManager ?? 'unknown',
      };
    },
    policy: async (keyArn, abortSignal) => {
      const command = new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' });
      const { Policy: policy } = await client.send(command, { abortSignal });
      if (policy === undefined) throw new OutsideError(`KMS gives no policy for ${keyArn}`);
      return policy;
    },
  };
}
