import type { Grid, Item } from './grid.ts';
import { gapBetween } from './place.ts';

type Levels = readonly (readonly number[])[];

/** How far from the corner of a box a line leaves it at least. */
export const cornerRoom = 14;

/** Moves words to where their line leaves its box straight and, if the boxes overlap, reaches the next one straight. */
export function besideBoxes(grid: Grid, levels: Levels, places: ReadonlyMap<number, number>): Map<number, number> {
  const result = new Map(places);
  for (const { words, pieces } of grid.bundles) {
    const [trunk, ...branches] = pieces;
    const next = branches.filter(({ from }) => from === words).map(({ to }) => to);
    const [low, high] = sideOf(grid, trunk?.from ?? words, result);
    const sides = next.filter((item) => grid.items[item]?.kind === 'box').map((item) => sideOf(grid, item, result));
    const [lowest, highest] = [
      Math.max(low, ...sides.map(([from]) => from)),
      Math.min(high, ...sides.map(([, to]) => to)),
    ];
    const [first, last] = lowest <= highest ? [lowest, highest] : [low, high];
    const wish = clamped(result.get(words) ?? 0, first, last);
    result.set(words, clamped(wish, ...rangeOf(grid, levels, { item: words, places: result })));
  }
  return result;
}

/** Between which places a line can leave or reach a box. */
function sideOf({ items }: Grid, item: number, places: ReadonlyMap<number, number>): [lowest: number, highest: number] {
  const place = places.get(item) ?? 0;
  const half = (items[item]?.across ?? 0) / 2 - cornerRoom;
  return [place - half, place + half];
}

function clamped(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), Math.max(lowest, highest));
}

/**
 * Lets wires that pass several levels run straight there: every run of a wire takes one place that is free in all of
 * its levels, opposite of its words or of its box where that is possible.
 */
export function straightened(grid: Grid, levels: Levels, places: ReadonlyMap<number, number>): Map<number, number> {
  const result = new Map(places);
  for (const { items, start, end } of runsIn(grid)) {
    for (const run of freeRuns(grid, levels, { items, places: result })) {
      const wishes = [start, end].map((item) => result.get(item) ?? 0);
      const [first = 0] = wishes;
      const fitting = wishes.find((wish) => wish >= run.lowest && wish <= run.highest);
      const place = fitting ?? clamped(first, run.lowest, run.highest);
      for (const item of run.items) result.set(item, place);
    }
  }
  return result;
}

type Run = { readonly items: readonly number[]; readonly start: number; readonly end: number };

/** The passes of every branch of every wire, with what they begin and end at. */
function runsIn({ items, bundles }: Grid): Run[] {
  return bundles.flatMap(({ pieces, words }) => {
    const next = new Map(pieces.filter(({ from }) => items[from]?.kind === 'pass').map(({ from, to }) => [from, to]));
    const firsts = pieces.filter(({ from, to }) => from === words && items[to]?.kind === 'pass');
    return firsts.map(({ to: first }) => {
      const chain = [first];
      let end = first;
      for (let after = next.get(end); after !== undefined; after = next.get(end)) {
        end = after;
        if (items[after]?.kind === 'pass') chain.push(after);
      }
      return { items: chain, start: words, end };
    });
  });
}

type Free = { readonly items: number[]; lowest: number; highest: number };
type Passing = { readonly items: readonly number[]; readonly places: ReadonlyMap<number, number> };

/** The passes in as few groups as possible, each with a range that is free in all its levels. */
function freeRuns(grid: Grid, levels: Levels, { items, places }: Passing): Free[] {
  const runs: Free[] = [];
  for (const item of items) {
    const [lowest, highest] = rangeOf(grid, levels, { item, places });
    const run = runs.at(-1);
    const [low, high] = [Math.max(run?.lowest ?? lowest, lowest), Math.min(run?.highest ?? highest, highest)];
    if (run === undefined || low > high) runs.push({ items: [item], lowest, highest });
    else {
      run.items.push(item);
      run.lowest = low;
      run.highest = high;
    }
  }
  return runs;
}

/** How far an item can move in its level. */
function rangeOf(
  { items }: Grid,
  levels: Levels,
  { item, places }: { readonly item: number; readonly places: ReadonlyMap<number, number> },
): [lowest: number, highest: number] {
  const own = items[item];
  const level = levels[own?.level ?? -1] ?? [];
  const index = level.indexOf(item);
  const distance = (other: Item | undefined) =>
    own === undefined || other === undefined ? 0 : (own.across + other.across) / 2 + gapBetween(own, other);
  const [before, after] = [level[index - 1], level[index + 1]];
  return [
    before === undefined ? Number.NEGATIVE_INFINITY : (places.get(before) ?? 0) + distance(items[before]),
    after === undefined ? Number.POSITIVE_INFINITY : (places.get(after) ?? 0) - distance(items[after]),
  ];
}
