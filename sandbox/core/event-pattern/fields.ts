import { isObject } from './json-text.ts';

/** A value that is neither object nor array. */
export type Scalar = string | number | boolean | null;

/** One value of an event, and the element in which it is of every array around its object. */
export type Field = { readonly value: Scalar; readonly membership: ReadonlyMap<number, number> };

/**
 * The values of an event by their path, names joined by dots: a name that has a dot in it is the same as two names. An
 * array stands for its elements; an empty one is as good as absent.
 */
export function fieldsOf(event: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();
  let arrays = 0;
  const visit = (value: unknown, path: readonly string[], membership: Field['membership']): void => {
    if (Array.isArray(value)) {
      const array = arrays++;
      for (const [index, element] of value.entries()) {
        visit(element, path, isScalar(element) ? membership : new Map([...membership, [array, index]]));
      }
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) visit(member, [...path, name], membership);
    } else if (isScalar(value)) {
      const key = path.join('.');
      const known = fields.get(key);
      if (known === undefined) fields.set(key, [{ value, membership }]);
      else known.push({ value, membership });
    }
  };
  visit(event, [], new Map());
  return fields;
}

/** Both memberships in one; undefined when they speak of different elements of an array. */
export function joinMembership(one: Field['membership'], other: Field['membership']): Field['membership'] | undefined {
  if (other.size === 0) return one;
  for (const [array, index] of other) {
    const known = one.get(array);
    if (known !== undefined && known !== index) return undefined;
  }
  return new Map([...one, ...other]);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
