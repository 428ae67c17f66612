import { createHash } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import { sign } from './canonical.ts';
import { refuseSignature } from './refusals.ts';
import type { ChunkKey } from './verify.ts';
import { isSame } from './verify.ts';

/** An upload out of its chunks. */
export type Unchunked = {
  readonly body: Buffer;
  /** What came after the last chunk: checksums, by lower-case name. */
  readonly trailers: Readonly<Record<string, string>>;
};

/** The ways in which a body is cut into chunks, by the value of `x-amz-content-sha256`. */
export type Chunking = { readonly isSigned: boolean; readonly hasTrailer: boolean };

/** How the body is chunked; undefined: not at all. */
export function chunkingOf(declared: string): Chunking | undefined {
  switch (declared) {
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { isSigned: false, hasTrailer: true };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { isSigned: true, hasTrailer: false };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { isSigned: true, hasTrailer: true };
    default:
      return undefined;
  }
}

/**
 * Puts an `aws-chunked` body together. Each signed chunk signs the one before it, so none can be changed, dropped or
 * moved.
 *
 * @throws AwsError
 */
export function unchunk(bytes: Buffer, { isSigned, hasTrailer }: Chunking, key: ChunkKey | undefined): Unchunked {
  const reader = { bytes, at: 0 };
  const signer = isSigned ? chunkSigner(key) : undefined;
  const chunks: Buffer[] = [];
  for (;;) {
    const [size = '', ...extensions] = readLine(reader).split(';');
    if (!/^[0-9a-f]{1,8}$/iu.test(size)) throw incomplete();
    const length = Number.parseInt(size, 16);
    const chunk = readBytes(reader, length);
    signer?.chunk(chunk, signatureIn(extensions));
    if (length === 0) break;
    if (readLine(reader) !== '') throw incomplete();
    chunks.push(chunk);
  }
  const trailers = hasTrailer ? readTrailers(reader) : {};
  if (hasTrailer) signer?.trailer(trailers);
  return { body: Buffer.concat(chunks), trailers };
}

type Reader = { readonly bytes: Buffer; at: number };

function readLine(reader: Reader): string {
  const end = reader.bytes.indexOf('\r\n', reader.at);
  if (end === -1) throw incomplete();
  const line = reader.bytes.toString('latin1', reader.at, end);
  reader.at = end + 2;
  return line;
}

function readBytes(reader: Reader, length: number): Buffer {
  const end = reader.at + length;
  if (end > reader.bytes.length) throw incomplete();
  const read = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return read;
}

function readTrailers(reader: Reader): Record<string, string> {
  const trailers: Record<string, string> = {};
  while (reader.at < reader.bytes.length) {
    const line = readLine(reader);
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon === -1)
      throw new AwsError(
        'MalformedTrailerError',
        'The request contained trailing data that was not well-formed or did not conform to our published schema.',
      );
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
}

function signatureIn(extensions: readonly string[]): string {
  const prefix = 'chunk-signature=';
  return extensions.find((extension) => extension.startsWith(prefix))?.slice(prefix.length) ?? '';
}

const trailerSignature = 'x-amz-trailer-signature';

function chunkSigner(key: ChunkKey | undefined) {
  if (key === undefined) throw refuseSignature('rest-xml', 'mismatch');
  let previous = key.seed;
  const check = (kind: string, digests: readonly string[], given: string) => {
    const text = [kind, key.time, key.scope, previous, ...digests].join('\n');
    if (!isSame(sign(key.key, text), given)) throw refuseSignature('rest-xml', 'mismatch');
    previous = given;
  };
  return {
    chunk: (chunk: Buffer, given: string) => check('AWS4-HMAC-SHA256-PAYLOAD', [sha256(''), sha256(chunk)], given),
    trailer: (trailers: Readonly<Record<string, string>>) => {
      const text = Object.entries(trailers)
        .filter(([name]) => name !== trailerSignature)
        .map(([name, value]) => `${name}:${value}\n`)
        .join('');
      check('AWS4-HMAC-SHA256-TRAILER', [sha256(text)], trailers[trailerSignature] ?? '');
    },
  };
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
}
