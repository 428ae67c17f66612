import { setTimeout as after } from 'node:timers/promises';

/** Waits for `ms` milliseconds; rejects with the signal's reason when told to stop. Handed in, so that tests need no time. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Waits on the real clock. */
export const sleep: Sleep = (ms, signal) => after(ms, undefined, { signal });
