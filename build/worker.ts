import { parentPort, workerData } from 'node:worker_threads';
import type { Issue } from '#lib/errors.ts';
import { FactoryError, InputError } from '#lib/errors.ts';
import type { Offering } from '#lib/product.ts';
import { loadOfferings } from './load.ts';
import type { Prepared, PrepareOptions } from './prepare.ts';
import { prepare } from './prepare.ts';
import { takeNext } from './take-next.ts';

/** What the pool gives a worker: what there is to do, and the counter that all lanes take their next task from. */
export type WorkerData = {
  readonly options: PrepareOptions;
  readonly ids: readonly string[];
  readonly counter: Int32Array;
};

/** What comes back for each offering: the result, or what was wrong, in a form that crosses threads. */
export type Reply =
  | { readonly id: string; readonly prepared: Prepared }
  | { readonly id: string; readonly refused: { readonly subject: string; readonly issues: readonly Issue[] } }
  | { readonly id: string; readonly failed: { readonly code: string; readonly message: string } };

async function work({ options, ids, counter }: WorkerData): Promise<void> {
  const offerings = await loadOfferings(options.root);
  for (let id = takeNext(ids, counter); id !== undefined; id = takeNext(ids, counter)) {
    parentPort?.postMessage(await reply(id, offerings, options));
  }
}

async function reply(id: string, offerings: readonly Offering[], options: PrepareOptions): Promise<Reply> {
  try {
    const offering = offerings.find((one) => one.id === id);
    if (offering === undefined) throw new FactoryError('CHANGED_UNDER_WAY', `'${id}' is no longer offered`);
    return { id, prepared: await prepare(offering, options) };
  } catch (error) {
    if (error instanceof InputError) return { id, refused: { subject: error.subject, issues: error.issues } };
    const code = error instanceof FactoryError ? error.code : 'FAILED';
    return {
      id,
      failed: { code, message: `${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` },
    };
  }
}

await work(workerData);
