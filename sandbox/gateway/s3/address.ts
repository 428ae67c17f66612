import type { OwnName } from '../http/doorman.ts';
import { decodePercent } from '../http/wire-request.ts';

/** What an S3 request is about. */
export type S3Address = {
  /** Undefined: the account's buckets. */
  readonly bucket: string | undefined;
  /** Undefined: the bucket itself. Any text: it never names a file. */
  readonly key: string | undefined;
};

/**
 * Bucket and key, of a virtual host or of the path. Nothing in the path is resolved: `a//b`, `./a` and `../a` are keys.
 *
 * @throws UndecodableRequest
 */
export function addressOf(path: string, { prefix }: Pick<OwnName, 'prefix'>): S3Address {
  const rest = path.slice(1);
  const hostBucket = bucketOf(prefix);
  if (hostBucket !== undefined) return { bucket: hostBucket, key: keyOf(rest) };
  const slash = rest.indexOf('/');
  if (rest === '' || slash === 0) return { bucket: undefined, key: keyOf(rest.slice(1)) };
  if (slash === -1) return { bucket: decodePercent(rest), key: undefined };
  return { bucket: decodePercent(rest.slice(0, slash)), key: keyOf(rest.slice(slash + 1)) };
}

/** `s3` is a usual name of the service, and too short for a bucket. */
function bucketOf(prefix: string): string | undefined {
  return prefix === '' || prefix === 's3' ? undefined : prefix.toLowerCase();
}

function keyOf(encoded: string): string | undefined {
  return encoded === '' ? undefined : decodePercent(encoded);
}
