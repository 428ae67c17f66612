import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError } from '../core/aws-error.ts';
import type { Parameter } from './parameter.ts';
import { currentOf } from './parameter.ts';

/** Whether a name lies below a path: directly, or at any depth. */
export function isBelow(name: string, path: string, recursive: boolean): boolean {
  const folder = path.endsWith('/') ? path : `${path}/`;
  if (!name.startsWith(folder)) return false;
  return recursive || !name.slice(folder.length).includes('/');
}

type Filter = { readonly key: string; readonly option: string; readonly values: readonly string[] };

/**
 * Whether a parameter matches all filters.
 *
 * @param keys what the operation lets one filter by; `tag:` stands for all tags
 * @throws AwsError for a filter that there is not
 */
export function matchesFilters(
  parameter: Parameter,
  filters: readonly ParameterStringFilter[] | undefined,
  keys: readonly string[],
): boolean {
  return (filters ?? []).every((filter) => matches(parameter, checked(filter, keys)));
}

const options: Readonly<Record<string, readonly string[]>> = {
  Name: ['Equals', 'BeginsWith', 'Contains'],
  Path: ['OneLevel', 'Recursive'],
  KeyId: ['Equals', 'BeginsWith'],
};

function checked({ Key = '', Option, Values = [] }: ParameterStringFilter, keys: readonly string[]): Filter {
  const isKnown = keys.includes(Key) || (Key.startsWith('tag:') && keys.includes('tag:'));
  if (!isKnown) {
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${Key}. Valid filter keys include: [${keys.join(', ')}].`,
    );
  }
  const allowed = options[Key] ?? ['Equals'];
  const option = Option ?? allowed[0] ?? 'Equals';
  if (!allowed.includes(option)) {
    throw new AwsError(
      'InvalidFilterOption',
      `The following filter option is not valid: ${option}. Valid options include: [${allowed.join(', ')}].`,
    );
  }
  if (Values.length === 0 && !Key.startsWith('tag:')) {
    throw new AwsError('InvalidFilterValue', `The following filter values are missing : null for filter key ${Key}`);
  }
  return { key: Key, option, values: Values };
}

function matches(parameter: Parameter, { key, option, values }: Filter): boolean {
  if (key === 'Path') return values.some((path) => isBelow(parameter.name, path, option === 'Recursive'));
  const actual = valuesOf(parameter, key);
  if (values.length === 0) return actual.length > 0;
  return actual.some((one) => values.some((value) => compare(one, value, option)));
}

function compare(actual: string, value: string, option: string): boolean {
  if (option === 'BeginsWith') return actual.startsWith(value);
  return option === 'Contains' ? actual.includes(value) : actual === value;
}

function valuesOf(parameter: Parameter, key: string): readonly string[] {
  const { tier, keyId } = currentOf(parameter);
  switch (key) {
    case 'Name':
      // A slash at the beginning is not asked for. Documented.
      return [parameter.name, parameter.name.replace(/^\//u, '')];
    case 'Type':
      return [parameter.type];
    case 'KeyId':
      return keyId === undefined ? [] : [keyId];
    case 'Tier':
      return [tier];
    case 'DataType':
      return ['text'];
    case 'Label':
      return parameter.versions.flatMap(({ labels }) => labels);
    default: {
      const tag = parameter.tags[key.slice('tag:'.length)];
      return tag === undefined ? [] : [tag];
    }
  }
}
