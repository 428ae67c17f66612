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

/** Turns the errors of a validator that ran with `verbose` into issues: one for each broken keyword, one for each broken rule. */
export function issuesFrom(errors: readonly ErrorObject[], schema: ObjectSchema): Issue[] {
  const issues = new Map<string, Issue>();
  for (const error of errors) {
    const rule = ruleOf(error, schema);
    const issue = rule === undefined ? fieldIssue(error, schema) : ruleIssue(rule, errors);
    if (issue !== undefined) issues.set(`${issue.path}\n${issue.message}`, issue);
  }
  return [...issues.values()];
}

type RuleOfSchema = { readonly at: string; readonly description: string };

/** The cross-field rule that an error is about. */
function ruleOf(error: ErrorObject, schema: ObjectSchema): RuleOfSchema | undefined {
  const [at = '', index] = /^#\/allOf\/(\d+)\//u.exec(error.schemaPath) ?? [];
  const rule = index === undefined ? undefined : schema.allOf?.[Number(index)];
  if (!isSchema(rule) || typeof rule['description'] !== 'string') return undefined;
  return { at, description: rule['description'] };
}

/** A broken cross-field rule is one issue: the rule's own sentence, at the first field that breaks it. */
function ruleIssue({ at, description }: RuleOfSchema, errors: readonly ErrorObject[]): Issue | undefined {
  const own = errors.filter((error) => error.schemaPath.startsWith(at));
  // The other field is not a number, which is an issue of its own.
  if (own.some(({ keyword, params }) => keyword in limits && typeof params['limit'] !== 'number')) return undefined;
  const culprit = own.find(({ instancePath }) => instancePath !== '');
  if (culprit === undefined) return { path: '', message: description };
  // Of several ways to keep the rule, the first is not what must be.
  const detail = culprit.schemaPath.includes('/anyOf/') ? '' : ` (${messageOf(culprit)})`;
  return { path: culprit.instancePath, message: `${description}${detail}` };
}

function fieldIssue(error: ErrorObject, schema: ObjectSchema): Issue | undefined {
  switch (error.keyword) {
    case 'if':
      return undefined;
    case 'required':
      return { path: below(error, error.params['missingProperty']), message: 'is required' };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(error.params['additionalProperty'] ?? error.params['unevaluatedProperty']);
      return { path: below(error, name), message: `is not known${suggestion(name, knownNames(error, schema))}` };
    }
    default:
      return { path: error.instancePath, message: messageOf(error, wordsOf(error, schema)) };
  }
}

/** JSON pointer of a property of the value that an error is about. */
function below(error: ErrorObject, name: unknown): string {
  return `${error.instancePath}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The words that the parameter has for its pattern, where it has some; they hold for its items, too. */
function wordsOf(error: ErrorObject, schema: ObjectSchema): string | undefined {
  const parameter = schema.properties?.[error.instancePath.split('/')[1] ?? ''];
  const words = isSchema(parameter) ? parameter['constraintDescription'] : undefined;
  return typeof words === 'string' ? words : undefined;
}

const limits = { minimum: true, maximum: true, exclusiveMinimum: true, exclusiveMaximum: true } as const;

/** The sentence for one broken keyword: what was expected, then what came. */
function messageOf(error: ErrorObject, words?: string): string {
  const { keyword, params, data } = error;
  const limit = params['limit'];
  const length = typeof data === 'string' || Array.isArray(data) ? data.length : undefined;
  switch (keyword) {
    case 'type':
      return `must be ${[params['type']].flat().map(nounOf).join(' or ')}, got ${show(data)}`;
    case 'enum':
      return `must be one of ${list(params['allowedValues'])}, got ${show(data)}`;
    case 'const':
      return `must be ${params['allowedValue'] === '' ? 'empty' : show(params['allowedValue'])}, got ${show(data)}`;
    case 'pattern':
      return `must ${words === undefined ? `match ${params['pattern']}` : `be ${words}`}, got ${show(data)}`;
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

const nouns = new Map([
  ['array', 'a list'],
  ['boolean', 'true or false'],
  ['integer', 'an integer'],
  ['null', 'null'],
  ['number', 'a number'],
  ['object', 'an object'],
  ['string', 'a text'],
]);

function nounOf(type: unknown): string {
  return nouns.get(String(type)) ?? String(type);
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
