import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback } from 'node:zlib';
import { AwsError } from '../../core/aws-error.ts';

const gunzip = promisify(gunzipWithCallback);

/** The caller went away before the request was complete: there is nobody to answer. */
export class CallerGone extends Error {
  override name = 'CallerGone';
}

/** Reads a body to its end. @throws CallerGone, and AwsError for one that is longer than the sandbox holds in memory */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of incoming as AsyncIterable<Buffer>) {
      length += part.length;
      if (length <= limit) parts.push(part);
    }
  } catch (error) {
    throw new CallerGone('the request was cut off', { cause: error });
  }
  if (length > limit)
    throw new AwsError(
      'EntityTooLarge',
      `Your proposed upload exceeds the ${limit} bytes that the sandbox takes at once`,
      {
        members: { ProposedSize: length, MaxSizeAllowed: limit },
      },
    );
  return Buffer.concat(parts);
}

/** Undoes a compression of the whole request, as CloudWatch's clients use it. @throws AwsError */
export async function decompress(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  if (encoding?.trim().toLowerCase() !== 'gzip') return body;
  try {
    return await gunzip(body, { maxOutputLength: limit });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new AwsError('SerializationException', 'the request body is not in the gzip format');
  }
}
