import type { GetPolicyCommandOutput, GetPolicyVersionCommandOutput, GetRoleCommandOutput } from '@aws-sdk/client-iam';
import type { ConditionContext } from '../core/access.ts';
import { isAwsError } from '../core/aws-error.ts';
import type { Call } from '../core/service.ts';

/** A role, as far as it matters to who takes it. */
export type TrustedRole = {
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  readonly id: string;
  /** The trust policy, parsed. */
  readonly trust: unknown;
  readonly maxSessionSeconds: number;
  /** `aws:ResourceTag/...` */
  readonly tagKeys: ConditionContext;
};

/** The role of an ARN. Undefined: there is none, or its account is not in the sandbox. */
export async function roleBehind(roleArn: string, call: Call): Promise<TrustedRole | undefined> {
  const account = roleArn.split(':')[4] ?? '';
  const answer = await askIam<GetRoleCommandOutput>(
    'GetRole',
    { RoleName: roleArn.split('/').at(-1) },
    { account, call },
  );
  const role = answer?.Role;
  if (role?.Arn !== roleArn || role.RoleName === undefined || role.RoleId === undefined) return undefined;
  return {
    arn: roleArn,
    account,
    name: role.RoleName,
    id: role.RoleId,
    trust: JSON.parse(decodeURIComponent(role.AssumeRolePolicyDocument ?? '{}')),
    maxSessionSeconds: role.MaxSessionDuration ?? 3600,
    tagKeys: Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value])),
  };
}

/** Text of a managed policy. Undefined: there is none. */
export async function managedPolicyText(PolicyArn: string, account: string, call: Call): Promise<string | undefined> {
  const found = await askIam<GetPolicyCommandOutput>('GetPolicy', { PolicyArn }, { account, call });
  const VersionId = found?.Policy?.DefaultVersionId;
  if (VersionId === undefined) return undefined;
  const version = await askIam<GetPolicyVersionCommandOutput>(
    'GetPolicyVersion',
    { PolicyArn, VersionId },
    { account, call },
  );
  const document = version?.PolicyVersion?.Document;
  return document === undefined ? undefined : decodeURIComponent(document);
}

/** STS knows what IAM knows, whoever asks: so IAM is asked as the root of the account. */
async function askIam<Output>(
  operation: string,
  input: object,
  { account, call }: { readonly account: string; readonly call: Call },
): Promise<Output | undefined> {
  const caller = { kind: 'root', account, arn: `arn:${call.partition}:iam::${account}:root`, userId: account } as const;
  try {
    return await call.host.invoke<Output>({
      service: 'iam',
      operation,
      input,
      caller,
      scope: { account, region: call.region },
    });
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntity', 'ValidationError')) return undefined;
    throw error;
  }
}
