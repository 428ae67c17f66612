import type { AwsError } from '../../core/aws-error.ts';
import { AwsError as Refusal } from '../../core/aws-error.ts';
import { readJson, writeJson } from '../shapes/json.ts';
import { missingMembers, sentenceOfMissing } from '../shapes/missing.ts';
import type { ErrorShape } from '../shapes/model.ts';
import { MalformedValue } from '../shapes/scalars.ts';
import type { Answer, Failing, Reading, WireProtocol, Writing } from './protocol.ts';

const naming = { jsonName: false };

/** AWS JSON 1.0 and 1.1: the operation in a header, one JSON object in, one out. */
export const jsonProtocol: WireProtocol = { read, write, fail };

function read({ request, service, shape }: Reading): object {
  const input = readBody(request.body.toString('utf8'), shape);
  const missing = missingMembers(shape.input, input);
  if (missing.length > 0) throw incomplete(service.id, missing);
  return input;
}

function readBody(text: string, { input }: Reading['shape']): object {
  try {
    const value: unknown = text.trim() === '' ? {} : JSON.parse(text);
    return input.isUnitSchema() ? {} : (readJson(input, value, naming) as object);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('SerializationException', 'Could not parse request body');
    if (error instanceof MalformedValue) throw new Refusal('SerializationException', error.message);
    throw error;
  }
}

/** SQS speaks JSON but kept the words of its query days [R]. */
function incomplete(service: string, missing: readonly string[]): AwsError {
  if (service !== 'sqs') return new Refusal('ValidationException', sentenceOfMissing(missing));
  const [first = ''] = missing;
  const name = first.charAt(0).toUpperCase() + first.slice(1);
  return new Refusal('MissingParameter', `The request must contain the parameter ${name}.`);
}

function write({ request, shape, output, requestId }: Writing): Answer {
  const isEmpty = shape.output.isUnitSchema();
  return {
    status: 200,
    headers: { 'content-type': contentTypeOf(request.headers), 'x-amzn-requestid': requestId },
    body: isEmpty ? '' : JSON.stringify(writeJson(shape.output, output, naming)),
  };
}

function fail({ error, request, service, model, requestId }: Failing): Answer {
  const shape = model?.error(error.code);
  const isQueryMode = request.headers['x-amzn-query-mode'] === 'true';
  const queryCode = error.queryCode ?? shape?.queryCode ?? (isQueryMode ? error.code : undefined);
  return {
    status: error.status,
    headers: {
      ...error.headers,
      'content-type': contentTypeOf(request.headers),
      'x-amzn-requestid': requestId,
      // Besides the body's: botocore reads only that one, other clients look here first [T].
      'x-amzn-errortype': error.code,
      ...(queryCode === undefined
        ? {}
        : { 'x-amzn-query-error': `${queryCode};${error.isFault ? 'Receiver' : 'Sender'}` }),
    },
    body: JSON.stringify({
      __type: typeOf(error, shape, service?.protocol === 'json-1.0'),
      ...messageOf(error, shape),
      ...membersOf(error, shape),
    }),
  };
}

/** JSON 1.0 services name the namespace too; what is no error of their own comes from the framework [R]. */
function typeOf({ code }: AwsError, shape: ErrorShape | undefined, isNamed: boolean): string {
  return isNamed ? `${shape?.namespace ?? 'com.amazon.coral.service'}#${code}` : code;
}

/** The message, under the name that the error's shape has for it. */
export function messageOf({ message }: AwsError, shape: ErrorShape | undefined): Record<string, string> {
  return shape?.members.includes('Message') === true ? { Message: message } : { message };
}

/** The further members of an error, those of its shape in the shape's spelling. */
export function membersOf({ members }: AwsError, shape: ErrorShape | undefined): Record<string, unknown> {
  const known = shape === undefined ? {} : (writeJson(shape.schema, members, { jsonName: true }) as object);
  return { ...(shape === undefined ? members : {}), ...known };
}

function contentTypeOf(headers: Failing['request']['headers']): string {
  const given = headers['content-type'] ?? '';
  return given.startsWith('application/x-amz-json-') ? given : 'application/x-amz-json-1.1';
}
