import type { Offering } from '#lib/product.ts';
import { openEngine } from './check/engine.ts';
import { merged } from './merged.ts';
import type { PortableRequest, Prepared, PrepareOptions } from './prepare.ts';
import { prepare } from './prepare.ts';

/** What is told of each offering, in the order of completion. */
export type Listener = {
  readonly onBundles: (offering: Offering, bundles: readonly PortableRequest[]) => void;
  readonly onPrepared: (offering: Offering, prepared: Prepared) => void;
};

/**
 * Offerings that are under way at the same time. While the engine looks at one, others are synthesized; more of them
 * would only take memory.
 */
const lanes = 8;

/**
 * Prepares offerings, each exactly once: synthesis on this thread, CloudFormation Validate on another.
 *
 * @throws InputError with everything that was wrong with any of them
 */
export async function prepareAll(
  offerings: readonly Offering[],
  options: PrepareOptions,
  { onBundles, onPrepared }: Listener,
): Promise<void> {
  if (offerings.length === 0) return;
  const engine = options.engine === false ? undefined : openEngine();
  const errors = new Map<Offering, unknown>();
  const queue = offerings.values();
  const lane = async () => {
    for (const offering of queue) {
      const beside = {
        ...(engine !== undefined && { engine }),
        onBundles: (bundles: readonly PortableRequest[]) => onBundles(offering, bundles),
      };
      try {
        onPrepared(offering, await prepare(offering, options, beside));
      } catch (error) {
        errors.set(offering, error);
      }
      // Without an engine nothing is ever waited for, and no message of the bundler would be taken until the end.
      await new Promise(setImmediate);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await engine?.close();
  }
  // In the order of the offerings, whichever was done first.
  if (errors.size > 0)
    throw merged(offerings.flatMap((offering) => (errors.has(offering) ? [errors.get(offering)] : [])));
}
