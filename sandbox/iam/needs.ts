import type { ConditionContext, Need } from '../core/access.ts';
import type { Call } from '../core/service.ts';
import type { Entities } from './directory.ts';
import type { TagRecord } from './records.ts';

type Kind = 'role' | 'user' | 'group' | 'policy';
type Named = { readonly name: string; readonly arn: string };
type Bounded = { readonly boundary?: string; readonly tags?: readonly TagRecord[] };

/** A permission on something that has a name. What does not exist is named as if it stood at the root of the paths. */
export function needOn(
  call: Call,
  kind: Kind,
  {
    action,
    name,
    entity,
    context,
  }: {
    readonly action: string;
    readonly name: string;
    readonly entity: (Named & Bounded) | undefined;
    readonly context?: ConditionContext;
  },
): Need {
  const resource = entity?.arn ?? arnOf(call, kind, `/${name}`);
  return needFor(call, action, resource, { ...entityKeys(entity), ...context });
}

/** A permission on an ARN, or on `*`. */
export function needFor(call: Call, action: string, resource: string, context: ConditionContext = {}): Need {
  return { action: `iam:${action}`, resource, owner: call.account, context };
}

/** An ARN of IAM; `path` begins with a slash and ends with the name. */
export function arnOf({ partition, account }: Call, kind: Kind, path: string): string {
  return `arn:${partition}:iam::${account}:${kind}${path}`;
}

/** Keys that an entity has by what it is: its tags and its boundary. */
export function entityKeys(entity: Bounded | undefined): ConditionContext {
  const tags = (entity?.tags ?? []).flatMap(({ Key, Value }) => [
    [`aws:ResourceTag/${Key}`, Value],
    [`iam:ResourceTag/${Key}`, Value],
  ]);
  return { 'iam:PermissionsBoundary': entity?.boundary, ...Object.fromEntries(tags) };
}

type TagInput = { readonly Key?: string | undefined; readonly Value?: string | undefined };

/** Keys of a request that brings tags. */
export function requestTagKeys(tags: readonly TagInput[] | undefined): ConditionContext {
  if (tags === undefined || tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    'aws:TagKeys': tags.map(({ Key = '' }) => Key),
  };
}

/** The entity that a request names, if there is one. */
export function named<Value extends Named>(entities: Entities<Value>, name: string | undefined): Value | undefined {
  return name === undefined ? undefined : entities.find(name);
}
