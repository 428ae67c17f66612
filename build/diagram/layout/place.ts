import { type Grid, type Item, piecesOf } from './grid.ts';

type Levels = readonly (readonly number[])[];

/** Rounds after which places move by less than anybody sees. */
const rounds = 24;

/**
 * The middle of every item across the flow: as close to the middle of what it is tied to as the order of its level and
 * the gaps between items allow, and within `room` if the level fits there.
 */
export function placed(grid: Grid, levels: Levels, room: number): Map<number, number> {
  const ties = tiesOf(grid);
  const places = new Map<number, number>();
  for (const level of levels) spread(grid, level, { places, room });
  for (let round = 0; round < rounds; round += 1) {
    const sequence = round % 2 === 0 ? levels : levels.toReversed();
    for (const level of sequence) settle(grid, level, { places, room, ties });
  }
  return places;
}

type Spreading = { readonly places: Map<number, number>; readonly room: number };

/** To begin with, every level stands in the middle. */
function spread(grid: Grid, level: readonly number[], { places, room }: Spreading): void {
  const offsets = offsetsIn(grid, level);
  const total = offsets.at(-1) ?? 0;
  for (const [index, item] of level.entries()) places.set(item, room / 2 - total / 2 + (offsets[index] ?? 0));
}

/** Least distances of the items of a level from its first. */
function offsetsIn({ items }: Grid, level: readonly number[]): number[] {
  let offset = 0;
  return level.map((item, index) => {
    const before = items[level[index - 1] ?? -1];
    const own = items[item];
    if (before !== undefined && own !== undefined) offset += (before.across + own.across) / 2 + gapBetween(before, own);
    return offset;
  });
}

/** Boxes keep more distance than lines do. */
export function gapBetween(one: Item, other: Item): number {
  if (one.kind === 'box' && other.kind === 'box') return 24;
  return one.kind === 'pass' && other.kind === 'pass' ? 8 : 12;
}

function settle(
  grid: Grid,
  level: readonly number[],
  { places, room, ties }: Spreading & { readonly ties: Ties },
): void {
  const offsets = offsetsIn(grid, level);
  const wishes = level.map((item, index) => {
    const { place, weight } = wishOf(item, { places, ties });
    return { value: place - (offsets[index] ?? 0), weight };
  });
  const first = grid.items[level[0] ?? -1];
  const last = grid.items[level.at(-1) ?? -1];
  const lowest = (first?.across ?? 0) / 2;
  const highest = room - (last?.across ?? 0) / 2 - (offsets.at(-1) ?? 0);
  for (const [index, value] of rising(wishes).entries()) {
    const bounded = highest < lowest ? lowest : Math.min(Math.max(value, lowest), highest);
    places.set(level[index] ?? -1, bounded + (offsets[index] ?? 0));
  }
}

/** What each item is tied to, and how strongly. */
type Ties = readonly (readonly { readonly item: number; readonly weight: number }[])[];

function tiesOf(grid: Grid): Ties {
  const ties = grid.items.map((): { item: number; weight: number }[] => []);
  for (const { from, to } of piecesOf(grid)) {
    const weight = pull(grid.items[from], grid.items[to]);
    ties[from]?.push({ item: to, weight });
    ties[to]?.push({ item: from, weight });
  }
  return ties;
}

type Wishing = { readonly places: ReadonlyMap<number, number>; readonly ties: Ties };

/** The weighted middle of the neighbours. */
function wishOf(item: number, { places, ties }: Wishing): { readonly place: number; readonly weight: number } {
  const own = ties[item] ?? [];
  const weight = own.reduce((sum, tie) => sum + tie.weight, 0);
  if (weight === 0) return { place: places.get(item) ?? 0, weight: 0.1 };
  return { place: own.reduce((sum, tie) => sum + (places.get(tie.item) ?? 0) * tie.weight, 0) / weight, weight };
}

/** Wires on their way pull hardest, so that long wires run straight. */
function pull(one: Item | undefined, other: Item | undefined): number {
  const boxes = [one, other].filter((item) => item?.kind === 'box').length;
  return boxes === 0 ? 6 : 1;
}

type Wish = { readonly value: number; readonly weight: number };

/** The rising sequence that is closest to the wishes: neighbours that would overtake each other meet in the middle. */
function rising(wishes: readonly Wish[]): number[] {
  const blocks: { value: number; weight: number; count: number }[] = [];
  for (const { value, weight } of wishes) {
    blocks.push({ value, weight, count: 1 });
    for (
      let [a, b] = blocks.slice(-2);
      a !== undefined && b !== undefined && a.value > b.value;
      [a, b] = blocks.slice(-2)
    ) {
      const both = a.weight + b.weight;
      const joined = {
        value: (a.value * a.weight + b.value * b.weight) / both,
        weight: both,
        count: a.count + b.count,
      };
      blocks.splice(-2, 2, joined);
    }
  }
  return blocks.flatMap(({ value, count }) => Array.from({ length: count }, () => value));
}
