import { Readable } from 'node:stream';
import { AwsError } from '../../core/aws-error.ts';
import { hasBody, payloadOf, placeOf, readBindings, statusOf, writeHeaders } from '../shapes/http-bindings.ts';
import { readJson, writeJson } from '../shapes/json.ts';
import { missingMembers, sentenceOfMissing } from '../shapes/missing.ts';
import { membersOf } from '../shapes/model.ts';
import { MalformedValue } from '../shapes/scalars.ts';
import { membersOf as membersOfError, messageOf } from './json.ts';
import type { Answer, Failing, Reading, WireProtocol, Writing } from './protocol.ts';

const naming = { jsonName: true };

/** REST with JSON bodies: Lambda, EventBridge Scheduler. */
export const restJsonProtocol: WireProtocol = { read, write, fail };

function read(reading: Reading): object {
  const { request, shape, labels } = reading;
  try {
    const input = { ...readBody(reading), ...readBindings(shape.input, request, labels) };
    const missing = missingMembers(shape.input, input);
    if (missing.length > 0) throw new AwsError('ValidationException', sentenceOfMissing(missing));
    return input;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${error.message}`);
    if (error instanceof MalformedValue) throw new AwsError('SerializationException', error.message);
    throw error;
  }
}

function readBody({ request, shape }: Reading): object {
  const { input } = shape;
  const payload = payloadOf(input);
  if (payload !== undefined) {
    const [name, member] = payload;
    if (member.isBlobSchema()) return { [name]: request.body };
    const text = request.body.toString('utf8');
    if (member.isStringSchema()) return { [name]: text };
    return text.trim() === '' ? {} : { [name]: readJson(member, JSON.parse(text), naming) };
  }
  const text = request.body.toString('utf8');
  if (!hasBody(input) || text.trim() === '') return {};
  const read = readJson(input, JSON.parse(text), naming) as Readonly<Record<string, unknown>>;
  const inBody = new Set(membersOf(input).flatMap(([name, member]) => (placeOf(member) === 'body' ? [name] : [])));
  return Object.fromEntries(Object.entries(read).filter(([name]) => inBody.has(name)));
}

function write({ shape, output, requestId }: Writing): Answer {
  const value = output as Readonly<Record<string, unknown>>;
  const status = statusOf(shape.output, value, shape.http?.[2] ?? 200);
  const headers = { 'x-amzn-requestid': requestId, ...writeHeaders(shape.output, value) };
  const body = status === 204 ? undefined : bodyOf(shape.output, value);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

function bodyOf(schema: Writing['shape']['output'], value: Readonly<Record<string, unknown>>): Answer['body'] {
  const payload = payloadOf(schema);
  if (payload === undefined) {
    if (!hasBody(schema)) return undefined;
    const inBody = membersOf(schema).filter(([, member]) => placeOf(member) === 'body');
    const chosen = Object.fromEntries(inBody.map(([name]) => [name, value[name]]));
    return JSON.stringify(writeJson(schema, chosen, naming));
  }
  const [name, member] = payload;
  const given = value[name];
  if (given === undefined || given === null) return undefined;
  if (given instanceof Uint8Array || given instanceof Readable || typeof given === 'string') return given;
  return JSON.stringify(writeJson(member, given, naming));
}

function fail({ error, model, requestId }: Failing): Answer {
  const shape = model?.error(error.code);
  const inHeaders = shape === undefined ? {} : writeHeaders(shape.schema, error.members);
  const type = { Type: error.isFault ? 'Service' : 'User' };
  return {
    status: error.status,
    headers: {
      ...error.headers,
      ...inHeaders,
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
    },
    body: JSON.stringify({
      // Of errors that the model does not know, a client learns the fault's side from here alone.
      ...(shape === undefined || shape.members.includes('Type') ? type : {}),
      ...messageOf(error, shape),
      ...membersOfError(error, shape),
    }),
  };
}
