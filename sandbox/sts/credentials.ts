import type { Credentials as StsCredentials } from '@aws-sdk/client-sts';
import { AwsError } from '../core/aws-error.ts';
import type { Credentials } from '../core/identity.ts';
import type { Call } from '../core/service.ts';

/** Temporary keys in the shape of STS. */
export function credentialsOf({ accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials): StsCredentials {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiration),
  };
}

/**
 * Refuses members that ask for what the sandbox does not have: answering without them would be a false success.
 *
 * @throws AwsError UnsupportedOperation
 */
export function refuseMembers(operation: string, call: Call, members: Readonly<Record<string, unknown>>): void {
  for (const [member, value] of Object.entries(members)) {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    call.host.observed.unsupported(`sts:${operation} with ${member}`);
    throw new AwsError('UnsupportedOperation', `sts:${operation} with ${member} is not modelled by the sandbox`, {
      status: 501,
    });
  }
}
