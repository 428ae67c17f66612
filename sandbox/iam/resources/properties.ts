import type { Properties, ResourceRequest } from '../../core/resource-provider.ts';

/** A property that is text. Undefined: not given, or empty, which for names means the same. */
export function textIn(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return value === undefined || value === '' ? undefined : String(value);
}

/** A property that is a list of texts, each once. */
export function textsIn(properties: Properties, name: string): readonly string[] {
  const value = properties[name];
  return Array.isArray(value) ? [...new Set(value.map(String))] : [];
}

/** A policy document as IAM takes it, whether the template has it as an object or as text. */
export function documentIn(properties: Properties, name: string): string {
  const value = properties[name];
  return typeof value === 'string' ? value : JSON.stringify(value ?? {});
}

/** Inline policies of a role, user or group, by name. */
export function inlineIn(properties: Properties): ReadonlyMap<string, string> {
  const value = properties['Policies'];
  const policies: readonly Properties[] = Array.isArray(value) ? value : [];
  return new Map(policies.map((policy) => [String(policy['PolicyName']), documentIn(policy, 'PolicyDocument')]));
}

/** Tags of the resource over those of the stack. */
export function tagsIn({
  stack,
  properties,
}: Pick<ResourceRequest, 'stack' | 'properties'>): { Key: string; Value: string }[] {
  const value = properties['Tags'];
  const own: readonly Properties[] = Array.isArray(value) ? value : [];
  const tags = { ...stack.tags, ...Object.fromEntries(own.map(({ Key, Value }) => [String(Key), String(Value)])) };
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** What one list has that another has not. */
export function beyond(list: Iterable<string>, other: Iterable<string>): readonly string[] {
  const known = new Set(other);
  return [...list].filter((item) => !known.has(item));
}
