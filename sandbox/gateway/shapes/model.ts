import { NormalizedSchema } from '@smithy/core/schema';
import type { Service } from '../../core/service.ts';

type SchemaReference = Parameters<typeof NormalizedSchema.of>[0];

/** Where a REST operation is found: method, path pattern with its literal query, status of the answer. */
export type HttpTrait = readonly [method: string, path: string, status: number];

/** What an operation looks like on the wire. */
export type OperationShape = {
  readonly name: string;
  readonly http: HttpTrait | undefined;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
};

/** What the model says about an error. */
export type ErrorShape = {
  /** `com.amazonaws.sqs` */
  readonly namespace: string;
  readonly members: readonly string[];
  readonly schema: NormalizedSchema;
  /** The code under which the service's former query protocol knew it. */
  readonly queryCode: string | undefined;
};

/** The shapes of one service, from the schemas that its SDK package exports. */
export type Model = {
  readonly operation: (name: string) => OperationShape | undefined;
  readonly operations: () => readonly OperationShape[];
  readonly error: (code: string) => ErrorShape | undefined;
};

const operationKind = 9;
const errorKind = -3;
const models = new WeakMap<object, Model>();

/** The shapes of a service. The SDK's package is loaded at the first call, once. */
export async function modelOf(service: Service): Promise<Model> {
  const exported = await service.model();
  const known = models.get(exported);
  if (known !== undefined) return known;
  const made = readModel(exported);
  models.set(exported, made);
  return made;
}

function readModel(exported: object): Model {
  const schemas = new Map(Object.entries(exported));
  const operations = new Map<string, OperationShape>();
  const operation = (name: string): OperationShape | undefined => {
    const known = operations.get(name);
    if (known !== undefined) return known;
    const made = operationShape(name, schemas.get(`${name}$`));
    if (made !== undefined) operations.set(name, made);
    return made;
  };
  let all: readonly OperationShape[] | undefined;
  return {
    operation,
    operations: () => {
      all ??= [...schemas.keys()].flatMap((key) => (key.endsWith('$') ? (operation(key.slice(0, -1)) ?? []) : []));
      return all;
    },
    error: (code) => errorShape(schemas.get(`${code}$`)),
  };
}

function operationShape(name: string, schema: unknown): OperationShape | undefined {
  if (!isStatic(schema) || schema[0] !== operationKind) return undefined;
  const [, , , traits, input, output] = schema;
  return {
    name,
    http: isObject(traits) && isHttpTrait(traits['http']) ? traits['http'] : undefined,
    input: NormalizedSchema.of(input as SchemaReference),
    output: NormalizedSchema.of(output as SchemaReference),
  };
}

function errorShape(schema: unknown): ErrorShape | undefined {
  if (!isStatic(schema) || schema[0] !== errorKind) return undefined;
  const [, namespace, , traits, members] = schema;
  const queryError = isObject(traits) ? traits['awsQueryError'] : undefined;
  return {
    namespace: String(namespace),
    members: Array.isArray(members) ? members.map(String) : [],
    schema: NormalizedSchema.of(schema as unknown as SchemaReference),
    queryCode: Array.isArray(queryError) ? String(queryError[0]) : undefined,
  };
}

/** Members of a structure that a request must not leave out: the SDK lists them first, and counts them. */
export function requiredMembersOf(schema: NormalizedSchema): readonly string[] {
  const inner: unknown = schema.getSchema();
  if (!isStatic(inner) || !Array.isArray(inner[4])) return [];
  const count = inner[6];
  return typeof count === 'number' ? inner[4].slice(0, count).map(String) : [];
}

/** The members of a structure; none for operations without input or output. */
export function membersOf(schema: NormalizedSchema): readonly (readonly [string, NormalizedSchema])[] {
  return schema.isUnitSchema() ? [] : [...schema.structIterator()];
}

function isStatic(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length >= 5;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isHttpTrait(value: unknown): value is HttpTrait {
  return Array.isArray(value) && value.length === 3 && typeof value[0] === 'string' && typeof value[1] === 'string';
}
