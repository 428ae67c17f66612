import { AwsError, isAwsError } from '../core/aws-error.ts';
import type { Call } from '../core/service.ts';
import { invalid } from './errors.ts';
import { objectAt } from './template-url.ts';

/** Where a version's template comes from. */
export type Source = { readonly LoadTemplateFromURL: string } | { readonly ImportFromPhysicalId: string };

/** The bytes of a template, or that the service cannot get at them. */
export type Fetched = { readonly template: Uint8Array } | { readonly unreadable: string };

/** CloudFormation's limit for templates from S3 [D]. */
const largestTemplate = 1_048_576;

/**
 * The source that a request names.
 *
 * @throws AwsError for none, several or unknown ones
 */
export function sourceOf(info: Readonly<Record<string, string>> | undefined): Source {
  const entries = Object.entries(info ?? {});
  const [[name, value] = ['', '']] = entries;
  if (entries.length !== 1 || value === '')
    throw invalid('ProvisioningArtifactParameters.Info must hold LoadTemplateFromURL or ImportFromPhysicalId');
  switch (name) {
    case 'LoadTemplateFromURL':
      return { LoadTemplateFromURL: value };
    case 'ImportFromPhysicalId':
      return { ImportFromPhysicalId: value };
    default:
      throw invalid(`ProvisioningArtifactParameters.Info must not hold ${name}`);
  }
}

/**
 * Reads the template with the permissions of whoever makes the version. What S3 refuses is the request's fault; an object
 * that its key keeps shut makes a version that fails.
 *
 * @throws AwsError
 */
export async function fetchTemplate(call: Call, source: Source): Promise<Fetched> {
  if ('ImportFromPhysicalId' in source) return { template: await ofStack(call, source.ImportFromPhysicalId) };
  try {
    return { template: await ofObject(call, source.LoadTemplateFromURL) };
  } catch (error) {
    if (!isAwsError(error) || isOwn(error)) throw error;
    // AWS tells no more of it than the status of the version [I: a key that the service may not use].
    if (/kms/iu.test(`${error.code} ${error.message}`)) return { unreadable: error.message };
    throw invalid(`S3 error: ${error.message}`);
  }
}

function isOwn(error: AwsError): boolean {
  return error.code === 'InvalidParametersException' || error.isFault;
}

async function ofObject(call: Call, url: string): Promise<Uint8Array> {
  const address = objectAt(url, call.endpoint);
  if (address === undefined) throw invalid(`Invalid templateURL. ${url} must be the URL of an object in Amazon S3.`);
  const { Body } = await call.forward<{ readonly Body?: unknown }>('s3', 'GetObject', address);
  const bytes = await bytesOf(Body);
  if (bytes.length > largestTemplate)
    throw invalid(`Template may not exceed ${largestTemplate} bytes in size, ${url} has ${bytes.length}.`);
  return bytes;
}

async function ofStack(call: Call, stackId: string): Promise<Uint8Array> {
  try {
    const { TemplateBody = '' } = await call.forward<{ readonly TemplateBody?: string }>(
      'cloudformation',
      'GetTemplate',
      { StackName: stackId },
    );
    return Buffer.from(TemplateBody);
  } catch (error) {
    if (isAwsError(error, 'ValidationError')) throw invalid(error.message);
    throw error;
  }
}

/** A body as S3 hands it over, whole or in pieces. */
export async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (!isPieces(body)) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece instanceof Uint8Array ? piece : Buffer.from(String(piece)));
  return Buffer.concat(pieces);
}

function isPieces(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/**
 * Has CloudFormation look at a template, as the caller.
 *
 * @throws AwsError `InvalidParametersException`
 */
export async function validateTemplate(call: Call, source: Source, template: Uint8Array): Promise<void> {
  const where =
    'LoadTemplateFromURL' in source
      ? { TemplateURL: source.LoadTemplateFromURL }
      : { TemplateBody: Buffer.from(template).toString() };
  try {
    await call.forward('cloudformation', 'ValidateTemplate', where);
  } catch (error) {
    if (!isAwsError(error, 'ValidationError')) throw error;
    throw new AwsError(
      'InvalidParametersException',
      `Invalid templateBody. Please make sure that your template is valid: ${error.message}`,
    );
  }
}
