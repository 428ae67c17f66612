import type { Recorded } from './access.ts';
import type { Observed } from './host.ts';

/** Opens an empty memory of decisions and of operations that are not modelled. */
export function openObserved(): Observed {
  let decisions: Recorded[] = [];
  const unsupported = new Set<string>();
  return {
    decision: (decision) => void decisions.push(decision),
    unsupported: (name) => void unsupported.add(name),
    decisions: () => decisions,
    unsupportedOperations: () => [...unsupported].sort(),
    clear: () => {
      decisions = [];
      unsupported.clear();
    },
  };
}
