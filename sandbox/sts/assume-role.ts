import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import type { ConditionContext, Need } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { SessionCaller } from '../core/caller.ts';
import { nameOf } from '../core/caller.ts';
import { permit } from '../core/open-host.ts';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { credentialsOf, refuseMembers } from './credentials.ts';
import type { TrustedRole } from './iam-look-up.ts';
import { managedPolicyText, roleBehind } from './iam-look-up.ts';
import { checkedDuration, checkedRoleArn, checkedSessionName, checkedSessionTags } from './input.ts';
import { packedSize, sessionPoliciesOf } from './session-policies.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

const service = { id: 'sts', protocol: 'query' } as const;
const hourInSeconds = 3600;

/** Takes a role. What is needed depends on the role's trust policy, so it is asked for on the way. */
export const assumeRole = operation<AssumeRoleCommandInput, Answer<AssumeRoleCommandOutput>>({
  needs: () => [],
  run: async (input, call) => {
    refuseMembers('AssumeRole', call, {
      SerialNumber: input.SerialNumber,
      TokenCode: input.TokenCode,
      SourceIdentity: input.SourceIdentity,
      ProvidedContexts: input.ProvidedContexts,
      TransitiveTagKeys: input.TransitiveTagKeys,
      MinimumSessionTokenSize: input.MinimumSessionTokenSize,
    });
    const roleArn = checkedRoleArn(input.RoleArn);
    const sessionName = checkedSessionName(input.RoleSessionName);
    const tags = checkedSessionTags(input.Tags);
    if (call.caller.kind === 'root') throw denied('Roles may not be assumed by root accounts.');
    const role = await roleBehind(roleArn, call);
    if (role === undefined) {
      throw denied(`User: ${nameOf(call.caller)} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
    }
    for (const need of needsOf(input, role, tags)) permit(call, service, need);
    const seconds = durationOf(input, role, call);
    const policies = await sessionPoliciesOf(input, (arn) => managedPolicyText(arn, role.account, call));
    const session = sessionOf(role, { sessionName, policies, tags });
    const credentials = call.host.identity.issue(session, seconds * 1000);
    return {
      Credentials: credentialsOf(credentials),
      AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
      ...packedSize(policies, tags),
    };
  },
});

function denied(message: string): AwsError {
  return new AwsError('AccessDenied', message, { status: 403 });
}

type Tags = Readonly<Record<string, string>>;

/** Tags on a session are a permission of their own, on both sides (documented). */
function needsOf(input: AssumeRoleCommandInput, role: TrustedRole, tags: Tags): readonly Need[] {
  const hasTags = Object.keys(tags).length > 0;
  const context: ConditionContext = {
    'sts:RoleSessionName': input.RoleSessionName,
    'sts:ExternalId': input.ExternalId,
    ...role.tagKeys,
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(hasTags && { 'aws:TagKeys': Object.keys(tags) }),
  };
  const actions = hasTags ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  return actions.map((action) => ({
    action,
    resource: role.arn,
    owner: role.account,
    resourcePolicy: role.trust,
    identityPoliciesSuffice: false,
    context,
  }));
}

/** A role that is taken from a role lasts an hour at most, whatever the role allows (documented). */
function durationOf(
  { DurationSeconds = hourInSeconds }: AssumeRoleCommandInput,
  role: TrustedRole,
  call: Call,
): number {
  const seconds = checkedDuration(DurationSeconds, 43_200);
  if (call.caller.kind === 'session' && seconds > hourInSeconds) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (seconds > role.maxSessionSeconds) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return seconds;
}

type SessionParts = { readonly sessionName: string; readonly policies: readonly string[]; readonly tags: Tags };

function sessionOf(role: TrustedRole, { sessionName, policies, tags }: SessionParts): SessionCaller {
  const { arn, account, id, name } = role;
  const partition = arn.split(':')[1] ?? 'aws';
  return {
    kind: 'session',
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    userId: `${id}:${sessionName}`,
    roleArn: arn,
    roleName: name,
    sessionName,
    ...(policies.length > 0 && { sessionPolicies: policies }),
    ...(Object.keys(tags).length > 0 && { sessionTags: tags }),
  };
}
