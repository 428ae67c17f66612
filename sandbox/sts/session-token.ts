import type { GetSessionTokenCommandInput, GetSessionTokenCommandOutput } from '@aws-sdk/client-sts';
import { AwsError } from '../core/aws-error.ts';
import { operation } from '../core/service.ts';
import { credentialsOf, refuseMembers } from './credentials.ts';
import { checkedDuration } from './input.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

const halfADay = 43_200;
const longestSeconds = 129_600;
/** What a root can have (documented). */
const longestOfRoot = 3600;

/** Temporary keys for the user who asks. Documented: needs no permission. */
export const getSessionToken = operation<GetSessionTokenCommandInput, Answer<GetSessionTokenCommandOutput>>({
  needs: () => [],
  run: (input, call) => {
    const { SerialNumber, TokenCode, MinimumSessionTokenSize, DurationSeconds } = input;
    refuseMembers('GetSessionToken', call, { SerialNumber, TokenCode, MinimumSessionTokenSize });
    const { caller } = call;
    if (caller.kind !== 'user' && caller.kind !== 'root') {
      throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', { status: 403 });
    }
    const asked = checkedDuration(DurationSeconds ?? halfADay, longestSeconds);
    // Documented: a root that asks for more gets an hour.
    const seconds = caller.kind === 'root' ? Math.min(asked, longestOfRoot) : asked;
    return { Credentials: credentialsOf(call.host.identity.issue(caller, seconds * 1000)) };
  },
});
