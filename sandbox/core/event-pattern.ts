import { refuse } from './event-pattern/event-pattern-error.ts';
import type { Field } from './event-pattern/fields.ts';
import { fieldsOf, joinMembership } from './event-pattern/fields.ts';
import { isObject, readJson } from './event-pattern/json-text.ts';
import type { ValuePattern } from './event-pattern/value-pattern.ts';
import { valuePatternOf } from './event-pattern/value-pattern.ts';

export { EventPatternError } from './event-pattern/event-pattern-error.ts';

/** A pattern of EventBridge, as rules, archives and event source mappings of Lambda use it. */
export type EventPattern = {
  /** Whether a JSON value matches. What is no object matches nothing. */
  readonly matches: (event: unknown) => boolean;
};

/** One way to match: the pattern of each path. `$or` makes several ways of one. */
type Branch = ReadonlyMap<string, ValuePattern>;

/** Words that are no field names inside of `$or`. */
const reservedInOr = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex ' +
    'not-wildcard not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ' +
    'ip-address-in-range ip-address-not-in-range'
  ).split(' '),
);

/**
 * Reads a pattern. The last of several equal keys counts, as AWS documents it.
 *
 * @throws EventPatternError in AWS's words
 */
export function parseEventPattern(text: string): EventPattern {
  const root = readJson(text);
  if (!isObject(root)) throw refuse('Filter is not an object');
  const branches = extend([new Map()], root, { path: [], insideOr: false });
  return {
    matches: (event) => {
      if (!isObject(event)) return false;
      const fields = fieldsOf(event);
      return branches.some((branch) => matchesBranch(branch, fields));
    },
  };
}

type Place = { readonly path: readonly string[]; readonly insideOr: boolean };

function extend(branches: readonly Branch[], object: Readonly<Record<string, unknown>>, place: Place): Branch[] {
  const entries = Object.entries(object);
  if (entries.length === 0) throw refuse('Empty objects are not allowed');
  return entries.reduce<Branch[]>((made, entry) => extendBy(made, entry, place), [...branches]);
}

function extendBy(branches: Branch[], [name, value]: readonly [string, unknown], place: Place): Branch[] {
  if (name === '$or') return extendByOr(branches, value, place);
  if (place.insideOr && reservedInOr.has(name)) {
    throw refuse(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
  }
  const path = [...place.path, name];
  if (Array.isArray(value)) {
    const pattern = valuePatternOf(value);
    return branches.map((branch) => new Map([...branch, [path.join('.'), pattern]]));
  }
  if (!isObject(value)) throw refuse(`"${name}" must be an object or an array`);
  return extend(branches, value, { ...place, path });
}

function extendByOr(branches: readonly Branch[], value: unknown, { path }: Place): Branch[] {
  if (!Array.isArray(value)) throw refuse('It must be an Array followed with $or.');
  const made = value.flatMap((alternative: unknown) => {
    if (!isObject(alternative)) throw refuse('Only JSON object is allowed in array of $or relationship.');
    return extend(branches, alternative, { path, insideOr: true });
  });
  if (value.length < 2) throw refuse('There must have at least 2 Objects in $or relationship.');
  return made;
}

type Fields = ReadonlyMap<string, readonly Field[]>;

/**
 * Fields of objects in one array have to come from the same element: `[{"a":1,"b":2},{"a":3,"b":4}]` has no a of 1
 * beside a b of 4.
 */
function matchesBranch(branch: Branch, fields: Fields): boolean {
  const wanted = [...branch];
  const matchFrom = (index: number, membership: Field['membership']): boolean => {
    const next = wanted[index];
    if (next === undefined) return true;
    const [path, pattern] = next;
    const present = fields.get(path) ?? [];
    if (present.length === 0) return pattern.matchesAbsence && matchFrom(index + 1, membership);
    return present.some((field) => {
      if (!pattern.matches(field.value)) return false;
      const joined = joinMembership(membership, field.membership);
      return joined !== undefined && matchFrom(index + 1, joined);
    });
  };
  return matchFrom(0, new Map());
}
