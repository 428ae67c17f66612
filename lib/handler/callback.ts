import { FactoryError, OutsideError } from '../errors.ts';
import { reasonFor } from './answer.ts';
import { jittered } from './aws-errors.ts';
import type { Redactor } from './redact.ts';
import type { Sleep } from './sleep.ts';

/** Where an answer goes, and how much time there is for it. */
export type Callback = {
  readonly url: string;
  readonly body: string;
  readonly remainingMs: () => number;
  readonly redactor: Redactor;
  readonly fetch: typeof fetch;
  readonly sleep: Sleep;
  readonly random: () => number;
  /** Told about each try that failed. */
  readonly onRetry: (attempt: number, reason: string) => void;
};

/** The time that is kept free, so that giving up is still this function's own decision. */
const MARGIN_MS = 500;
const LONGEST_TRY_MS = 10_000;

/**
 * Puts the answer where CloudFormation waits for it. Any failure is tried again until the function's time is up, a refusal
 * too: S3 has refused good presigned requests for a moment. Then it throws, and Lambda delivers the event once more.
 */
export async function deliver(callback: Callback): Promise<void> {
  if (!URL.canParse(callback.url)) {
    throw new FactoryError('NO_CALLBACK', 'the event has no ResponseURL, so there is nobody to answer to');
  }
  for (let attempt = 1; ; attempt++) {
    const failure = await tryOnce(callback);
    if (failure === undefined) return;
    const delay = jittered(attempt, { firstDelayMs: 250, random: callback.random });
    if (callback.remainingMs() - delay < 2 * MARGIN_MS) {
      throw new OutsideError(`CloudFormation's callback did not take the answer in ${attempt} tries: ${failure}`);
    }
    callback.onRetry(attempt, failure);
    await callback.sleep(delay);
  }
}

async function tryOnce(callback: Callback): Promise<string | undefined> {
  const limitMs = Math.max(MARGIN_MS, Math.min(LONGEST_TRY_MS, callback.remainingMs() - MARGIN_MS));
  try {
    const response = await callback.fetch(callback.url, {
      method: 'PUT',
      body: callback.body,
      // The URL is signed for an empty content type; without the header fetch would add one.
      headers: { 'content-type': '' },
      signal: AbortSignal.timeout(limitMs),
    });
    const text = await response.text();
    return response.ok ? undefined : `status ${response.status}${codeIn(text)}`;
  } catch (error) {
    return reasonFor(error, callback.redactor);
  }
}

/** S3 explains itself in XML. */
function codeIn(text: string): string {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1];
  const message = /<Message>([^<]{1,200})<\/Message>/.exec(text)?.[1];
  return [code, message]
    .filter((part) => part !== undefined)
    .map((part) => `, ${part}`)
    .join('');
}
