import type { ErrorObject } from 'ajv';
import type { Issue } from './errors.ts';
import { show } from './errors.ts';

/**
 * What Ajv found, in the words of the schema. Kept apart from Ajv itself: the in-stack check runs compiled validators
 * and needs only this half.
 */

type Schema = { readonly [keyword: string]: unknown };

/** An object schema as far as the messages need it. */
export type ObjectSchema = Schema & {
  readonly properties?: { readonly [name: string]: unknown };
  readonly allOf?: readonly unknown[];
};

/** Turns the errors of a validator that ran with `verbose` into issues: one for each field and each broken rule. */
export function issuesFrom(errors: readonly ErrorObject[], schema: ObjectSchema): Issue[] {
  const issues = new Map<string, Issue>();
  for (const error of errors) {
    const issue = ruleIssue(error, errors, schema) ?? fieldIssue(error, schema);
    if (issue !== undefined) issues.set(`${issue.path}\n${issue.message}`, issue);
  }
  return [...issues.values()];
}

const rulePath = /^#\/allOf\/(\d+)\//u;

/** A broken cross-field rule is one issue: the rule's own sentence, at the first field that breaks it. */
function ruleIssue(error: ErrorObject, errors: readonly ErrorObject[], schema: ObjectSchema): Issue | undefined {
  const index = rulePath.exec(error.schemaPath)?.[1];
  const rule = index === undefined ? undefined : schema.allOf?.[Number(index)];
  if (!isSchema(rule) || typeof rule['description'] !== 'string') return undefined;
  const own = errors.filter((other) => other.schemaPath.startsWith(`#/allOf/${index}/`));
  const culprit = own.find((other) => other.instancePath !== '') ?? own[0] ?? error;
  const detail = culprit.instancePath === '' ? '' : ` (${messageOf(culprit)})`;
  return { path: culprit.instancePath, message: `${rule['description']}${detail}` };
}

function fieldIssue(error: ErrorObject, schema: ObjectSchema): Issue | undefined {
  switch (error.keyword) {
    case 'if':
      return undefined;
    case 'required':
      return { path: `${error.instancePath}/${error.params['missingProperty']}`, message: 'is required' };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(error.params['additionalProperty'] ?? error.params['unevaluatedProperty']);
      return {
        path: `${error.instancePath}/${name}`,
        message: `is not known${suggestion(name, knownNames(error, schema))}`,
      };
    }
    default:
      return { path: error.instancePath, message: messageOf(error) };
  }
}

/** The sentence for one broken keyword: what was expected, then what came. */
function messageOf(error: ErrorObject): string {
  const { keyword, params, data } = error;
  const limit = params['limit'];
  const length = typeof data === 'string' || Array.isArray(data) ? data.length : undefined;
  switch (keyword) {
    case 'type':
      return `must be ${article(String(params['type']))}, got ${show(data)}`;
    case 'enum':
      return `must be one of ${list(params['allowedValues'])}, got ${show(data)}`;
    case 'const':
      return `must be ${params['allowedValue'] === '' ? 'empty' : show(params['allowedValue'])}, got ${show(data)}`;
    case 'pattern':
      return `must ${described(error) ?? `match ${params['pattern']}`}, got ${show(data)}`;
    case 'minLength':
      return length === 0 ? 'must not be empty' : `must have at least ${plural(limit, 'character')}, got ${show(data)}`;
    case 'maxLength':
      return limit === 0
        ? `must be empty, got ${show(data)}`
        : `must have at most ${plural(limit, 'character')}, got ${length}`;
    case 'minItems':
    case 'maxItems':
      return `must have at ${keyword === 'minItems' ? 'least' : 'most'} ${plural(limit, 'item')}, got ${length}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `must be ${params['comparison']} ${limit}${sibling(error)}, got ${show(data)}`;
    case 'uniqueItems':
      return `must not repeat an item, got ${show(Array.isArray(data) ? data[Number(params['i'])] : data)} twice`;
    case 'not':
      return `must not be ${show(data)}`;
    default:
      return `${error.message ?? 'is not valid'}, got ${show(data)}`;
  }
}

/** `be a 12-digit account number`, where the schema has words of its own for the pattern. */
function described(error: ErrorObject): string | undefined {
  const words = error.parentSchema?.['constraintDescription'];
  return typeof words === 'string' ? `be ${words}` : undefined;
}

/** ` (Maximum)`, where the bound is another field. */
function sibling(error: ErrorObject): string {
  const bound: unknown = error.parentSchema?.[error.keyword];
  const pointer = isSchema(bound) ? bound['$data'] : undefined;
  return typeof pointer === 'string' ? ` (${pointer.replace(/^1\//u, '')})` : '';
}

function knownNames(error: ErrorObject, schema: ObjectSchema): string[] {
  const own: unknown = error.parentSchema?.['properties'];
  return Object.keys(isSchema(own) ? own : (schema.properties ?? {}));
}

/** `; did you mean 'Project'?` for a name that is close to a known one, else what is known. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, d: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.d - b.d)[0];
  if (near !== undefined && near.d <= Math.max(2, Math.floor(name.length / 3)))
    return `; did you mean '${near.candidate}'?`;
  return known.length === 0 ? '' : `; known are ${known.join(', ')}`;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function article(type: string): string {
  return `${/^[aeiou]/u.test(type) ? 'an' : 'a'} ${type === 'array' ? 'list' : type}`.replace(/^an list/u, 'a list');
}

function list(values: unknown): string {
  return Array.isArray(values)
    ? values.map((value) => (value === '' ? '(empty)' : String(value))).join(', ')
    : String(values);
}

function plural(n: unknown, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
