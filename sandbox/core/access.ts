import type { Caller } from './caller.ts';

/** Values of condition keys, by the key in its documented spelling. Absent: the request has no such key. */
export type ConditionContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A permission that an operation needs. */
export type Need = {
  /** `s3:PutObject` */
  readonly action: string;
  /** An ARN, or `*` for actions that are not about one resource. */
  readonly resource: string;
  /** Account that the resource belongs to. @default - the account that is asked */
  readonly owner?: string;
  /** The policy that is attached to the resource, parsed. Undefined: it has none. */
  readonly resourcePolicy?: unknown;
  /**
   * Whether an account's own identities are let in by their policies alone. True for all but keys and roles: a key's
   * policy has to hand the right on (`arn:...:root`), a role's trust policy has to name who assumes it. @default true
   */
  readonly identityPoliciesSuffice?: boolean;
  /** Condition keys of this action: `s3:x-amz-server-side-encryption`, `iam:PassedToService`, `aws:ResourceTag/...`. */
  readonly context?: ConditionContext;
};

/** What IAM says. */
export type Decision = {
  readonly allowed: boolean;
  /** The end of AWS's sentence: `because no identity-based policy allows the s3:PutObject action`. */
  readonly because: string;
  /** The statement that decided, by policy and `Sid` or number: `policy 'launch' statement 3`. Undefined where none spoke. */
  readonly statement?: string;
};

/** A question to IAM. `context` holds the keys of the request: `aws:SecureTransport`, `aws:SourceIp`, `aws:CurrentTime` ... */
export type Question = { readonly caller: Caller; readonly need: Need; readonly context: ConditionContext };

/** Decides about one permission. */
export type Decide = (question: Question) => Decision;

/** One decision as a rehearsal's report counts it. */
export type Recorded = {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly because: string;
  /** Milliseconds since 1970 on the sandbox clock. */
  readonly at: number;
};
