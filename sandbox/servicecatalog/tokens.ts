import { createHash } from 'node:crypto';
import type { Host } from '../core/host.ts';
import type { Call } from '../core/service.ts';
import { invalid } from './errors.ts';
import { shelf } from './shelf.ts';

/**
 * Does a thing once for each idempotency token: whoever comes again with the token gets what was made the first time.
 * AWS does not say how long it remembers; the sandbox does so for good.
 *
 * @param make makes the thing and gives its id
 * @throws AwsError when the token was used for another request
 */
export async function once(
  call: Call,
  {
    operation,
    token,
    input,
  }: { readonly operation: string; readonly token: string | undefined; readonly input: object },
  make: () => string | Promise<string>,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  if (token === undefined) return { id: await make(), isNew: true };
  const key = `${operation}/${token}`;
  // Two requests with one token at the same time: the second waits for what the first makes.
  const waiting = waitingIn(call.host);
  const place = `${call.account}/${call.region}/${key}`;
  for (let first = waiting.get(place); first !== undefined; first = waiting.get(place)) await first.catch(() => {});
  const { tokens } = shelf(call);
  const fingerprint = fingerprintOf(input);
  const known = tokens.get(key);
  if (known !== undefined) {
    if (known.fingerprint !== fingerprint)
      throw invalid(`The idempotency token ${token} was used before with other parameters.`);
    return { id: known.id, isNew: false };
  }
  const making = (async () => {
    const id = await make();
    tokens.put(key, { fingerprint, id });
    return id;
  })();
  waiting.set(place, making);
  try {
    return { id: await making, isNew: true };
  } finally {
    waiting.delete(place);
  }
}

const underWay = new WeakMap<Host, Map<string, Promise<string>>>();

function waitingIn(host: Host): Map<string, Promise<string>> {
  const known = underWay.get(host) ?? new Map<string, Promise<string>>();
  underWay.set(host, known);
  return known;
}

/** The same for the same request, in whatever order its members come. */
function fingerprintOf(input: object): string {
  const text = JSON.stringify(input, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
