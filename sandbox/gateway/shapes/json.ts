import type { NormalizedSchema } from '@smithy/core/schema';
import { MalformedValue, readBase64, readTimestamp, timestampFormatOf, writeTimestamp } from './scalars.ts';

/** Whether member names on the wire are those of the `jsonName` trait, as in REST-JSON. */
export type JsonNaming = { readonly jsonName: boolean };

/**
 * Reads a JSON value by its shape: dates, bytes. Members that the shape does not know are dropped, as AWS drops them.
 *
 * @throws MalformedValue
 */
export function readJson(schema: NormalizedSchema, value: unknown, naming: JsonNaming): unknown {
  if (schema.isDocumentSchema()) return value;
  if (schema.isStructSchema()) return readStructure(schema, value, naming);
  if (schema.isListSchema()) return readList(schema, value, naming);
  if (schema.isMapSchema()) return readMap(schema, value, naming);
  return readScalar(schema, value);
}

function readStructure(schema: NormalizedSchema, value: unknown, naming: JsonNaming): unknown {
  if (!isObject(value)) throw new MalformedValue(notExpected(value, 'structure'));
  const read: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const given = value[nameOf(name, member, naming)];
    if (given !== undefined && given !== null) read[name] = readJson(member, given, naming);
  }
  return read;
}

function readList(schema: NormalizedSchema, value: unknown, naming: JsonNaming): unknown {
  if (!Array.isArray(value)) throw new MalformedValue('Expected list or null');
  const member = schema.getValueSchema();
  const isSparse = schema.getMergedTraits().sparse === 1;
  return value.flatMap((one: unknown) => {
    if (one === null) return isSparse ? [null] : [];
    return [readJson(member, one, naming)];
  });
}

function readMap(schema: NormalizedSchema, value: unknown, naming: JsonNaming): unknown {
  if (!isObject(value)) throw new MalformedValue(notExpected(value, 'map'));
  const member = schema.getValueSchema();
  const isSparse = schema.getMergedTraits().sparse === 1;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      if (one === null) return isSparse ? [[key, null]] : [];
      return [[key, readJson(member, one, naming)]];
    }),
  );
}

function readScalar(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStringSchema()) return ofType(value, 'string', 'a String');
  if (schema.isBooleanSchema()) return ofType(value, 'boolean', 'a Boolean');
  if (schema.isBlobSchema()) return readBase64(String(ofType(value, 'string', 'a Blob')));
  if (schema.isTimestampSchema()) {
    if (typeof value !== 'number' && typeof value !== 'string') throw new MalformedValue(cannot(value, 'a Timestamp'));
    return readTimestamp(String(value));
  }
  // Clients write what JSON has no number for as text.
  const number = value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
  return ofType(number, 'number', 'a Number');
}

function ofType(value: unknown, type: 'string' | 'number' | 'boolean', name: string): unknown {
  if (Array.isArray(value)) throw new MalformedValue('Start of list found where not expected');
  if (isObject(value)) throw new MalformedValue('Start of structure or map found where not expected.');
  if (typeof value !== type) throw new MalformedValue(cannot(value, name));
  return value;
}

/** The sentence of AWS's JSON readers [I]. */
function cannot(value: unknown, name: string): string {
  const kinds = {
    string: 'STRING_VALUE',
    number: 'NUMBER_VALUE',
    boolean: value === true ? 'TRUE_VALUE' : 'FALSE_VALUE',
  };
  const kind = Object.entries(kinds).find(([type]) => typeof value === type)?.[1] ?? 'START_OBJECT';
  return `${kind} can not be converted to ${name}`;
}

function notExpected(value: unknown, wanted: 'structure' | 'map'): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  return wanted === 'map' ? 'Expected map or null' : 'Unexpected field type';
}

/** Writes a value by its shape, to what `JSON.stringify` takes. */
export function writeJson(schema: NormalizedSchema, value: unknown, naming: JsonNaming): unknown {
  if (value === null) return null;
  if (schema.isDocumentSchema()) return value;
  if (schema.isStructSchema()) return writeStructure(schema, value, naming);
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    return [...(value as Iterable<unknown>)].map((one) => writeJson(member, one, naming));
  }
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    return Object.fromEntries(
      Object.entries(value as object).flatMap(([key, one]) =>
        one === undefined ? [] : [[key, writeJson(member, one, naming)]],
      ),
    );
  }
  return writeScalar(schema, value);
}

function writeStructure(schema: NormalizedSchema, value: unknown, naming: JsonNaming): Record<string, unknown> {
  const given = value as Readonly<Record<string, unknown>>;
  const written: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const one = given[name];
    if (one !== undefined && one !== null) written[nameOf(name, member, naming)] = writeJson(member, one, naming);
  }
  return written;
}

function writeScalar(schema: NormalizedSchema, value: unknown): unknown {
  if (value instanceof Date) {
    const format = timestampFormatOf(schema, 'epoch-seconds');
    // A number, not its text: SDK v3 refuses ISO text here [T].
    return format === 'epoch-seconds' ? value.getTime() / 1000 : writeTimestamp(value, format);
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}

function nameOf(name: string, member: NormalizedSchema, { jsonName }: JsonNaming): string {
  return jsonName ? (member.getMergedTraits().jsonName ?? name) : name;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
