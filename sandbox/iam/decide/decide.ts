import type { ConditionContext, Decision, Need } from '../../core/access.ts';
import type { Caller } from '../../core/caller.ts';
import { accountOf } from '../../core/caller.ts';
import type { Tags } from './keys.ts';
import { callerKeys, keysOf } from './keys.ts';
import type { Policy, Statement } from './policy.ts';
import { readPolicy } from './policy.ts';
import type { Standing } from './principal.ts';
import type { Request, Spoken } from './speaks.ts';
import { spoken, standingIn } from './speaks.ts';

/** What limits and empowers a user or a role. */
export type Attached = {
  readonly identity: readonly Policy[];
  /** The permissions boundary. Undefined: there is none. */
  readonly boundary?: Policy;
  /** Tags of the user or role. */
  readonly tags?: Tags;
};

/** A question with all that the answer depends on. */
export type Case = {
  readonly caller: Caller;
  readonly need: Need;
  readonly context: ConditionContext;
  /** Undefined for callers to whom nothing can be attached: root, services, strangers. */
  readonly attached?: Attached;
};

/** The kinds of policies, in the words of AWS's messages. */
type Kind =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'role trust policy'
  | 'permissions boundary'
  | 'session policy';

type Grant = { readonly standing: Standing; readonly statement: Statement };

type Heard = {
  readonly action: string;
  readonly identity: Spoken;
  readonly boundary: Spoken | undefined;
  readonly session: Spoken | undefined;
  readonly resource: Spoken;
  /** How the resource's policy is called. */
  readonly resourceKind: Kind;
  /** The allowing statement of the resource's policy that names the caller most closely. */
  readonly grant: Grant | undefined;
};

/**
 * Decides as AWS documents it (policy evaluation logic, without organisation policies): an explicit deny anywhere wins;
 * then, within an account, the policy of the resource or those of the identity must allow, and across accounts both.
 * A boundary and session policies only take away.
 */
export function decide({ caller, need, context, attached }: Case): Decision {
  const owner = ownerOf(need, caller);
  const keys = keysOf(
    { 'aws:ResourceAccount': owner },
    context,
    callerKeys(caller, attached?.tags),
    need.context ?? {},
  );
  const request: Request = { caller, action: need.action, resource: need.resource, keys };
  const heard = hear(request, need, attached);
  if (isRescue(request, owner)) return allowed(undefined);
  return explicitDeny(heard) ?? (isOwn(caller, owner) ? within(caller, need, heard) : across(caller, heard));
}

function hear(request: Request, { resourcePolicy, action }: Need, attached: Attached | undefined): Heard {
  const { caller } = request;
  const texts = caller.kind === 'session' ? caller.sessionPolicies : undefined;
  const session = texts?.map((text, index) => readPolicy(`session policy ${index + 1}`, text));
  const isTrust = isAssumption(action);
  const policy = resourcePolicy === undefined ? [] : readPolicy(isTrust ? 'trust' : 'resource', resourcePolicy);
  const resource = spoken([policy], request);
  return {
    action,
    identity: spoken(attached?.identity ?? [], request),
    boundary: attached?.boundary && spoken([attached.boundary], request),
    session: session && spoken(session, request),
    resource,
    resourceKind: isTrust ? 'role trust policy' : 'resource-based policy',
    grant: closest(resource.allows, caller),
  };
}

const closestFirst: readonly Standing[] = ['named', 'everyone', 'role', 'account'];

function closest(allows: readonly Statement[], caller: Caller): Grant | undefined {
  const grants = allows.flatMap((statement): Grant[] => {
    const standing = statement.principals && standingIn(statement.principals, caller);
    return standing === undefined ? [] : [{ standing, statement }];
  });
  for (const standing of closestFirst) {
    const found = grants.find((grant) => grant.standing === standing);
    if (found !== undefined) return found;
  }
  return undefined;
}

function explicitDeny({ identity, boundary, session, resource, resourceKind }: Heard): Decision | undefined {
  const kinds: readonly (readonly [Kind, Spoken | undefined])[] = [
    ['identity-based policy', identity],
    ['permissions boundary', boundary],
    ['session policy', session],
    [resourceKind, resource],
  ];
  for (const [kind, heard] of kinds) {
    const statement = heard?.denies[0];
    if (statement !== undefined) {
      return {
        allowed: false,
        because: `with an explicit deny in ${articleOf(kind)} ${kind}`,
        statement: statement.name,
      };
    }
  }
  return undefined;
}

/** Within the account of the resource. */
function within(caller: Caller, { identityPoliciesSuffice = true }: Need, heard: Heard): Decision {
  const { grant, resourceKind } = heard;
  if (grant?.standing === 'named' || grant?.standing === 'everyone') return allowed(grant.statement);
  if (grant?.standing === 'role') return limits(heard) ?? allowed(grant.statement);
  if (!identityPoliciesSuffice && grant === undefined) return missing(resourceKind, heard);
  // The root of an account may do what the account may.
  return caller.kind === 'root' ? allowed(undefined) : byIdentity(heard);
}

/** Across accounts: both sides have to allow. The root of an account, services and strangers have no policies of their own. */
function across(caller: Caller, heard: Heard): Decision {
  const { grant, resourceKind } = heard;
  const own = caller.kind === 'user' || caller.kind === 'session' ? byIdentity(heard) : undefined;
  if (own?.allowed === false) return own;
  return grant === undefined ? missing(resourceKind, heard) : (own ?? allowed(grant.statement));
}

function byIdentity(heard: Heard): Decision {
  const statement = heard.identity.allows[0];
  if (statement === undefined) return missing('identity-based policy', heard);
  return limits(heard) ?? allowed(statement);
}

/** What boundary and session policies do not let through. */
function limits(heard: Heard): Decision | undefined {
  if (heard.boundary?.allows.length === 0) return missing('permissions boundary', heard);
  return heard.session?.allows.length === 0 ? missing('session policy', heard) : undefined;
}

function allowed(statement: Statement | undefined): Decision {
  return { allowed: true, because: '', ...(statement && { statement: statement.name }) };
}

function missing(kind: Kind, { action }: Heard): Decision {
  return { allowed: false, because: `because no ${kind} allows the ${action} action` };
}

function articleOf(kind: Kind): string {
  if (kind === 'role trust policy') return 'the';
  return kind === 'identity-based policy' ? 'an' : 'a';
}

/** The actions by which roles are taken: the policy of the resource is the role's trust policy. */
function isAssumption(action: string): boolean {
  return /^sts:(AssumeRole\w*|TagSession|SetSourceIdentity)$/iu.test(action);
}

/** The account of the resource: as told, else as its ARN says, else the caller's. */
function ownerOf({ owner, resource }: Need, caller: Caller): string | undefined {
  if (owner !== undefined) return owner;
  const account = resource.split(':')[4] ?? '';
  return /^\d{12}$/u.test(account) ? account : accountOf(caller);
}

function isOwn(caller: Caller, owner: string | undefined): boolean {
  const account = accountOf(caller);
  return account !== undefined && account === owner;
}

/** Documented: no bucket policy can keep the root of the bucket's owner from reading, replacing and deleting it. */
function isRescue({ caller, action }: Request, owner: string | undefined): boolean {
  return caller.kind === 'root' && caller.account === owner && /^s3:(Get|Put|Delete)BucketPolicy$/iu.test(action);
}
