import type { Need } from '../core/access.ts';
import type { Host } from '../core/host.ts';
import { partitionOf } from '../core/partition.ts';
import type { Call } from '../core/service.ts';
import type { Collection, Scope } from '../core/store.ts';
import { parameterNotFound, versionNotFound } from './errors.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';
export type Tier = 'Standard' | 'Advanced';

/** A value of the past or of now. */
export type Version = {
  readonly version: number;
  /** As it is kept: what is secure is encrypted. */
  readonly value: string;
  readonly keyId?: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly tier: Tier;
  readonly at: number;
  /** ARN of who wrote it. */
  readonly by: string;
  readonly labels: readonly string[];
};

/** A parameter; the last of its versions is the current one. */
export type Parameter = Scope & {
  readonly name: string;
  readonly type: ParameterType;
  readonly versions: readonly Version[];
  readonly tags: Readonly<Record<string, string>>;
};

export function parametersOf(host: Host, scope: Scope): Collection<Parameter> {
  return host.store.collection('ssm', 'parameters', scope);
}

/** `/a/b` and `a/b` share a form: the slash at the beginning goes into the ARN's own. */
export function arnOf({ account, region }: Scope, name: string): string {
  return `arn:${partitionOf(region)}:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** How a caller names a parameter, and perhaps one of its versions. */
export type Reference = Scope & {
  readonly name: string;
  /** `:3`, `:prod`; absent: the current version. */
  readonly selector?: string;
};

/** Reads a name or an ARN, with a selector or without. */
export function referenceOf(call: Call, text: string): Reference {
  const arn = /^arn:[\w-]+:ssm:([\w-]+):(\d{12}):parameter(\/.*)$/u.exec(text);
  const [, region = call.region, account = call.account, path] = arn ?? [];
  const [, plain = '', selector] = /^([^:]*)(:.+)?$/u.exec(path ?? text) ?? [];
  const scope = { account, region };
  const name = path === undefined ? plain : nameOfPath(call.host, scope, plain);
  return { ...scope, name, ...(selector === undefined ? {} : { selector }) };
}

/** An ARN does not tell whether a name of one part has a slash before it: the one that exists is meant. */
function nameOfPath(host: Host, scope: Scope, path: string): string {
  const bare = path.slice(1);
  const isMeantBare = !parametersOf(host, scope).has(path) && !bare.includes('/');
  return isMeantBare ? bare : path;
}

export function findParameter(call: Call, reference: Reference): Parameter | undefined {
  return parametersOf(call.host, reference).get(reference.name);
}

/** The parameter that a name means. @throws AwsError when it is not there */
export function theParameter(call: Call, name: string | undefined): Parameter {
  const found = findParameter(call, referenceOf(call, name ?? ''));
  if (found === undefined) throw parameterNotFound();
  return found;
}

export function currentOf({ versions, name }: Parameter): Version {
  const last = versions.at(-1);
  if (last === undefined) throw new Error(`the parameter ${name} has no version`);
  return last;
}

/** The version that a selector means: a number or a label. @throws AwsError when there is none */
export function selectVersion(parameter: Parameter, selector: string | undefined): Version {
  if (selector === undefined) return currentOf(parameter);
  const wanted = selector.slice(1);
  const found = parameter.versions.find(({ version, labels }) => String(version) === wanted || labels.includes(wanted));
  if (found === undefined) throw versionNotFound(wanted, parameter.name);
  return found;
}

/** A permission on a parameter, by its name in a request. */
export function needOn(call: Call, action: string, name: string | undefined): Need {
  const reference = referenceOf(call, name ?? '');
  const tags = findParameter(call, reference)?.tags ?? {};
  return {
    action: `ssm:${action}`,
    resource: arnOf(reference, reference.name),
    owner: reference.account,
    context: { ...keyed('aws:ResourceTag', tags), ...keyed('ssm:resourceTag', tags) },
  };
}

/** Condition keys of tags. */
export function keyed(prefix: string, tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));
}
