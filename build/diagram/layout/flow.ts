/** A box to be placed: `along` is its size in the direction of the flow, `across` the other one. */
export type Box = { readonly id: string; readonly along: number; readonly across: number };

/** A line between two boxes, with the room that its words need. */
export type Wire = {
  readonly from: string;
  readonly to: string;
  /** Lines of one box with the same words share them. */
  readonly words: string;
  readonly label: { readonly along: number; readonly across: number };
  /** The lower, the more the line should go with the flow. */
  readonly rank: number;
  readonly both: boolean;
};

/** A wire in the direction that it is laid out in; turned when it goes against the flow. */
export type Laid = { readonly wire: Wire; readonly from: string; readonly to: string; readonly turned: boolean };

/**
 * Turns wires so that no circle is left. Those that say most about the flow are taken first; one that would close a
 * circle with them is turned.
 */
export function withoutCircles(wires: readonly Wire[]): Laid[] {
  const taken: Laid[] = [];
  const turned = new Map<Wire, Laid>();
  for (const wire of wires.toSorted((a, b) => a.rank - b.rank)) {
    const closes = reaches(taken, wire.to, wire.from);
    const laid = closes
      ? { wire, from: wire.to, to: wire.from, turned: true }
      : { wire, from: wire.from, to: wire.to, turned: false };
    taken.push(laid);
    turned.set(wire, laid);
  }
  return wires.flatMap((wire) => turned.get(wire) ?? []);
}

function reaches(laid: readonly Laid[], from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const id of seen) {
    if (id === to) return true;
    for (const one of laid) if (one.from === id) seen.add(one.to);
  }
  return false;
}

export type Room = {
  /** How much of a layer may be filled. */
  readonly across: number;
  /** Room between two boxes of a layer. */
  readonly gap: number;
};

/** The layer of every box: after all that it depends on, and no layer fuller than there is room. */
export function layersOf(boxes: readonly Box[], laid: readonly Laid[], room: Room): Map<string, number> {
  const layers = new Map<string, number>();
  const filled: number[] = [];
  const take = ({ id, across }: Box, from: number): void => {
    let layer = from;
    while ((filled[layer] ?? 0) > 0 && (filled[layer] ?? 0) + across + room.gap > room.across) layer += 1;
    filled[layer] = (filled[layer] ?? -room.gap) + across + room.gap;
    layers.set(id, layer);
  };
  for (const box of inOrder(boxes, laid)) {
    const before = laid.filter(({ to }) => to === box.id).map(({ from }) => (layers.get(from) ?? 0) + 1);
    take(box, Math.max(0, ...before));
  }
  pullSources(boxes, laid, { layers, filled, room });
  return compact(layers);
}

/** How many boxes stand one after the other along the flow at least. */
export function depthOf(boxes: readonly Box[], wires: readonly Wire[]): number {
  const layers = layersOf(boxes, withoutCircles(wires), { across: Number.POSITIVE_INFINITY, gap: 0 });
  return Math.max(-1, ...layers.values()) + 1;
}

/** Boxes so that each comes after all that leads to it; otherwise as they were. */
function inOrder(boxes: readonly Box[], laid: readonly Laid[]): Box[] {
  const done = new Set<string>();
  const ordered: Box[] = [];
  while (ordered.length < boxes.length) {
    const ready = boxes.filter(({ id }) => !done.has(id) && laid.every(({ from, to }) => to !== id || done.has(from)));
    if (ready.length === 0) break;
    for (const box of ready) done.add(box.id);
    ordered.push(...ready);
  }
  return ordered;
}

type Filling = { readonly layers: Map<string, number>; readonly filled: number[]; readonly room: Room };

/** What nothing leads to moves next to what it leads to, where there is room: a short line is easier to follow. */
function pullSources(boxes: readonly Box[], laid: readonly Laid[], { layers, filled, room }: Filling): void {
  for (const { id, across } of boxes) {
    if (laid.some(({ to }) => to === id)) continue;
    const after = laid.filter(({ from }) => from === id).map(({ to }) => layers.get(to) ?? 0);
    const [now, wanted] = [layers.get(id) ?? 0, Math.min(...after) - 1];
    for (let layer = wanted; layer > now && Number.isFinite(layer); layer -= 1) {
      if ((filled[layer] ?? 0) + across + room.gap > room.across) continue;
      filled[layer] = (filled[layer] ?? 0) + across + room.gap;
      filled[now] = (filled[now] ?? 0) - across - room.gap;
      layers.set(id, layer);
      break;
    }
  }
}

/** Leaves no empty layer between others. */
function compact(layers: ReadonlyMap<string, number>): Map<string, number> {
  const used = [...new Set(layers.values())].sort((a, b) => a - b);
  return new Map([...layers].map(([id, layer]) => [id, used.indexOf(layer)]));
}
