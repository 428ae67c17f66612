import type {
  GetAccessKeyInfoCommandInput,
  GetAccessKeyInfoCommandOutput,
  GetCallerIdentityCommandInput,
  GetCallerIdentityCommandOutput,
} from '@aws-sdk/client-sts';
import { AwsError } from '../core/aws-error.ts';
import { accountOf } from '../core/caller.ts';
import type { Host } from '../core/host.ts';
import type { Call, Service } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { assumeRole } from './assume-role.ts';
import { getSessionToken } from './session-token.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

/** STS: who one is, and temporary access keys. */
export function sts(_host: Host): Service {
  return {
    id: 'sts',
    protocol: 'query',
    isGlobal: true,
    model: () => import('@aws-sdk/client-sts'),
    operations: {
      AssumeRole: assumeRole,
      GetSessionToken: getSessionToken,
      GetCallerIdentity: operation<GetCallerIdentityCommandInput, Answer<GetCallerIdentityCommandOutput>>({
        // Documented: needs no permission, and none can take it away.
        needs: () => [],
        run: (_input, call) => callerIdentity(call),
      }),
      GetAccessKeyInfo: operation<GetAccessKeyInfoCommandInput, Answer<GetAccessKeyInfoCommandOutput>>({
        needs: (_input, call) => [{ action: 'sts:GetAccessKeyInfo', resource: '*', owner: call.account }],
        run: ({ AccessKeyId = '' }, call) => {
          const owner = call.host.identity.lookUp(AccessKeyId)?.caller;
          const account = owner && accountOf(owner);
          if (account === undefined) {
            throw new AwsError('ValidationError', `The access key id ${AccessKeyId} is not one of this sandbox`);
          }
          return { Account: account };
        },
      }),
    },
  };
}

function callerIdentity({ caller }: Call): Answer<GetCallerIdentityCommandOutput> {
  if (caller.kind === 'anonymous' || caller.kind === 'service') {
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
  }
  return { UserId: caller.userId, Account: caller.account, Arn: caller.arn };
}
