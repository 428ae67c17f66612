import type { NormalizedSchema } from '@smithy/core/schema';
import { membersOf, requiredMembersOf } from './model.ts';

/** Paths of required members that an input leaves out, as AWS's validators write them: `tags.1.member.key`. */
export function missingMembers(schema: NormalizedSchema, value: unknown, path = ''): readonly string[] {
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    return asArray(value).flatMap((one, index) => missingMembers(member, one, `${path}.${index + 1}.member`));
  }
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    return Object.entries(asObject(value)).flatMap(([key, one]) =>
      missingMembers(member, one, `${path}.${key}.member`),
    );
  }
  return schema.isStructSchema() ? missingIn(schema, asObject(value), path) : [];
}

function missingIn(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>, path: string): string[] {
  const required = new Set(requiredMembersOf(schema));
  return membersOf(schema).flatMap(([name, member]) => {
    const at = path === '' ? camelCase(name) : `${path}.${camelCase(name)}`;
    const given = value[name];
    if (given === undefined || given === null) return required.has(name) ? [at] : [];
    return missingMembers(member, given, at);
  });
}

/** The sentence about what is missing, for all services but SQS and S3 [R]. */
export function sentenceOfMissing(paths: readonly string[]): string {
  const count = paths.length;
  const each = paths.map((path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`);
  return `${count} validation error${count === 1 ? '' : 's'} detected: ${each.join('; ')}`;
}

function camelCase(name: string): string {
  // `KMSKeyId` is `kMSKeyId` in AWS's sentences: only the first letter falls.
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
