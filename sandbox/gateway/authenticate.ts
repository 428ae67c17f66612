import { createHash } from 'node:crypto';
import { AwsError } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import type { Host } from '../core/host.ts';
import type { Destination } from './destination.ts';
import type { Exchange } from './handle.ts';
import type { RequestHead, WireRequest } from './http/wire-request.ts';
import type { Chunking } from './signature/chunked.ts';
import { chunkingOf, unchunk } from './signature/chunked.ts';
import type { Signature } from './signature/read-signature.ts';
import { refuseSignature } from './signature/refusals.ts';
import type { ChunkKey, Verified } from './signature/verify.ts';
import { declaredPayloadHash, verify } from './signature/verify.ts';

/** A request of somebody whom we know, its body as it was before it was cut into chunks. */
export type Authenticated = { readonly caller: Caller; readonly request: WireRequest };

type Parts = {
  readonly host: Host;
  readonly exchange: Exchange;
  readonly destination: Destination;
  readonly signature: Signature | undefined;
};

/**
 * Finds out who asks, and reads the body. In this order wherever the signature allows it: who is refused need not
 * upload anything.
 *
 * @throws AwsError
 */
export async function authenticate(parts: Parts): Promise<Authenticated> {
  const { exchange, destination, signature } = parts;
  if (signature === undefined) {
    if (destination.protocol !== 'rest-xml' && destination.protocol !== 'query')
      throw refuseSignature(destination.protocol, 'missing');
    const declared = exchange.head.headers['x-amz-content-sha256'] ?? '';
    return { caller: { kind: 'anonymous' }, request: withBody(exchange.head, await exchange.body(), { declared }) };
  }
  const declared = declaredPayloadHash(exchange.head, signature);
  if (declared === undefined) {
    const body = await exchange.body();
    const { caller } = verifyHead(parts, signature, sha256(body));
    return { caller, request: { ...exchange.head, body } };
  }
  const { caller, chunkKey } = verifyHead(parts, signature, declared);
  return { caller, request: withBody(exchange.head, await exchange.body(), { declared, chunkKey }) };
}

function verifyHead({ host, exchange, destination }: Parts, signature: Signature, payloadHash: string): Verified {
  const verifier = { lookUp: host.identity.lookUp, now: { wall: Date.now(), sandbox: host.clock.now() } };
  return verify(verifier, {
    head: exchange.head,
    signature,
    protocol: destination.protocol,
    hostBucket: exchange.called.prefix === '' ? undefined : exchange.called.prefix,
    payloadHash,
  });
}

/** Checks that the body is the one that was signed, and undoes its chunks. */
function withBody(
  head: RequestHead,
  body: Buffer,
  { declared, chunkKey }: { readonly declared: string; readonly chunkKey?: ChunkKey | undefined },
): WireRequest {
  const chunking = chunkingOf(declared);
  if (chunking !== undefined) return unchunked(head, unchunk(body, chunking, chunkKey), chunking);
  if (/^[0-9a-f]{64}$/iu.test(declared) && declared.toLowerCase() !== sha256(body))
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      { members: { ClientComputedContentSHA256: declared, S3ComputedContentSHA256: sha256(body) } },
    );
  return { ...head, body };
}

/** The request as if it had been sent in one piece: trailers are headers, the length is that of the content. */
function unchunked(
  head: RequestHead,
  { body, trailers }: ReturnType<typeof unchunk>,
  { hasTrailer }: Chunking,
): WireRequest {
  const { headers } = head;
  const length = headers['x-amz-decoded-content-length'];
  if (length === undefined)
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', { status: 411 });
  if (Number(length) !== body.length)
    throw new AwsError(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    );
  const promised = hasTrailer ? (headers['x-amz-trailer'] ?? '').split(',').filter((name) => name !== '') : [];
  if (promised.some((name) => trailers[name.trim().toLowerCase()] === undefined))
    throw new AwsError(
      'MalformedTrailerError',
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    );
  const encoding = (headers['content-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked')
    .join(',');
  return {
    ...head,
    headers: {
      ...headers,
      ...trailers,
      'content-length': String(body.length),
      'content-encoding': encoding === '' ? undefined : encoding,
    },
    body,
  };
}

function sha256(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
