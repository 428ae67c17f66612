/** Told about what was thrown outside of any promise that somebody waits for. */
export type OnCrash = (thrown: unknown) => void;

const KINDS = ['uncaughtException', 'unhandledRejection'] as const;

const watchers = new Set<OnCrash>();
const parked = new Map<(typeof KINDS)[number], OnCrash[]>();

/**
 * Takes over what ends the process otherwise: a forgotten `await`, a timer that throws. The runtime of Lambda answers such a
 * thing by ending the process and delivering the event again, twice, each time running all the work once more; and in the
 * end nobody has told CloudFormation. Returns what puts the runtime's own listeners back.
 */
export function watchCrashes(onCrash: OnCrash): () => void {
  if (watchers.size === 0) takeOver();
  watchers.add(onCrash);
  return () => {
    watchers.delete(onCrash);
    if (watchers.size === 0) giveBack();
  };
}

function tell(thrown: unknown): void {
  for (const watcher of watchers) watcher(thrown);
}

function takeOver(): void {
  for (const kind of KINDS) {
    // The type of Node's list says no more than that they are functions.
    parked.set(
      kind,
      process.rawListeners(kind).map((listener) => listener as OnCrash),
    );
    process.removeAllListeners(kind);
    process.on(kind, tell);
  }
}

function giveBack(): void {
  for (const kind of KINDS) {
    process.off(kind, tell);
    for (const listener of parked.get(kind) ?? []) process.on(kind, listener);
  }
}
