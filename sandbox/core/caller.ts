/**
 * Who sends a request. What the caller may do is not in here: IAM looks it up when it decides, so that a changed policy
 * holds from the next request on.
 */
export type Caller = RootCaller | UserCaller | SessionCaller | ServiceCaller | AnonymousCaller;

/** The root of an account. */
export type RootCaller = {
  readonly kind: 'root';
  readonly account: string;
  /** `arn:aws:iam::111111111111:root` */
  readonly arn: string;
  readonly userId: string;
};

/** An IAM user, by an access key `AKIA...`. */
export type UserCaller = {
  readonly kind: 'user';
  readonly account: string;
  /** `arn:aws:iam::111111111111:user/launcher` */
  readonly arn: string;
  readonly userId: string;
  readonly userName: string;
};

/** An assumed role, by an access key `ASIA...` with its token, or a service that works under the role. */
export type SessionCaller = {
  readonly kind: 'session';
  readonly account: string;
  /** `arn:aws:sts::111111111111:assumed-role/<role>/<session>` */
  readonly arn: string;
  /** `AROA...:<session>` */
  readonly userId: string;
  /** `arn:aws:iam::111111111111:role/<path><role>` */
  readonly roleArn: string;
  readonly roleName: string;
  readonly sessionName: string;
  /** Policies given with AssumeRole: they only take away. Texts of policy documents. */
  readonly sessionPolicies?: readonly string[];
  readonly sessionTags?: Readonly<Record<string, string>>;
};

/** A service on its own account, as in the delivery of an event: resource policies that name it decide. */
export type ServiceCaller = {
  readonly kind: 'service';
  /** The service principal: `events.amazonaws.com`. */
  readonly principal: string;
  /** What it acts for, `aws:SourceArn`. */
  readonly sourceArn?: string;
  /** `aws:SourceAccount` */
  readonly sourceAccount?: string;
};

/** A request without a signature. */
export type AnonymousCaller = { readonly kind: 'anonymous' };

/** The caller as messages and events name it. */
export function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'service':
      return caller.principal;
    case 'anonymous':
      return 'anonymous';
    default:
      return caller.arn;
  }
}

/** The caller's account; undefined for services and strangers without a name. */
export function accountOf(caller: Caller): string | undefined {
  return caller.kind === 'service' || caller.kind === 'anonymous' ? undefined : caller.account;
}
