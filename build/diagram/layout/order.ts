import { type Grid, type Piece, piecesOf } from './grid.ts';

type Levels = readonly (readonly number[])[];

/** Rounds after which nothing gets better any more for graphs of this size. */
const rounds = 12;

/** The order of items in each level with the fewest crossings that sorting by neighbours, and swapping, can find. */
export function ordered(grid: Grid): Levels {
  const ties = tiesOf(grid);
  let best: Levels = grid.levels;
  let fewest = crossings(best, ties);
  let current: Levels = grid.levels;
  for (let round = 0; round < rounds && fewest > 0; round += 1) {
    current = swapped(sweep(current, ties, round % 2 === 0 ? 'down' : 'up'), ties);
    const count = crossings(current, ties);
    if (count < fewest) [best, fewest] = [current, count];
  }
  return best;
}

/** The items that each item is tied to, in the level before and in the level after. */
type Ties = readonly { readonly before: readonly number[]; readonly after: readonly number[] }[];

function tiesOf(grid: Grid): Ties {
  const ties = grid.items.map((): { before: number[]; after: number[] } => ({ before: [], after: [] }));
  for (const { from, to } of piecesOf(grid) satisfies readonly Piece[]) {
    ties[from]?.after.push(to);
    ties[to]?.before.push(from);
  }
  return ties;
}

/** Where each item stands in its level. */
function placesIn(levels: Levels): Map<number, number> {
  return new Map(levels.flatMap((level) => level.map((item, index) => [item, index] as const)));
}

function sweep(levels: Levels, ties: Ties, direction: 'down' | 'up'): Levels {
  const places = placesIn(levels);
  const result = levels.map((level) => [...level]);
  const steps = levels.map((_, index) => (direction === 'down' ? index : levels.length - 1 - index)).slice(1);
  for (const step of steps) {
    const level = result[step] ?? [];
    const wanted = new Map(
      level.map((item, index) => {
        const neighbours = ties[item]?.[direction === 'down' ? 'before' : 'after'] ?? [];
        return [item, wantedAt(index, neighbours, places)];
      }),
    );
    level.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
    for (const [index, item] of level.entries()) places.set(item, index);
  }
  return result;
}

/** Where an item would like to be: in the middle of what it is tied to, else where it is. */
function wantedAt(index: number, neighbours: readonly number[], places: ReadonlyMap<number, number>): number {
  if (neighbours.length === 0) return index;
  return neighbours.reduce((sum, other) => sum + (places.get(other) ?? 0), 0) / neighbours.length;
}

/** Swaps neighbours in a level as long as that saves crossings. */
function swapped(levels: Levels, ties: Ties): Levels {
  const places = placesIn(levels);
  const result = levels.map((level) => [...level]);
  for (let improved = true; improved; ) {
    improved = false;
    for (const level of result) {
      for (let index = 0; index + 1 < level.length; index += 1) {
        const [a, b] = [level[index], level[index + 1]];
        if (a === undefined || b === undefined) continue;
        if (crossingsOf([b, a], ties, places) >= crossingsOf([a, b], ties, places)) continue;
        [level[index], level[index + 1]] = [b, a];
        places.set(b, index).set(a, index + 1);
        improved = true;
      }
    }
  }
  return result;
}

/** How often the lines of two items cross when the first stands before the second. */
function crossingsOf(
  [first, second]: readonly [number, number],
  ties: Ties,
  places: ReadonlyMap<number, number>,
): number {
  let count = 0;
  for (const side of ['before', 'after'] as const) {
    for (const one of ties[first]?.[side] ?? []) {
      for (const other of ties[second]?.[side] ?? []) {
        if ((places.get(one) ?? 0) > (places.get(other) ?? 0)) count += 1;
      }
    }
  }
  return count;
}

/** How many times lines cross. */
function crossings(levels: Levels, ties: Ties): number {
  const places = placesIn(levels);
  const onlyAfter = ties.map(({ after }) => ({ before: [], after }));
  return levels.reduce((sum, level) => sum + crossingsIn(level, onlyAfter, places), 0);
}

function crossingsIn(level: readonly number[], ties: Ties, places: ReadonlyMap<number, number>): number {
  return level.reduce(
    (sum, first, index) =>
      level.slice(index + 1).reduce((count, second) => count + crossingsOf([first, second], ties, places), sum),
    0,
  );
}
