import type { ServerResponse } from 'node:http';
import type { RequestHead } from './wire-request.ts';

/** Lets a page of the sandbox's own origin read answers from the bucket hosts beside it. */
export function allowance(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': '*',
    vary: 'Origin',
  };
}

/** Answers the question that a browser asks before a request of its own. @returns whether it was one */
export function preflight(head: RequestHead, origin: string | undefined, response: ServerResponse): boolean {
  const method = head.headers['access-control-request-method'];
  if (head.method !== 'OPTIONS' || method === undefined || origin === undefined) return false;
  response.writeHead(204, {
    'access-control-allow-methods': method,
    'access-control-allow-headers': head.headers['access-control-request-headers'] ?? '',
    'access-control-max-age': '600',
  });
  response.end();
  return true;
}
