import type { Options, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Static, TSchema } from 'typebox';
import type { Issue } from './errors.ts';
import { InputError } from './errors.ts';
import type { ObjectSchema } from './schema-issues.ts';
import { issuesFrom } from './schema-issues.ts';

/** The only validator: strict, all errors. `lib/schema.ts` is the only place that makes one. */
const options = {
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
  verbose: true,
  $data: true,
  // Lengths are counted as CloudFormation counts them, in UTF-16 code units, so that both guards agree.
  unicode: false,
  // Strict mode throws; the logger would only say that the option above is deprecated.
  logger: false,
} satisfies Options;

/** A validator for schemas of the dialect, with the keywords that the dialect adds as annotations. */
export function newAjv(extra: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ ...options, ...extra });
  ajv.addVocabulary(['constraintDescription', 'awsType']);
  return ajv;
}

let shared: Ajv2020 | undefined;
const compiled = new WeakMap<object, ValidateFunction>();

function validatorOf(schema: ObjectSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  shared ??= newAjv();
  const validate = shared.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

/** What is wrong with a value, in the words of the schema; empty when all is well. Fills in nothing. */
export function issuesIn(schema: ObjectSchema, value: unknown): Issue[] {
  const validate = validatorOf(schema);
  return validate(value) ? [] : issuesFrom(validate.errors ?? [], schema);
}

let judge: Ajv2020 | undefined;

/** Whether Ajv can compile the schema at all; the reason when it cannot. */
export function objectionToSchema(schema: ObjectSchema): string | undefined {
  // One for all: each would first compile the schema of schemas, which takes longer than everything that is asked here.
  judge ??= newAjv();
  try {
    judge.compile(schema);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    judge.removeSchema(schema);
  }
}

/**
 * Fills in the defaults of an object schema, then validates, then hands the value out with its type.
 *
 * @throws InputError with every issue, when there is one
 */
export function settle<S extends TSchema>(schema: S, input: unknown, subject: string): Static<S> {
  const relaxed = relax(schema);
  const value = withDefaults(relaxed, input);
  const issues = issuesIn(relaxed, value);
  if (issues.length > 0) throw new InputError(subject, issues);
  return value as Static<S>; // The validator has just said so.
}

const relaxedSchemas = new WeakMap<object, ObjectSchema>();

/** TypeBox counts a field with a default as required; whoever gives the input may leave it out. */
function relax(schema: TSchema): ObjectSchema {
  const known = relaxedSchemas.get(schema);
  if (known !== undefined) return known;
  const relaxed = relaxDeep(schema) as ObjectSchema; // An object stays an object.
  relaxedSchemas.set(schema, relaxed);
  return relaxed;
}

function relaxDeep(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(relaxDeep);
  if (!isObject(schema)) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, relaxDeep(value)]));
  const { required, properties } = copy;
  if (!Array.isArray(required) || !isObject(properties)) return copy;
  return { ...copy, required: required.filter((name) => !hasDefault(properties[name])) };
}

/** A copy of the value with the defaults of absent properties filled in, at every depth. */
function withDefaults(schema: unknown, value: unknown): unknown {
  if (!isObject(schema)) return value;
  const { properties, items } = schema;
  if (Array.isArray(value)) return value.map((item) => withDefaults(items, item));
  if (!isObject(value) || !isObject(properties)) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const [name, property] of Object.entries(properties)) {
    if (filled[name] === undefined && isObject(property) && 'default' in property)
      filled[name] = structuredClone(property['default']);
    if (filled[name] !== undefined) filled[name] = withDefaults(property, filled[name]);
  }
  return filled;
}

function hasDefault(schema: unknown): boolean {
  return isObject(schema) && 'default' in schema;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
