import { createHmac } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { RequestHead } from '../http/wire-request.ts';
import type { SignatureV2 } from './read-signature.ts';
import { refuseSignature } from './refusals.ts';
import { isSame } from './verify.ts';

/** Parts of a query that Signature V2 counts as part of the path [D]. */
const subresources = new Set([
  'accelerate',
  'acl',
  'analytics',
  'cors',
  'defaultObjectAcl',
  'delete',
  'inventory',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'partNumber',
  'policy',
  'replication',
  'requestPayment',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'restore',
  'select',
  'select-type',
  'storageClass',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

/** @throws AwsError */
export function verifyV2(
  head: RequestHead,
  signature: SignatureV2,
  {
    secret,
    bucket,
    now,
  }: {
    readonly secret: string;
    readonly bucket: string | undefined;
    readonly now: { readonly wall: number; readonly sandbox: number };
  },
): void {
  const stringToSign = stringToSignV2(head, signature, bucket);
  const expected = createHmac('sha1', secret).update(stringToSign, 'utf8').digest('base64');
  if (!isSame(expected, signature.signature))
    throw refuseSignature('rest-xml', 'mismatch', {
      members: {
        AWSAccessKeyId: signature.accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: signature.signature,
      },
    });
  const end = Number(signature.expires) * 1000;
  if (!(end > now.wall))
    throw new AwsError('AccessDenied', 'Request has expired', {
      status: 403,
      members: { Expires: new Date(end || 0).toISOString(), ServerTime: new Date(now.wall).toISOString() },
    });
}

function stringToSignV2(head: RequestHead, { expires }: SignatureV2, bucket: string | undefined): string {
  // What a client would have sent as headers, it puts into the query of a presigned URL, and signs as headers.
  const fromQuery = Object.fromEntries(head.query.map(([name, value]) => [name.toLowerCase(), value]));
  const value = (name: string) => head.headers[name] ?? fromQuery[name] ?? '';
  const names = new Set([...Object.keys(head.headers), ...Object.keys(fromQuery)]);
  const amazon = [...names].filter((name) => name.startsWith('x-amz-')).sort();
  return [
    head.method,
    value('content-md5'),
    value('content-type'),
    expires,
    ...amazon.map((name) => `${name}:${value(name).trim()}`),
    resourceOf(head, bucket),
  ].join('\n');
}

function resourceOf({ path, query }: RequestHead, bucket: string | undefined): string {
  const inPath = query
    .filter(([name]) => subresources.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const prefix = bucket === undefined ? '' : `/${bucket}`;
  return `${prefix}${path}${inPath.length === 0 ? '' : `?${inPath.join('&')}`}`;
}
