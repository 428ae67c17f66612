import type { NormalizedSchema } from '@smithy/core/schema';
import type { WireRequest } from '../http/wire-request.ts';
import { membersOf } from './model.ts';
import { MalformedValue, readText, writeText } from './scalars.ts';

/** A value in a header or in the query that is not what its shape says. */
export class MalformedArgument extends MalformedValue {
  readonly argument: string;
  readonly value: string;

  constructor(argument: string, value: string, cause: unknown) {
    super(`${argument} cannot be ${value}`, { cause });
    this.argument = argument;
    this.value = value;
  }
}

/** Where in a message a member stands. */
export type Place = 'label' | 'query' | 'header' | 'payload' | 'status' | 'body';

/** The place of a member, by its traits. */
export function placeOf(schema: NormalizedSchema): Place {
  const traits = schema.getMergedTraits();
  if (traits.httpLabel === 1) return 'label';
  if (traits.httpQuery !== undefined || traits.httpQueryParams === 1) return 'query';
  if (traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined) return 'header';
  if (traits.httpPayload === 1) return 'payload';
  return traits.httpResponseCode === 1 ? 'status' : 'body';
}

/** The members of an input that stand outside the body. @throws MalformedArgument */
export function readBindings(
  input: NormalizedSchema,
  request: WireRequest,
  labels: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, member] of membersOf(input)) {
    const value = readBinding(name, member, { request, labels });
    if (value !== undefined) read[name] = value;
  }
  return read;
}

type Source = { readonly request: WireRequest; readonly labels: Readonly<Record<string, string>> };

function readBinding(name: string, member: NormalizedSchema, { request, labels }: Source): unknown {
  const traits = member.getMergedTraits();
  switch (placeOf(member)) {
    case 'label':
      return labels[name] === undefined ? undefined : readArgument(member, labels[name], name);
    case 'query':
      return traits.httpQuery === undefined
        ? Object.fromEntries(request.query)
        : readQuery(member, request, traits.httpQuery);
    case 'header':
      return traits.httpHeader === undefined
        ? readPrefixed(request.headers, traits.httpPrefixHeaders ?? '')
        : readHeader(member, request.headers, traits.httpHeader);
    default:
      return undefined;
  }
}

function readQuery(member: NormalizedSchema, { query }: WireRequest, name: string): unknown {
  const values = query.filter(([one]) => one === name).map(([, value]) => value);
  if (member.isListSchema()) {
    const item = member.getValueSchema();
    return values.length === 0 ? undefined : values.map((value) => readArgument(item, value, name));
  }
  const [value] = values;
  // `marker=` is an empty marker, but `max-keys=` is no number at all.
  if (value === undefined || (value === '' && !member.isStringSchema())) return undefined;
  return readArgument(member, value, name);
}

function readHeader(member: NormalizedSchema, headers: WireRequest['headers'], name: string): unknown {
  const given = headers[name.toLowerCase()];
  if (given === undefined) return undefined;
  const text = headerText(given);
  if (!member.isListSchema()) return readArgument(member, text, name);
  const item = member.getValueSchema();
  return splitList(text).map((one) => readArgument(item, one, name));
}

/** The values of a list; those with commas or quotes in them stand in quotes. */
function splitList(text: string): readonly string[] {
  return [...text.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(?:,|$)/gu)]
    .filter(({ index }) => index < text.length)
    .map(([, quoted, bare = '']) => quoted?.replace(/\\(.)/gu, '$1') ?? bare.trim());
}

function listed(text: string): string {
  return /[",]/u.test(text) ? `"${text.replace(/["\\]/gu, '\\$&')}"` : text;
}

function readPrefixed(headers: WireRequest['headers'], prefix: string): Record<string, string> | undefined {
  const start = prefix.toLowerCase();
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(start) && value !== undefined ? [[name.slice(start.length), headerText(value)] as const] : [],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function readArgument(schema: NormalizedSchema, text: string, name: string): unknown {
  try {
    return readText(schema, text);
  } catch (error) {
    if (error instanceof MalformedValue) throw new MalformedArgument(name, text, error);
    throw error;
  }
}

/** Clients send UTF-8, or Latin-1 where it suffices [T]; Node hands over single bytes as characters. */
function headerText(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  const utf8 = bytes.toString('utf8');
  return utf8.includes('\ufffd') ? value : utf8;
}

/** The headers of an answer. */
export function writeHeaders(
  output: NormalizedSchema,
  value: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, member] of membersOf(output)) {
    const given = value[name];
    if (given === undefined || given === null || placeOf(member) !== 'header') continue;
    const { httpHeader, httpPrefixHeaders = '' } = member.getMergedTraits();
    if (httpHeader !== undefined) headers[httpHeader.toLowerCase()] = writeHeader(member, given);
    else Object.assign(headers, writePrefixed(httpPrefixHeaders.toLowerCase(), given));
  }
  return headers;
}

function writeHeader(member: NormalizedSchema, value: unknown): string {
  if (!member.isListSchema()) return asBytes(writeText(member, value, 'http-date'));
  const item = member.getValueSchema();
  return asBytes([...(value as Iterable<unknown>)].map((one) => listed(writeText(item, one, 'http-date'))).join(', '));
}

function writePrefixed(prefix: string, values: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values as object).map(([name, value]) => [`${prefix}${name}`, encodedWord(String(value))]),
  );
}

/** A header is bytes; Node takes them as the characters of Latin-1. */
function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** S3 hands out metadata beyond ASCII as encoded words of RFC 2047 [D]. */
function encodedWord(text: string): string {
  return /^[\u0020-\u007e\t]*$/u.test(text) ? text : `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

/** The status of an answer: that of the operation, unless the output says which. */
export function statusOf(output: NormalizedSchema, value: Readonly<Record<string, unknown>>, usual: number): number {
  const member = membersOf(output).find(([, schema]) => placeOf(schema) === 'status');
  const status = member === undefined ? undefined : value[member[0]];
  return typeof status === 'number' ? status : usual;
}

/** The member that is the body by itself, if there is one. */
export function payloadOf(schema: NormalizedSchema): readonly [string, NormalizedSchema] | undefined {
  return membersOf(schema).find(([, member]) => placeOf(member) === 'payload');
}

/** Whether a message has members that together make its body. */
export function hasBody(schema: NormalizedSchema): boolean {
  return membersOf(schema).some(([, member]) => placeOf(member) === 'body');
}
