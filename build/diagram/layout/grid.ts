import type { Box, Laid } from './flow.ts';

/** Something that takes room in a level: a box, the words of wires, or a wire on its way. */
export type Item = {
  readonly kind: 'box' | 'words' | 'pass';
  readonly level: number;
  readonly along: number;
  readonly across: number;
  /** Id of a box; empty for others. */
  readonly id: string;
};

/** A piece of wire from an item to one of the next level. */
export type Piece = { readonly from: number; readonly to: number };

/** Wires of one box that share their words. */
export type Bundle = { readonly laid: readonly Laid[]; readonly words: number; readonly pieces: readonly Piece[] };

/** Boxes stand on even levels, words on odd ones; items are named by their index. */
export type Grid = {
  readonly items: readonly Item[];
  readonly levels: readonly (readonly number[])[];
  readonly bundles: readonly Bundle[];
};

/** Room that a passing wire takes. */
const passWidth = 6;

/** Layers of boxes to levels of items, with every wire cut into pieces that go from one level to the next. */
export function gridOf(boxes: readonly Box[], laid: readonly Laid[], layers: ReadonlyMap<string, number>): Grid {
  const items: Item[] = boxes.map((box) => ({ ...box, kind: 'box', level: 2 * (layers.get(box.id) ?? 0) }));
  const indexOf = new Map(boxes.map(({ id }, index) => [id, index]));
  const add = (item: Item) => items.push(item) - 1;
  const bundles = bundled(laid).map((group): Bundle => {
    const [first] = group;
    const start = indexOf.get(first.from) ?? 0;
    const level = (items[start]?.level ?? 0) + 1;
    const words = add({ kind: 'words', id: '', level, ...first.wire.label });
    const branches = group.flatMap(({ to }) => branch(words, indexOf.get(to) ?? 0, { items, add }));
    return { laid: group, words, pieces: [{ from: start, to: words }, ...branches] };
  });
  const count = Math.max(0, ...items.map(({ level }) => level + 1));
  const levels = Array.from({ length: count }, (_, level) =>
    items.flatMap((item, index) => (item.level === level ? [index] : [])),
  );
  return { items, levels, bundles };
}

type Growing = { readonly items: readonly Item[]; readonly add: (item: Item) => number };

/** The pieces from the words of a wire to its box, through every level between them. */
function branch(words: number, end: number, { items, add }: Growing): Piece[] {
  const [first, last] = [items[words]?.level ?? 0, items[end]?.level ?? 0];
  const passes = Array.from({ length: Math.max(0, last - first - 1) }, (_, index) =>
    add({ kind: 'pass', id: '', level: first + 1 + index, along: 0, across: passWidth }),
  );
  const stops = [words, ...passes, end];
  return stops.slice(1).map((to, index) => ({ from: stops[index] ?? words, to }));
}

function bundled(laid: readonly Laid[]): [Laid, ...Laid[]][] {
  const keyOf = ({ wire, from, to, turned }: Laid) => `${from}|${wire.words}|${wire.both}|${turned ? to : ''}`;
  return [...Map.groupBy(laid, keyOf).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [[first, ...rest] satisfies [Laid, ...Laid[]]],
  );
}

/** All pieces of all wires. */
export function piecesOf({ bundles }: Grid): Piece[] {
  return bundles.flatMap(({ pieces }) => pieces);
}
