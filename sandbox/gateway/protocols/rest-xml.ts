import { Readable } from 'node:stream';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../core/aws-error.ts';
import {
  hasBody,
  MalformedArgument,
  payloadOf,
  placeOf,
  readBindings,
  statusOf,
  writeHeaders,
} from '../shapes/http-bindings.ts';
import { missingMembers } from '../shapes/missing.ts';
import { membersOf, requiredMembersOf } from '../shapes/model.ts';
import { readXml } from '../shapes/read-xml.ts';
import { MalformedValue } from '../shapes/scalars.ts';
import { attributesOf, element, escapeXml, memberNameOf, writeMembers, xmlDeclaration } from '../shapes/write-xml.ts';
import type { Answer, Failing, Reading, WireProtocol, Writing } from './protocol.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** REST with XML bodies, as S3 speaks it. */
export const restXmlProtocol: WireProtocol = { read, write, fail };

function read(reading: Reading): object {
  const { request, shape, labels } = reading;
  try {
    const input = { ...readBindings(shape.input, request, labels), ...readBody(reading) };
    if (missingMembers(shape.input, input).length > 0) throw malformed();
    return input;
  } catch (error) {
    if (error instanceof MalformedArgument) throw invalid(error);
    if (error instanceof MalformedValue) throw malformed();
    throw error;
  }
}

function readBody({ request, shape: { input } }: Reading): object {
  const payload = payloadOf(input);
  if (payload === undefined) return {};
  const [name, member] = payload;
  if (member.isBlobSchema()) return { [name]: request.body };
  const text = request.body.toString('utf8');
  if (member.isStringSchema() && text !== '') return { [name]: text };
  if (text.trim() !== '') return { [name]: readXml(member, text, rootNameOf(member)) };
  if (requiredMembersOf(input).includes(name)) throw new AwsError('MissingRequestBodyError', 'Request Body is empty');
  return {};
}

function malformed(): AwsError {
  return new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

function invalid({ argument, value }: MalformedArgument): AwsError {
  const message = `Provided ${argument} not an integer or within integer range`;
  return new AwsError('InvalidArgument', message, { members: { ArgumentName: argument, ArgumentValue: value } });
}

function rootNameOf(schema: NormalizedSchema): string {
  return schema.getMergedTraits().xmlName ?? schema.getName() ?? '';
}

function write({ shape, output, requestId }: Writing): Answer {
  const value = output as Readonly<Record<string, unknown>>;
  const headers = writeHeaders(shape.output, value);
  const body = bodyOf(shape.output, value);
  return {
    status: partial(headers) ? 206 : statusOf(shape.output, value, shape.http?.[2] ?? 200),
    headers: { ...contentType(body, shape.output), ...idsOf(requestId), ...headers },
    body,
  };
}

/** An object's answer is partial when it says which part it is: the model knows only one status. */
function partial(headers: Readonly<Record<string, string>>): boolean {
  return headers['content-range'] !== undefined;
}

function contentType(body: Answer['body'], schema: NormalizedSchema): Record<string, string> {
  if (body === undefined) return {};
  const payload = payloadOf(schema)?.[1];
  if (payload?.isBlobSchema() === true) return { 'content-type': 'binary/octet-stream' };
  // The only texts that S3 hands out as they are: policies.
  return { 'content-type': payload?.isStringSchema() === true ? 'application/json' : 'application/xml' };
}

/** S3 names a request in headers of its own. */
function idsOf(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostIdOf(requestId), server: 'AmazonS3' };
}

function hostIdOf(requestId: string): string {
  return Buffer.from(`sandbox ${requestId}`, 'utf8').toString('base64');
}

function bodyOf(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>): Answer['body'] {
  const payload = payloadOf(schema);
  if (payload === undefined) return hasBody(schema) ? document(schema, value) : undefined;
  const [name, member] = payload;
  const given = value[name];
  if (given === undefined || given === null) return undefined;
  if (given instanceof Uint8Array || given instanceof Readable || typeof given === 'string') return given;
  return document(member, given);
}

function document(schema: NormalizedSchema, value: unknown): string {
  const root = rootNameOf(schema);
  const attributes = ` xmlns="${namespace}"${attributesOf(schema, value)}`;
  const content = writeMembers(schema, value, (member) => placeOf(member) === 'body');
  return xmlDeclaration + element(root, unwrapped(schema, content), attributes);
}

/**
 * `GetBucketLocation` answers with the region right inside the root, whose name is that of its only member [T]: not
 * `<LocationConstraint><LocationConstraint>`.
 */
function unwrapped(schema: NormalizedSchema, content: string): string {
  const [only, ...others] = membersOf(schema);
  if (only === undefined || others.length > 0) return content;
  const name = memberNameOf(...only);
  const isScalar = !only[1].isStructSchema() && !only[1].isListSchema() && !only[1].isMapSchema();
  if (!isScalar || name !== rootNameOf(schema)) return content;
  return content.replace(new RegExp(`^<${name}/>$|^<${name}>(.*)</${name}>$`, 'su'), '$1');
}

function fail({ error, request, requestId }: Failing): Answer {
  const headers = { ...error.headers, ...idsOf(requestId) };
  if (request.method === 'HEAD' || error.status === 304) return { status: error.status, headers, body: undefined };
  const members = Object.entries({
    Code: error.code,
    Message: error.message,
    ...error.members,
    Resource: request.path,
    RequestId: requestId,
    HostId: hostIdOf(requestId),
  });
  const content = members
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => element(name, escapeXml(String(value))))
    .join('');
  return {
    status: error.status,
    headers: { ...headers, 'content-type': 'application/xml' },
    body: xmlDeclaration + element('Error', content),
  };
}
