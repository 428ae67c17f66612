import { OutsideError } from '#lib/errors.ts';
import { isConflict, isRetryable, jittered } from '#lib/handler/aws-errors.ts';
import type { Sleep } from '#lib/handler/sleep.ts';

/** A change to something that others may change at the same time, and that has no conditional write. */
export type Change<State> = {
  /** What is changed, for the message when it does not work out: `the policy of the bucket`. */
  readonly what: string;
  readonly read: () => Promise<State>;
  /** What to write instead of this state; undefined when it is as wanted. */
  readonly next: (state: State) => State | undefined;
  readonly write: (state: State) => Promise<void>;
};

/** The clock, and what ends the waiting. */
export type Patience = { readonly sleep: Sleep; readonly signal: AbortSignal };

/** Others write rarely; whoever is still in the way after so many writes is a program that fights with this one. */
const MOST_WRITES = 5;
/** A bucket's configuration may be read as it was before for a moment after it was written. */
const LOOKS_AFTER_A_WRITE = 4;

/**
 * Reads, changes, writes and reads back until what is read is as wanted. When somebody else wrote in between, on top of
 * what was there before, the change is made again on top of theirs. A write that failed for a passing reason may have
 * taken effect, so it is not repeated blindly either.
 */
export async function settle<State>(change: Change<State>, patience: Patience): Promise<void> {
  let over: string | undefined;
  let failure: unknown;
  for (let writes = 0; ; writes++) {
    const { state, wanted } = await look(change, { ...patience, over });
    if (wanted === undefined) return;
    if (writes === MOST_WRITES) throw givenUp(change.what, failure);
    failure = await written(change, wanted);
    over = textOf(state);
  }
}

type Look<State> = { readonly state: State; readonly wanted: State | undefined };

/** Looks again while what is read may be what was there before the last write. */
async function look<State>(
  { read, next }: Change<State>,
  { sleep, signal, over }: Patience & { readonly over: string | undefined },
): Promise<Look<State>> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    const state = await read();
    const wanted = next(state);
    if (wanted === undefined || textOf(state) !== over || attempt >= LOOKS_AFTER_A_WRITE) return { state, wanted };
    await sleep(jittered(attempt, { firstDelayMs: 1_000, random: () => 1 }), signal);
  }
}

/** The error of a write that is worth another try. Two changes of one bucket at the same moment are refused by S3. */
async function written<State>(change: Change<State>, state: State): Promise<unknown> {
  try {
    await change.write(state);
    return undefined;
  } catch (error) {
    if (isRetryable(error) || isConflict(error)) return error;
    throw error;
  }
}

function givenUp(what: string, failure: unknown): OutsideError {
  return failure === undefined
    ? new OutsideError(
        `${what} was written ${MOST_WRITES} times and is not as it was written: something else changes it back`,
      )
    : new OutsideError(`${what} could not be written in ${MOST_WRITES} tries`, { cause: failure });
}

function textOf(state: unknown): string {
  return JSON.stringify(state) ?? 'nothing';
}
