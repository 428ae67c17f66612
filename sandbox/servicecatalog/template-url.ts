/** An object in S3. */
export type ObjectAddress = { readonly Bucket: string; readonly Key: string; readonly VersionId?: string };

/**
 * The object that a URL of S3 names, path style or virtual host, on AWS's hosts or on the sandbox's own. Undefined: the
 * URL is not one of S3.
 *
 * @param endpoint URL of the sandbox
 */
export function objectAt(text: string, endpoint: string): ObjectAddress | undefined {
  const url = parse(text);
  if (url === undefined) return undefined;
  const version = url.searchParams.get('versionId');
  const path = url.pathname.slice(1).split('/').map(decoded);
  const bucket = bucketInHost(url, endpoint);
  if (bucket === undefined) return undefined;
  const [Bucket, ...rest] = bucket === '' ? path : [bucket, ...path];
  const Key = rest.join('/');
  if (Bucket === undefined || Bucket === '' || Key === '') return undefined;
  return { Bucket, Key, ...(version !== null && { VersionId: version }) };
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The bucket as far as the host has it: empty where it is in the path, undefined for hosts that are not S3's. */
function bucketInHost({ host, protocol }: URL, endpoint: string): string | undefined {
  const own = new URL(endpoint);
  const local = [own.host, `127.0.0.1:${own.port}`, `localhost:${own.port}`];
  if (local.includes(host)) return '';
  const suffix = local.find((one) => host.endsWith(`.${one}`));
  if (suffix !== undefined) return host.slice(0, -suffix.length - 1).replace(/\.s3$/u, '');
  if (protocol !== 'https:') return undefined;
  const [, bucket] = /^(?:(.+)\.)?s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/u.exec(host) ?? [
    null,
  ];
  return bucket === null ? undefined : (bucket ?? '');
}
