import { types } from 'node:util';

/** True for any error, also one that was made in another realm (a worker's preload, a test), which `instanceof` does not know. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
