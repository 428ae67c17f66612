import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FactoryError, InputError } from '#lib/errors.ts';
import type { Offering } from '#lib/product.ts';
import type { Prepared, PrepareOptions } from './prepare.ts';
import { prepare } from './prepare.ts';
import { takeNext } from './take-next.ts';
import type { Reply, WorkerData } from './worker.ts';

/**
 * Below this many offerings for each thread a further thread does not pay: it has to load CDK and the engines first,
 * which takes about as long as preparing this many.
 */
const offeringsPerThread = 6;

type OnDone = (offering: Offering, prepared: Prepared) => void;

/**
 * Prepares offerings, each exactly once, on this thread and, where there are enough of them, on others beside it.
 * `onDone` is called in the order of completion.
 *
 * @throws InputError with everything that was wrong with any of them
 */
export async function prepareAll(
  offerings: readonly Offering[],
  options: PrepareOptions,
  onDone: OnDone,
): Promise<void> {
  const data: WorkerData = {
    options: { root: options.root },
    ids: offerings.map(({ id }) => id),
    counter: new Int32Array(new SharedArrayBuffer(4)),
  };
  const helpers = Math.min(availableParallelism() - 1, Math.floor(offerings.length / offeringsPerThread) - 1);
  const done = (id: string, prepared: Prepared) => {
    const offering = offerings.find((one) => one.id === id);
    if (offering !== undefined) onDone(offering, prepared);
  };
  const lanes = Array.from({ length: Math.max(helpers, 0) }, () => onAnotherThread(data, done));
  const errors = (await Promise.all([onThisThread(data, offerings, done), ...lanes])).flat();
  if (errors.length > 0) throw merged(errors);
}

type Report = (id: string, prepared: Prepared) => void;

async function onThisThread(
  { ids, counter, options }: WorkerData,
  offerings: readonly Offering[],
  done: Report,
): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (let id = takeNext(ids, counter); id !== undefined; id = takeNext(ids, counter)) {
    const offering = offerings.find((one) => one.id === id);
    try {
      if (offering !== undefined) done(id, await prepare(offering, options));
    } catch (error) {
      errors.push(error);
    }
    // Preparing never waits for anything: without this, no message of another thread would be taken until the end.
    await new Promise(setImmediate);
  }
  return errors;
}

function onAnotherThread(data: WorkerData, done: Report): Promise<unknown[]> {
  return new Promise((resolve) => {
    const errors: unknown[] = [];
    const worker = new Worker(join(import.meta.dirname, 'worker.ts'), { workerData: data });
    worker.on('message', (reply: Reply) => {
      if ('prepared' in reply) done(reply.id, reply.prepared);
      else
        errors.push(
          'refused' in reply
            ? new InputError(reply.refused.subject, reply.refused.issues)
            : new FactoryError(reply.failed.code, reply.failed.message),
        );
    });
    worker.on('error', (error) => errors.push(error));
    worker.on('exit', () => resolve(errors));
  });
}

/** Every wrong input at once; anything else that went wrong goes first, alone. */
function merged(errors: readonly unknown[]): unknown {
  const other = errors.find((error) => !(error instanceof InputError));
  if (other !== undefined || errors.length === 1) return other ?? errors[0];
  const inputs = errors.filter((error) => error instanceof InputError);
  return new InputError(
    'the build',
    inputs.flatMap(({ subject, issues }) =>
      issues.map(({ path, message }) => ({ path: path === '' ? `${subject}:` : `${subject}: ${path}`, message })),
    ),
  );
}
