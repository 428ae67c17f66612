/** Takes the next task for a lane. The counter is shared memory, so that a busy thread keeps no other waiting. */
export function takeNext(ids: readonly string[], counter: Int32Array): string | undefined {
  return ids[Atomics.add(counter, 0, 1)];
}
