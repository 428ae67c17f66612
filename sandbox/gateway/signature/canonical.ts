import { createHash, createHmac } from 'node:crypto';
import type { RequestHead } from '../http/wire-request.ts';
import { decodePercent, parseQuery } from '../http/wire-request.ts';
import type { SignatureV4 } from './read-signature.ts';

/** The texts of which a signature is made, for the error that shows them. */
export type SignedTexts = { readonly canonicalRequest: string; readonly stringToSign: string };

/** What is signed of a request: the texts that the client must have made too. */
export function signedTexts(head: RequestHead, signature: SignatureV4, payloadHash: string): SignedTexts {
  const canonicalRequest = [
    head.method,
    canonicalPath(head.path, signature.service),
    canonicalQuery(head.rawQuery),
    ...signature.signedHeaders.map((name) => `${name}:${canonicalHeader(head.headers[name])}`),
    '',
    signature.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    signature.time,
    scopeText(signature),
    createHash('sha256').update(canonicalRequest, 'utf8').digest('hex'),
  ].join('\n');
  return { canonicalRequest, stringToSign };
}

/** `20260101/eu-central-1/s3/aws4_request` */
export function scopeText({ day, region, service }: SignatureV4): string {
  return `${day}/${region}/${service}/aws4_request`;
}

/**
 * S3 signs each segment encoded once; every other service encodes the path again that is encoded already [T].
 */
function canonicalPath(path: string, service: string): string {
  const encode = service === 's3' ? (segment: string) => encodeRfc3986(decodePercent(segment)) : encodeRfc3986;
  return path.split('/').map(encode).join('/');
}

/** A plus is no space here: a client that means one signs `%20` [T]. */
function canonicalQuery(query: string): string {
  return parseQuery(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By code units: what is encoded is ASCII. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function canonicalHeader(value: string | undefined): string {
  return (value ?? '').trim().replace(/ +/gu, ' ');
}

function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The key that signs for one day, region and service. */
export function signingKey(secret: string, { day, region, service }: SignatureV4): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), 'aws4_request');
}

/** The signature of a text, hexadecimal. */
export function sign(key: Buffer, text: string): string {
  return hmac(key, text).toString('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
