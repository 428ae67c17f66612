import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from '../protocols/protocol.ts';

/** Sends an answer. Rejects when it could not be sent to its end. */
export async function send(response: ServerResponse, method: string, answer: Answer): Promise<void> {
  const { status, headers, body } = answer;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // What a bucket holds must not act as a page of the sandbox, whatever its content type says.
  response.setHeader('content-security-policy', 'sandbox');
  response.setHeader('x-content-type-options', 'nosniff');
  response.statusCode = status;
  if (body instanceof Readable) {
    if (method === 'HEAD') body.destroy();
    else return pipeline(body, response);
  }
  const bytes = bytesOf(body);
  const isBodiless = method === 'HEAD' || status === 204 || status === 304;
  if (!isBodiless) response.setHeader('content-length', bytes.length);
  await new Promise<void>((resolve, reject) => {
    response.once('close', () => (response.writableFinished ? resolve() : reject(new Error('the caller went away'))));
    response.end(isBodiless ? undefined : bytes);
  });
}

function bytesOf(body: Answer['body']): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  return body instanceof Uint8Array ? body : new Uint8Array();
}
