import type { ConditionContext, Need } from '../../../core/access.ts';
import type { Caller, RootCaller, ServiceCaller, SessionCaller, UserCaller } from '../../../core/caller.ts';
import type { Tags } from '../keys.ts';

/** One decision of the table: what is asked, by whom, under which policies, and what AWS documents as the answer. */
export type DecisionCase = {
  readonly name: string;
  readonly caller: Caller;
  readonly need: Need;
  readonly context?: ConditionContext;
  readonly identity?: readonly object[];
  readonly boundary?: object;
  readonly tags?: Tags;
  /** `allowed`, or the end of AWS's sentence. */
  readonly expected: string;
};

export const own = '111122223333';
export const other = '444455556666';

export const user: UserCaller = {
  kind: 'user',
  account: own,
  arn: `arn:aws:iam::${own}:user/team/ada`,
  userId: 'AIDAADAADAADAADAADAAD',
  userName: 'ada',
};

export const session: SessionCaller = {
  kind: 'session',
  account: own,
  arn: `arn:aws:sts::${own}:assumed-role/worker/run-7`,
  userId: 'AROAWORKERWORKERWORKE:run-7',
  roleArn: `arn:aws:iam::${own}:role/factory/worker`,
  roleName: 'worker',
  sessionName: 'run-7',
};

export const root: RootCaller = { kind: 'root', account: own, arn: `arn:aws:iam::${own}:root`, userId: own };
export const strangerRoot: RootCaller = {
  kind: 'root',
  account: other,
  arn: `arn:aws:iam::${other}:root`,
  userId: other,
};
export const anonymous: Caller = { kind: 'anonymous' };
export const events: ServiceCaller = {
  kind: 'service',
  principal: 'events.amazonaws.com',
  sourceArn: `arn:aws:events:eu-central-1:${own}:rule/nightly`,
  sourceAccount: own,
};

export const bucket = 'arn:aws:s3:::results';
export const object = `${bucket}/2026/11/report.csv`;
export const key = `arn:aws:kms:eu-central-1:${own}:key/0a1b`;
export const queue = `arn:aws:sqs:eu-central-1:${own}:orders`;

/** A policy of the current version. */
export function policy(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

export function allow(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  more: object = {},
) {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  more: object = {},
) {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}

/** Reading an object in the caller's own account. */
export const read: Need = { action: 's3:GetObject', resource: object, owner: own };
export const readPolicy = policy(allow('s3:GetObject', object));
/** Reading an object that another account owns. */
export const readOther: Need = { ...read, owner: other };
export const decrypt: Need = { action: 'kms:Decrypt', resource: key, owner: own, identityPoliciesSuffice: false };

/** The same need with a policy attached to the resource. */
export function guarded(need: Need, ...statements: readonly object[]): Need {
  return { ...need, resourcePolicy: policy(...statements) };
}

/** A statement of a resource's policy that names somebody. */
export function grantTo(principal: unknown, action = 's3:GetObject', resource = object) {
  return allow(action, resource, { Principal: principal });
}

export const noIdentity = (action = 's3:GetObject') => `because no identity-based policy allows the ${action} action`;
export const noResource = (action = 's3:GetObject') => `because no resource-based policy allows the ${action} action`;
export const noBoundary = (action = 's3:GetObject') => `because no permissions boundary allows the ${action} action`;
export const noSession = (action = 's3:GetObject') => `because no session policy allows the ${action} action`;
export const noTrust = (action = 'sts:AssumeRole') => `because no role trust policy allows the ${action} action`;
export const deniedBy = (kind: string) => `with an explicit deny in ${kind}`;
