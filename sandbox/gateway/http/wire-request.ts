import type { IncomingMessage } from 'node:http';

/** A request as it came, before anybody has made sense of it. */
export type WireRequest = {
  readonly method: string;
  /** The path as received: still percent-encoded, never resolved. */
  readonly path: string;
  /** Names and values of the query, decoded. */
  readonly query: readonly (readonly [string, string])[];
  /** The query as received, without its question mark. */
  readonly rawQuery: string;
  /** By lower-case name; several of one name joined with a comma. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The host that the caller used, with its port. */
  readonly host: string;
  readonly body: Buffer;
};

/** A request whose body has not been read. */
export type RequestHead = Omit<WireRequest, 'body'>;

/** Thrown for a request line that cannot be decoded. */
export class UndecodableRequest extends Error {
  override name = 'UndecodableRequest';
}

/**
 * Reads the head of a request. No URL parser touches it: parsers resolve dot segments, and with them the signature and
 * the key of an object would change.
 *
 * @throws UndecodableRequest
 */
export function headOf(incoming: IncomingMessage): RequestHead {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark + 1);
  const headers = headersOf(incoming.rawHeaders);
  return {
    method: incoming.method ?? 'GET',
    path: path.startsWith('/') ? path : `/${path}`,
    query: parseQuery(query.replaceAll('+', ' ')),
    rawQuery: query,
    headers,
    host: headers['host'] ?? '',
  };
}

function headersOf(raw: readonly string[]): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = (raw[index + 1] ?? '').trim();
    const known = headers[name];
    headers[name] = known === undefined ? value : `${known},${value}`;
  }
  return headers;
}

/** Names and values of a query, decoded. @throws UndecodableRequest */
export function parseQuery(text: string): readonly (readonly [string, string])[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals === -1
        ? ([decodePercent(part), ''] as const)
        : ([decodePercent(part.slice(0, equals)), decodePercent(part.slice(equals + 1))] as const);
    });
}

/** Decodes `%41`. @throws UndecodableRequest */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new UndecodableRequest(`cannot decode ${text}`, { cause: error });
  }
}

/** The first value of that name in a query. */
export function queryValue({ query }: Pick<RequestHead, 'query'>, name: string): string | undefined {
  return query.find(([one]) => one === name)?.[1];
}
