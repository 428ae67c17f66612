import type { RequestHead } from '../http/wire-request.ts';
import { queryValue } from '../http/wire-request.ts';

/** What a request says about who signed it. */
export type Signature = SignatureV4 | SignatureV2;

export type SignatureV4 = {
  readonly version: 4;
  /** In the Authorization header, or in the query of a presigned URL. */
  readonly place: 'header' | 'query';
  readonly accessKeyId: string;
  /** `20260101` */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  /** As in the request, in its order. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260101T120000Z` */
  readonly time: string;
  /** Lifetime of a presigned URL in seconds. */
  readonly expires: number | undefined;
  readonly token: string | undefined;
};

/** The old signature of presigned S3 URLs, which the CLI v1 and boto3 still make in the older regions [T]. */
export type SignatureV2 = {
  readonly version: 2;
  readonly place: 'query';
  readonly accessKeyId: string;
  readonly service: 's3';
  readonly signature: string;
  /** Seconds since 1970, as text. */
  readonly expires: string;
  readonly token: string | undefined;
};

/** Why a signature cannot even be read. */
export class MalformedSignature extends Error {
  override name = 'MalformedSignature';
  readonly place: 'header' | 'query';

  constructor(place: 'header' | 'query', message: string) {
    super(message);
    this.place = place;
  }
}

/** Reads the signature of a request; undefined for an anonymous one. @throws MalformedSignature */
export function readSignature(head: RequestHead): Signature | undefined {
  const authorization = head.headers['authorization'];
  if (authorization !== undefined) return fromHeader(head, authorization);
  if (queryValue(head, 'X-Amz-Algorithm') !== undefined || queryValue(head, 'X-Amz-Signature') !== undefined)
    return fromQuery(head);
  return fromOldQuery(head);
}

function fromHeader({ headers }: RequestHead, authorization: string): SignatureV4 {
  const [, algorithm = '', rest = ''] = /^(\S+)\s*(.*)$/u.exec(authorization) ?? [];
  if (algorithm !== 'AWS4-HMAC-SHA256')
    throw new MalformedSignature(
      'header',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  const parts = new Map(
    rest.split(',').map((part): [string, string] => {
      const equals = part.indexOf('=');
      return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
    }),
  );
  for (const name of ['Credential', 'SignedHeaders', 'Signature']) {
    if (!parts.has(name)) throw new MalformedSignature('header', `Authorization header requires '${name}' parameter.`);
  }
  const time = headers['x-amz-date'] ?? fromHttpDate(headers['date']);
  if (time === undefined || !isTime(time))
    throw new MalformedSignature(
      'header',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  return {
    version: 4,
    place: 'header',
    ...scopeOf(parts.get('Credential') ?? '', 'header'),
    signedHeaders: (parts.get('SignedHeaders') ?? '').split(';'),
    signature: parts.get('Signature') ?? '',
    time,
    expires: undefined,
    token: headers['x-amz-security-token'],
  };
}

const presignedParameters = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
] as const;

function fromQuery(head: RequestHead): SignatureV4 {
  const value = (name: string) => queryValue(head, name) ?? '';
  if (presignedParameters.some((name) => value(name) === ''))
    throw new MalformedSignature(
      'query',
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  if (value('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
    throw new MalformedSignature(
      'query',
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
    );
  if (!isTime(value('X-Amz-Date')))
    throw new MalformedSignature('query', "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  return {
    version: 4,
    place: 'query',
    ...scopeOf(value('X-Amz-Credential'), 'query'),
    signedHeaders: value('X-Amz-SignedHeaders').split(';'),
    signature: value('X-Amz-Signature'),
    time: value('X-Amz-Date'),
    expires: lifetimeOf(queryValue(head, 'X-Amz-Expires')),
    token: queryValue(head, 'X-Amz-Security-Token'),
  };
}

/** A week is the longest [D]. Services other than S3 leave it out: then it is five minutes, as the skew that is allowed. */
function lifetimeOf(text: string | undefined): number {
  if (text === undefined) return 300;
  const seconds = Number(text);
  if (!/^\d+$/u.test(text)) throw new MalformedSignature('query', 'X-Amz-Expires should be a number');
  if (seconds > 604_800)
    throw new MalformedSignature(
      'query',
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  return seconds;
}

function fromOldQuery(head: RequestHead): SignatureV2 | undefined {
  const accessKeyId = queryValue(head, 'AWSAccessKeyId');
  const signature = queryValue(head, 'Signature');
  const expires = queryValue(head, 'Expires');
  if (accessKeyId === undefined || signature === undefined || expires === undefined) return undefined;
  return {
    version: 2,
    place: 'query',
    accessKeyId,
    service: 's3',
    signature,
    expires,
    token: queryValue(head, 'x-amz-security-token'),
  };
}

type CredentialScope = Pick<SignatureV4, 'accessKeyId' | 'day' | 'region' | 'service'>;

function scopeOf(credential: string, place: 'header' | 'query'): CredentialScope {
  const parts = credential.split('/');
  const [end, service, region, day] = parts.toReversed();
  // An access key may hold slashes in theory; the four parts behind it may not.
  const accessKeyId = parts.slice(0, -4).join('/');
  if (end !== 'aws4_request' || !service || !region || !day || !/^\d{8}$/u.test(day) || accessKeyId === '')
    throw new MalformedSignature(
      place,
      `the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
    );
  return { accessKeyId, day, region, service };
}

function isTime(text: string): boolean {
  return /^\d{8}T\d{6}Z$/u.test(text);
}

function fromHttpDate(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const time = new Date(date);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace(/[:-]|\.\d+/gu, '');
}

/** Milliseconds since 1970 of `20260101T120000Z`. */
export function parseTime(time: string): number {
  const [, year, month, day, hours, minutes, seconds] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(time)?.map(Number) ?? [];
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hours, minutes, seconds);
}
