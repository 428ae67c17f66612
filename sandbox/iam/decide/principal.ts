import type { Caller } from '../../core/caller.ts';

/** Whom a statement of a resource-based policy names. */
export type Principals = {
  /** `*`, or `{"AWS": "*"}`, which AWS documents as the same in resource-based policies. */
  readonly everyone: boolean;
  /** ARNs, account ids and the ids to which AWS turns principals that were deleted. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
};

/**
 * How closely a policy names a caller; what an Allow is worth depends on it (documented, for one account):
 *
 * | Standing | An Allow |
 * |---|---|
 * | `everyone`, `named` (user, session, root, service) | suffices; boundary and session policies do not limit it |
 * | `role` | suffices without an identity-based policy, but boundary and session policies limit it |
 * | `account` | hands the decision on to the identity-based policies of that account |
 */
export type Standing = 'everyone' | 'named' | 'role' | 'account';

/** How principals name a caller, the strongest first. Undefined: not at all. */
export function standingOf(principals: Principals, caller: Caller): Standing | undefined {
  if (principals.everyone) return 'everyone';
  const { named, role, account } = namesOf(caller);
  const list = caller.kind === 'service' ? principals.services : principals.aws;
  const isListed = (names: readonly string[]) => names.some((name) => list.includes(name));
  if (isListed(named)) return 'named';
  if (isListed(role)) return 'role';
  return isListed(account) ? 'account' : undefined;
}

/**
 * Whether `NotPrincipal` leaves a caller out. Documented: it must name the caller in every capacity: user and account;
 * session, role and account.
 */
export function isLeftOut(principals: Principals, caller: Caller): boolean {
  if (principals.everyone) return true;
  const { named, role, account } = namesOf(caller);
  const list = caller.kind === 'service' ? principals.services : principals.aws;
  const capacities = [named, role, account].filter((names) => names.length > 0);
  return capacities.length > 0 && capacities.every((names) => names.some((name) => list.includes(name)));
}

type Names = Readonly<Record<'named' | 'role' | 'account', readonly string[]>>;

function namesOf(caller: Caller): Names {
  switch (caller.kind) {
    case 'root':
      return { named: accountNames(caller.account, caller.arn), role: [], account: [] };
    case 'user':
      return { named: [caller.arn, caller.userId], role: [], account: accountNames(caller.account, caller.arn) };
    case 'session':
      return {
        named: [caller.arn, caller.userId],
        role: [caller.roleArn, caller.userId.split(':')[0] ?? ''],
        account: accountNames(caller.account, caller.arn),
      };
    case 'service':
      return { named: [caller.principal], role: [], account: [] };
    case 'anonymous':
      return { named: [], role: [], account: [] };
    default:
      return caller satisfies never;
  }
}

function accountNames(account: string, arn: string): readonly string[] {
  return [account, `arn:${arn.split(':')[1] ?? 'aws'}:iam::${account}:root`];
}
