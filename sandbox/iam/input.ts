import {
  constraintError,
  invalidInput,
  limitExceeded,
  malformedPolicy,
  noSuchEntity,
  validationError,
} from './errors.ts';
import type { TagRecord } from './records.ts';

/** Longest names; roles and users are shorter than what is kept of policies and groups. */
const longestNames = { roleName: 64, userName: 64, groupName: 128, policyName: 128 } as const;

/** @throws AwsError ValidationError */
export function checkedName(member: keyof typeof longestNames, name: string | undefined): string {
  if (name === undefined || name === '') throw constraintError(member, 'have length greater than or equal to 1');
  const longest = longestNames[member];
  if (name.length > longest) throw constraintError(member, `have length less than or equal to ${longest}`);
  if (!/^[\w+=,.@-]+$/u.test(name)) {
    throw validationError(
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  }
  return name;
}

/** @throws AwsError ValidationError */
export function checkedPath(path: string | undefined): string {
  if (path === undefined) return '/';
  if (path.length > 512) throw constraintError('path', 'have length less than or equal to 512');
  if (/^\/([!-~]+\/)?$/u.test(path)) return path;
  throw validationError(
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}

/** @throws AwsError ValidationError */
export function checkedDescription(description: string | undefined): string | undefined {
  if (description !== undefined && description.length > 1000) {
    throw constraintError('description', 'have length less than or equal to 1000');
  }
  return description;
}

/** Between an hour and twelve. @throws AwsError ValidationError */
export function checkedSessionDuration(seconds: number): number {
  const value = `Value '${seconds}' at 'maxSessionDuration'`;
  const fails = (constraint: string) =>
    validationError(`1 validation error detected: ${value} failed to satisfy constraint: Member must ${constraint}`);
  if (seconds < 3600) throw fails('have value greater than or equal to 3600');
  if (seconds > 43_200) throw fails('have value less than or equal to 43200');
  return seconds;
}

/** An ARN of a managed policy. @throws AwsError ValidationError */
export function checkedPolicyArn(arn: string | undefined): string {
  if (arn !== undefined && /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[!-~]+$/u.test(arn)) return arn;
  throw validationError(`ARN ${arn ?? ''} is not valid.`);
}

/** A document that counts without its whitespace (documented). @throws AwsError LimitExceeded */
export function checkSize(document: string, limit: number, quota: string): void {
  if (document === '') throw malformedPolicy('Syntax errors in policy.');
  if (sizeOf(document) > limit) throw limitExceeded(quota);
}

/** Characters of a policy that count. */
export function sizeOf(document: string): number {
  return document.replaceAll(/\s/gu, '').length;
}

type TagInput = { readonly Key?: string | undefined; readonly Value?: string | undefined };

const tagCharacters = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';
const mostTags = 50;

/**
 * Tags as they are kept. Keys of roles and users do not distinguish case, those of policies do (recorded).
 *
 * @throws AwsError
 */
export function checkedTags(tags: readonly TagInput[] | undefined, keysDistinguishCase = false): readonly TagRecord[] {
  const given = (tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }));
  checkTagCount(given.length);
  given.forEach(checkTag);
  const keys = new Set(given.map(({ Key }) => (keysDistinguishCase ? Key : Key.toLowerCase())));
  if (keys.size < given.length) {
    const hint = keysDistinguishCase ? '' : ' Please note that Tag keys are case insensitive.';
    throw invalidInput(`Duplicate tag keys found.${hint}`);
  }
  return given;
}

function checkTagCount(count: number): void {
  if (count > mostTags) throw constraintError('tags', `have length less than or equal to ${mostTags}`);
}

function checkTag({ Key, Value }: TagRecord, index: number): void {
  const member = `tags.${index + 1}.member`;
  const pattern = (text: string, quantity: string) => new RegExp(`^${tagCharacters}${quantity}$`, 'u').test(text);
  if (Key.length > 128) throw constraintError(`${member}.key`, 'have length less than or equal to 128');
  if (Key === '') throw constraintError(`${member}.key`, 'have length greater than or equal to 1');
  if (!pattern(Key, '+'))
    throw constraintError(`${member}.key`, `satisfy regular expression pattern: ${tagCharacters}+`);
  if (Value.length > 256) throw constraintError(`${member}.value`, 'have length less than or equal to 256');
  if (!pattern(Value, '*'))
    throw constraintError(`${member}.value`, `satisfy regular expression pattern: ${tagCharacters}*`);
}

/** The tags with others put over them. @throws AwsError LimitExceeded */
export function withTags(
  tags: readonly TagRecord[],
  added: readonly TagRecord[],
  keysDistinguishCase = false,
): readonly TagRecord[] {
  const same = (one: string, other: string) =>
    keysDistinguishCase ? one === other : one.toLowerCase() === other.toLowerCase();
  const merged = [...tags.filter(({ Key }) => !added.some((tag) => same(tag.Key, Key))), ...added];
  if (merged.length > mostTags) throw limitExceeded(`Cannot exceed quota for TagsPerResource: ${mostTags}`);
  return merged;
}

/** The tags without some. */
export function withoutTags(
  tags: readonly TagRecord[],
  keys: readonly string[],
  keysDistinguishCase = false,
): readonly TagRecord[] {
  const fold = (key: string) => (keysDistinguishCase ? key : key.toLowerCase());
  const gone = new Set(keys.map(fold));
  return tags.filter(({ Key }) => !gone.has(fold(Key)));
}

/** Tags as AWS lists them: by key. */
export function sortedTags(tags: readonly TagRecord[]): TagRecord[] {
  return tags.toSorted((one, other) => (one.Key < other.Key ? -1 : 1));
}

/** @throws AwsError NoSuchEntity */
export function existing<Value>(value: Value | undefined, message: string): Value {
  if (value === undefined) throw noSuchEntity(message);
  return value;
}
