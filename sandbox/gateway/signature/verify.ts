import { createHash, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import type { AccessKey } from '../../core/identity.ts';
import type { Protocol } from '../../core/service.ts';
import type { RequestHead } from '../http/wire-request.ts';
import { queryValue } from '../http/wire-request.ts';
import type { SignedTexts } from './canonical.ts';
import { scopeText, sign, signedTexts, signingKey } from './canonical.ts';
import type { Signature, SignatureV4 } from './read-signature.ts';
import { parseTime } from './read-signature.ts';
import { refuseSignature } from './refusals.ts';
import { verifyV2 } from './verify-v2.ts';

/** What a verifier needs to know of the sandbox. */
export type Verifier = {
  readonly lookUp: (accessKeyId: string) => AccessKey | undefined;
  /** The machine's clock and the sandbox's: functions sign with the second. Milliseconds since 1970. */
  readonly now: { readonly wall: number; readonly sandbox: number };
};

/** A request whose signature is right. */
export type Verified = {
  readonly caller: Caller;
  readonly signature: Signature;
  /** What the chunks of a signed upload are signed with. */
  readonly chunkKey: ChunkKey | undefined;
};

/** The key of a request and the text that all its chunks sign. */
export type ChunkKey = { readonly key: Buffer; readonly scope: string; readonly time: string; readonly seed: string };

export type Verification = {
  readonly head: RequestHead;
  readonly signature: Signature;
  readonly protocol: Protocol;
  /** The bucket of a virtual host, which Signature V2 signs as part of the path. */
  readonly hostBucket: string | undefined;
  readonly payloadHash: string;
};

export const unsignedPayload = 'UNSIGNED-PAYLOAD';

/**
 * What stands for the body in the signature; undefined where it is the digest of the body itself, which has to be read
 * first.
 *
 * @throws AwsError when S3 is not told
 */
export function declaredPayloadHash(head: RequestHead, signature: Signature): string | undefined {
  const declared = head.headers['x-amz-content-sha256'];
  if (declared !== undefined) return declared;
  if (signature.place === 'query') {
    const inQuery = queryValue(head, 'X-Amz-Content-Sha256');
    return inQuery ?? (signature.service === 's3' ? unsignedPayload : undefined);
  }
  if (signature.service !== 's3') return undefined;
  throw new AwsError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
}

/** Finds out who signed a request. @throws AwsError in the protocol's words */
export function verify(verifier: Verifier, verification: Verification): Verified {
  const { head, signature, protocol } = verification;
  const key = verifier.lookUp(signature.accessKeyId);
  if (key === undefined)
    throw refuseSignature(protocol, 'unknown-key', { members: { AWSAccessKeyId: signature.accessKeyId } });
  checkToken(key, signature, { protocol, now: verifier.now.wall });
  if (signature.version === 2) {
    verifyV2(head, signature, { secret: key.secretAccessKey, bucket: verification.hostBucket, now: verifier.now });
    return { caller: key.caller, signature, chunkKey: undefined };
  }
  checkHeaders(head, signature);
  const signing = signingKey(key.secretAccessKey, signature);
  checkSignature(signing, verification, signature);
  checkTime(signature, protocol, verifier.now);
  const chunkKey = { key: signing, scope: scopeText(signature), time: signature.time, seed: signature.signature };
  return { caller: key.caller, signature, chunkKey };
}

function checkToken(
  { sessionToken, expiration }: AccessKey,
  { token }: Signature,
  { protocol, now }: { readonly protocol: Protocol; readonly now: number },
): void {
  if (sessionToken !== token) throw refuseSignature(protocol, 'wrong-token');
  if (expiration !== undefined && expiration <= now) throw refuseSignature(protocol, 'expired-token');
}

/** A header that changes what is done must not be added on the way. */
function checkHeaders({ headers }: RequestHead, { signedHeaders, service }: SignatureV4): void {
  if (!signedHeaders.includes('host') && signedHeaders.includes(':authority') === false)
    throw new AwsError(
      'SignatureDoesNotMatch',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
      {
        status: 403,
      },
    );
  if (service !== 's3') return;
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (unsigned.length === 0) return;
  throw new AwsError('AccessDenied', 'There were headers present in the request which were not signed', {
    status: 403,
    members: { HeadersNotSigned: unsigned.join(', ') },
  });
}

function checkSignature(key: Buffer, { head, protocol, payloadHash }: Verification, signature: SignatureV4): void {
  const readings = isAscii(head.headers) ? [head] : [head, { ...head, headers: asUtf8(head.headers) }];
  const texts = readings.map((reading) => signedTexts(reading, signature, payloadHash));
  if (texts.some(({ stringToSign }) => isSame(sign(key, stringToSign), signature.signature))) return;
  const members = protocol === 'rest-xml' && texts[0] !== undefined ? evidence(signature, texts[0]) : {};
  throw refuseSignature(protocol, 'mismatch', { members });
}

function evidence(signature: SignatureV4, { canonicalRequest, stringToSign }: SignedTexts): Record<string, string> {
  return {
    AWSAccessKeyId: signature.accessKeyId,
    StringToSign: stringToSign,
    SignatureProvided: signature.signature,
    StringToSignBytes: bytesOf(stringToSign),
    CanonicalRequest: canonicalRequest,
    CanonicalRequestBytes: bytesOf(canonicalRequest),
  };
}

function bytesOf(text: string): string {
  return [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** SDK v3 signs what a header means in UTF-8, and sends characters up to 255 as single bytes [T]: both readings count. */
function asUtf8(headers: RequestHead['headers']): RequestHead['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value === undefined ? value : Buffer.from(value, 'latin1').toString('utf8'),
    ]),
  );
}

function isAscii(headers: RequestHead['headers']): boolean {
  return Object.values(headers).every((value) => /^[\u0020-\u007e\t]*$/u.test(value ?? ''));
}

/** Whether two signatures are the same, in a time that tells nothing. */
export function isSame(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

const minute = 60_000;

function checkTime(signature: SignatureV4, protocol: Protocol, now: Verifier['now']): void {
  const signedAt = parseTime(signature.time);
  if (signature.expires !== undefined && protocol === 'rest-xml') {
    checkLifetime(signature, { from: signedAt, seconds: signature.expires, now });
    return;
  }
  const allowed = protocol === 'rest-xml' ? 15 * minute : 5 * minute;
  const lifetime = allowed + (signature.expires === undefined ? 0 : signature.expires * 1000);
  const isTimely = [now.wall, now.sandbox].some((time) => time - signedAt < lifetime && signedAt - time < allowed);
  if (isTimely) return;
  const message = skewSentence(signature.time, { signedAt, now: now.wall, allowed });
  const members = { RequestTime: signature.time, ServerTime: iso(now.wall), MaxAllowedSkewMilliseconds: allowed };
  throw refuseSignature(protocol, 'skewed', { message, members });
}

/** Presigned S3 URLs. One that begins in the future was made on the sandbox's clock, and ends on it. */
function checkLifetime(
  { expires }: SignatureV4,
  { from, seconds, now }: { readonly from: number; readonly seconds: number; readonly now: Verifier['now'] },
): void {
  const time = from > now.wall + 15 * minute ? now.sandbox : now.wall;
  const end = from + seconds * 1000;
  if (from > time + 15 * minute) throw new AwsError('AccessDenied', 'Request is not yet valid', { status: 403 });
  if (end > time) return;
  throw new AwsError('AccessDenied', 'Request has expired', {
    status: 403,
    members: { 'X-Amz-Expires': expires, Expires: iso(end), ServerTime: iso(time) },
  });
}

function skewSentence(
  time: string,
  { signedAt, now, allowed }: { readonly signedAt: number; readonly now: number; readonly allowed: number },
): string {
  const minutes = allowed / minute;
  return signedAt < now
    ? `Signature expired: ${time} is now earlier than ${compact(now - allowed)} (${compact(now)} - ${minutes} min.)`
    : `Signature not yet current: ${time} is still later than ${compact(now + allowed)} (${compact(now)} + ${minutes} min.)`;
}

function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/u, 'Z');
}

function compact(time: number): string {
  return iso(time).replace(/[:-]/gu, '');
}
