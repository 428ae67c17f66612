import { AwsError } from '../../core/aws-error.ts';
import type { WireRequest } from '../http/wire-request.ts';
import { formTree, parseForm, readForm } from '../shapes/form.ts';
import { missingMembers, sentenceOfMissing } from '../shapes/missing.ts';
import { MalformedValue } from '../shapes/scalars.ts';
import { element, escapeXml, writeMembers } from '../shapes/write-xml.ts';
import type { Answer, Failing, Reading, WireProtocol, Writing } from './protocol.ts';

/** The query protocol: a form in, XML out. */
export const queryProtocol: WireProtocol = { read, write, fail };

/** The names and values of a query request: those of the form and, for presigned ones, those of the URL. */
export function parametersOf({ query, body }: WireRequest): Map<string, string> {
  return new Map([...query, ...parseForm(body.toString('utf8'))]);
}

function read({ request, shape }: Reading): object {
  if (shape.input.isUnitSchema()) return {};
  const input = readParameters(request, shape);
  const missing = missingMembers(shape.input, input);
  if (missing.length > 0) throw new AwsError('ValidationError', sentenceOfMissing(missing));
  return input;
}

function readParameters(request: WireRequest, { input }: Reading['shape']): object {
  try {
    return readForm(input, formTree(parametersOf(request))) as object;
  } catch (error) {
    if (error instanceof MalformedValue) throw new AwsError('MalformedInput', error.message);
    throw error;
  }
}

function write({ request, service, shape, output, requestId }: Writing): Answer {
  const { name } = shape;
  const result = shape.output.isUnitSchema() ? '' : element(`${name}Result`, writeMembers(shape.output, output));
  const metadata = element('ResponseMetadata', element('RequestId', escapeXml(requestId)));
  const attributes = ` xmlns="${namespaceOf(service.id, parametersOf(request).get('Version'))}"`;
  return answer(200, element(`${name}Response`, result + metadata, attributes), requestId);
}

function fail({ error, request, service, requestId }: Failing): Answer {
  const type = error.isFault ? 'Receiver' : 'Sender';
  const members = Object.entries(error.members)
    .map(([name, value]) => element(name, escapeXml(String(value))))
    .join('');
  const content =
    element('Type', type) +
    element('Code', escapeXml(error.code)) +
    element('Message', escapeXml(error.message)) +
    members;
  const version = request.query.find(([name]) => name === 'Version')?.[1];
  const attributes = service === undefined ? '' : ` xmlns="${namespaceOf(service.id, version)}"`;
  const body = element(
    'ErrorResponse',
    element('Error', content) + element('RequestId', escapeXml(requestId)),
    attributes,
  );
  const made = answer(error.status, body, requestId);
  return { ...made, headers: { ...error.headers, ...made.headers } };
}

function answer(status: number, body: string, requestId: string): Answer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

/** Versions of the query services. Used where a refused request could not be asked for its own. */
const versions: Readonly<Record<string, string>> = {
  cloudformation: '2010-05-15',
  iam: '2010-05-08',
  sns: '2010-03-31',
  sts: '2011-06-15',
};

function namespaceOf(service: string, version = versions[service] ?? ''): string {
  const scheme = service === 'iam' || service === 'sts' ? 'https' : 'http';
  return `${scheme}://${service}.amazonaws.com/doc/${escapeXml(version)}/`;
}
