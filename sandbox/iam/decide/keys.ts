import type { ConditionContext } from '../../core/access.ts';
import type { Caller } from '../../core/caller.ts';

/** The condition keys of one request. Names of keys do not distinguish case, those of tags in them included. */
export type Keys = {
  /** The values; undefined where the request has no such key. */
  readonly all: (key: string) => readonly string[] | undefined;
  /** The value of a key that has exactly one. */
  readonly one: (key: string) => string | undefined;
};

/** Puts keys together; what comes later wins. */
export function keysOf(...contexts: readonly ConditionContext[]): Keys {
  const values = new Map<string, readonly string[]>();
  for (const context of contexts) {
    for (const [key, value] of Object.entries(context)) {
      if (value !== undefined) values.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
    }
  }
  const all = (key: string) => values.get(key.toLowerCase());
  return {
    all,
    one: (key) => {
      const found = all(key);
      return found?.length === 1 ? found[0] : undefined;
    },
  };
}

/** Tags of a principal, as `aws:PrincipalTag/<key>` shows them. */
export type Tags = Readonly<Record<string, string>>;

/** The keys that AWS derives from who sends the request. `tags` are those of the user or role. */
export function callerKeys(caller: Caller, tags: Tags = {}): ConditionContext {
  switch (caller.kind) {
    case 'root':
      return { ...principal('Account', caller.arn, caller), ...tagKeys(tags) };
    case 'user':
      return { ...principal('User', caller.arn, caller), 'aws:username': caller.userName, ...tagKeys(tags) };
    case 'session':
      // Documented: for a session, the key holds the ARN of the role, not that of the session.
      return { ...principal('AssumedRole', caller.roleArn, caller), ...sessionTagKeys(tags, caller.sessionTags) };
    case 'service':
      return {
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': caller.principal,
        'aws:PrincipalServiceNamesList': [caller.principal],
        'aws:SourceArn': caller.sourceArn,
        'aws:SourceAccount': caller.sourceAccount,
      };
    case 'anonymous':
      return { 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous' };
    default:
      return caller satisfies never;
  }
}

function principal(
  type: string,
  arn: string,
  { account, userId }: { readonly account: string; readonly userId: string },
): ConditionContext {
  return {
    'aws:PrincipalType': type,
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': account,
    'aws:userid': userId,
  };
}

function tagKeys(tags: Tags): ConditionContext {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
}

/** Tags of the session replace those of the role that differ only in case, as keys do not distinguish it. */
function sessionTagKeys(ofRole: Tags, ofSession: Tags = {}): ConditionContext {
  const named = new Set(Object.keys(ofSession).map((key) => key.toLowerCase()));
  const kept = Object.entries(ofRole).filter(([key]) => !named.has(key.toLowerCase()));
  return tagKeys({ ...Object.fromEntries(kept), ...ofSession });
}
