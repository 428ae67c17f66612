import { createHash } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import { checksumOf, isChecksumAlgorithm } from '../http/checksums.ts';
import type { WireRequest } from '../http/wire-request.ts';
import type { Signature } from '../signature/read-signature.ts';

/**
 * A request to S3 as its operation wants it: what a presigned URL carries in place of headers put back, digests of the
 * body checked.
 *
 * @throws AwsError
 */
export function prepareS3(request: WireRequest, operation: string, signature: Signature | undefined): WireRequest {
  const prepared = signature?.place === 'query' ? withHoistedHeaders(request) : request;
  checkMd5(prepared);
  // There it is the checksum of the whole object, not of this document.
  if (operation !== 'CompleteMultipartUpload') checkChecksum(prepared);
  return prepared;
}

/** Parts of the signature itself, and checksums: SDK v3 puts that of an empty body into every presigned PUT [T]. */
const notHoisted =
  /^x-amz-(algorithm|credential|date|expires|signature|signedheaders|security-token|content-sha256|checksum-.*|sdk-checksum-algorithm)$/u;

function withHoistedHeaders(request: WireRequest): WireRequest {
  const hoisted = request.query
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith('x-amz-') && !notHoisted.test(name));
  return { ...request, headers: { ...Object.fromEntries(hoisted), ...request.headers } };
}

function checkMd5({ headers, body }: WireRequest): void {
  const given = headers['content-md5'];
  if (given === undefined) return;
  if (!/^[A-Za-z0-9+/]{22}==$/u.test(given))
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', {
      members: { 'Content-MD5': given },
    });
  const computed = createHash('md5').update(body).digest('base64');
  if (computed === given) return;
  throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    members: { ExpectedDigest: given, CalculatedDigest: computed },
  });
}

const prefix = 'x-amz-checksum-';
const noChecksums = new Set([`${prefix}algorithm`, `${prefix}mode`, `${prefix}type`]);

function checkChecksum({ headers, body }: WireRequest): void {
  const names = Object.keys(headers).filter(
    (name) => name.startsWith(prefix) && !noChecksums.has(name) && headers[name] !== undefined,
  );
  if (names.length > 1)
    throw new AwsError(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  const [name] = names;
  if (name === undefined) {
    if (headers['x-amz-sdk-checksum-algorithm'] === undefined || body.length === 0) return;
    throw new AwsError(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  const algorithm = name.slice(prefix.length);
  if (!isChecksumAlgorithm(algorithm))
    throw new AwsError('UnsupportedOperation', `the checksum ${algorithm} is not modelled by the sandbox`, {
      status: 501,
    });
  const [given, computed] = [headers[name], checksumOf(algorithm, body)];
  if (given === computed) return;
  if (given?.length !== computed.length) throw new AwsError('InvalidRequest', `Value for ${name} header is invalid.`);
  throw new AwsError(
    'BadDigest',
    `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
  );
}
