import type { NormalizedSchema } from '@smithy/core/schema';

/** How a timestamp is spelled. */
export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

/** A value that is not what its shape says. The protocol decides which error the caller sees. */
export class MalformedValue extends Error {
  override name = 'MalformedValue';
}

/** The format that the shape asks for, or the one that is usual at this place. */
export function timestampFormatOf(schema: NormalizedSchema, usual: TimestampFormat): TimestampFormat {
  switch (schema.getSchema()) {
    case 5:
      return 'date-time';
    case 6:
      return 'http-date';
    case 7:
      return 'epoch-seconds';
    default:
      return usual;
  }
}

/** Text of a timestamp. */
export function writeTimestamp(date: Date, format: TimestampFormat): string {
  switch (format) {
    case 'date-time':
      return date.toISOString();
    case 'http-date':
      return date.toUTCString();
    case 'epoch-seconds':
      return String(date.getTime() / 1000);
    default:
      return format satisfies never;
  }
}

/** Reads a timestamp in any of the three spellings: which one a client takes is its own affair. */
export function readTimestamp(text: string): Date {
  const isEpoch = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/iu.test(text);
  const date = isEpoch ? new Date(Math.round(Number(text) * 1000)) : new Date(text);
  if (Number.isNaN(date.getTime())) throw new MalformedValue(`${text} is not a timestamp`);
  return date;
}

/** Reads a scalar of a form, a query, a header or an XML element. */
export function readText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) return readBoolean(text);
  if (schema.isNumericSchema() || schema.isBigDecimalSchema()) return readNumber(text);
  if (schema.isBigIntegerSchema()) return BigInt(Math.trunc(readNumber(text)));
  if (schema.isTimestampSchema()) return readTimestamp(text);
  if (schema.isBlobSchema()) return readBase64(text);
  return text;
}

/** Writes a scalar as text; the reverse of {@link readText}. */
export function writeText(schema: NormalizedSchema, value: unknown, usual: TimestampFormat): string {
  if (value instanceof Date) return writeTimestamp(value, timestampFormatOf(schema, usual));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return String(value);
}

/** Bytes of a base64 text. */
export function readBase64(text: string): Buffer {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/u.test(text)) throw new MalformedValue('not a base64 text');
  return Buffer.from(text, 'base64');
}

function readBoolean(text: string): boolean {
  switch (text.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      throw new MalformedValue(`${text} is not a boolean`);
  }
}

function readNumber(text: string): number {
  const trimmed = text.trim();
  if (/^-?Infinity$|^NaN$/u.test(trimmed)) return Number(trimmed);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(trimmed)) throw new MalformedValue(`${text} is not a number`);
  return Number(trimmed);
}
