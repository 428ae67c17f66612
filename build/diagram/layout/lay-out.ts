import { type Box, layersOf, type Wire, withoutCircles } from './flow.ts';
import { type Bundle, type Grid, gridOf, type Piece, piecesOf } from './grid.ts';
import { ordered } from './order.ts';
import { placed } from './place.ts';
import { besideBoxes, cornerRoom, straightened } from './straighten.ts';

/** A place in the picture. */
export type Point = { readonly x: number; readonly y: number };
export type Rectangle = Point & { readonly width: number; readonly height: number };

/** Which way the flow goes. */
export type Direction = 'right' | 'down';

/** A line from one place to another: straight, or a curve that leaves and arrives in the direction of the flow. */
export type Stroke = { readonly from: Point; readonly to: Point; readonly curved: boolean };

/** The lines of wires that share their words. */
export type Strand = {
  readonly wires: readonly Wire[];
  readonly words: Rectangle;
  readonly strokes: readonly Stroke[];
  readonly heads: readonly Head[];
};

/** An arrowhead: its tip, and which way it points along the flow. */
export type Head = { readonly tip: Point; readonly forward: boolean };

export type Layout = {
  readonly direction: Direction;
  readonly boxes: ReadonlyMap<string, Rectangle>;
  readonly strands: readonly Strand[];
  readonly width: number;
  readonly height: number;
};

export type Request = {
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  readonly direction: Direction;
  /** Room across the flow. */
  readonly room: number;
};

/** Places boxes in layers along the flow, and lines and their words between them. Nothing lies on anything else. */
export function layOut({ boxes, wires, direction, room }: Request): Layout {
  const laid = withoutCircles(wires);
  const layers = layersOf(boxes, laid, { across: room, gap: 24 });
  const grid = gridOf(boxes, laid, layers);
  const levels = ordered(grid);
  const across = normalized(grid, acrossOf(grid, levels, room));
  const bands = bandsOf(grid, across);
  const frame: Frame = { grid, bands, across, ports: portsOf(grid, across), direction };
  const strands = grid.bundles.map((bundle) => strandOf(frame, bundle));
  const rectangles = grid.items.map((_, index) => rectangleOf(frame, index));
  const boxed = new Map(
    grid.items.flatMap(({ kind, id }, index) => {
      const rectangle = rectangles[index];
      return kind === 'box' && rectangle !== undefined ? [[id, rectangle] as const] : [];
    }),
  );
  return {
    direction,
    strands,
    boxes: boxed,
    width: Math.max(0, ...rectangles.map(({ x, width }) => x + width)),
    height: Math.max(0, ...rectangles.map(({ y, height }) => y + height)),
  };
}

function acrossOf(grid: Grid, levels: readonly (readonly number[])[], room: number): Map<number, number> {
  return straightened(grid, levels, besideBoxes(grid, levels, placed(grid, levels, room)));
}

/** Moves everything so that the picture begins at nought. */
function normalized({ items }: Grid, places: ReadonlyMap<number, number>): Map<number, number> {
  const least = Math.min(...[...places].map(([item, place]) => place - (items[item]?.across ?? 0) / 2));
  return new Map([...places].map(([item, place]) => [item, place - least]));
}

/** Where a level begins and ends along the flow. */
type Band = { readonly start: number; readonly end: number };

/** Lines are straight where their arrowheads sit. */
const headRoom = 8;

/** Levels one after the other, with more room between them where lines swing wide. */
function bandsOf(grid: Grid, across: ReadonlyMap<number, number>): Band[] {
  const bands: Band[] = [];
  let start = 0;
  for (const [level, items] of grid.levels.entries()) {
    const end = start + Math.max(0, ...items.map((item) => grid.items[item]?.along ?? 0));
    bands.push({ start, end });
    const swings = piecesOf(grid)
      .filter(({ from }) => grid.items[from]?.level === level)
      .map(({ from, to }) => Math.abs((across.get(from) ?? 0) - (across.get(to) ?? 0)));
    start = end + Math.min(42, Math.max(level % 2 === 0 ? 16 : 26, Math.max(0, ...swings) * 0.1 + headRoom));
  }
  return bands;
}

/** Where a piece of wire leaves its first item and reaches its second, across the flow. */
type Ports = ReadonlyMap<Piece, { readonly leaves: number; readonly reaches: number }>;

/** Lines keep this distance where they leave or reach a box. */
const portGap = 16;

function portsOf(grid: Grid, across: ReadonlyMap<number, number>): Ports {
  const pieces = piecesOf(grid);
  const leaves = new Map<Piece, number>();
  const reaches = new Map<Piece, number>();
  for (const index of grid.items.keys()) {
    const out = pieces
      .filter(({ from }) => from === index)
      .map((piece) => ({ piece, other: across.get(piece.to) ?? 0 }));
    const into = pieces
      .filter(({ to }) => to === index)
      .map((piece) => ({ piece, other: across.get(piece.from) ?? 0 }));
    for (const [piece, place] of portsAt(grid, { index, across }, out)) leaves.set(piece, place);
    for (const [piece, place] of portsAt(grid, { index, across }, into)) reaches.set(piece, place);
  }
  return new Map(pieces.map((piece) => [piece, { leaves: leaves.get(piece) ?? 0, reaches: reaches.get(piece) ?? 0 }]));
}

type Side = { readonly index: number; readonly across: ReadonlyMap<number, number> };
type Tie = { readonly piece: Piece; readonly other: number };

/** Ports on one side of an item: opposite of where the lines go, if that is within the side; never on each other. */
function portsAt({ items }: Grid, { index, across }: Side, ties: readonly Tie[]): [Piece, number][] {
  const middle = across.get(index) ?? 0;
  const item = items[index];
  if (item === undefined || item.kind !== 'box') return ties.map(({ piece }) => [piece, middle]);
  const sorted = ties.toSorted((a, b) => a.other - b.other);
  const half = item.across / 2 - cornerRoom;
  const gap = Math.min(portGap, (2 * half) / Math.max(1, sorted.length - 1));
  const [lowest, span] = [middle - half, gap * (sorted.length - 1)];
  let least = lowest;
  return sorted.map(({ piece, other }, place): [Piece, number] => {
    const most = middle + half - span + gap * place;
    const port = Math.min(Math.max(other, least), most);
    least = port + gap;
    return [piece, port];
  });
}

type Frame = {
  readonly grid: Grid;
  readonly bands: readonly Band[];
  readonly across: ReadonlyMap<number, number>;
  readonly ports: Ports;
  readonly direction: Direction;
};

function pointAt({ direction }: Frame, along: number, across: number): Point {
  return direction === 'right' ? { x: round(along), y: round(across) } : { x: round(across), y: round(along) };
}

/** A tenth of a unit is less than anybody sees, and keeps files small and the same everywhere. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Where an item begins and ends along the flow: in the middle of its level. */
function extentOf({ grid, bands }: Frame, index: number): Band {
  const item = grid.items[index];
  const band = bands[item?.level ?? 0] ?? { start: 0, end: 0 };
  if (item === undefined || item.kind === 'pass') return band;
  const middle = (band.start + band.end) / 2;
  return { start: middle - item.along / 2, end: middle + item.along / 2 };
}

function rectangleOf(frame: Frame, index: number): Rectangle {
  const { start, end } = extentOf(frame, index);
  const { across = 0 } = frame.grid.items[index] ?? {};
  const middle = frame.across.get(index) ?? 0;
  const [a, b] = [pointAt(frame, start, middle - across / 2), pointAt(frame, end, middle + across / 2)];
  return { ...a, width: round(b.x - a.x), height: round(b.y - a.y) };
}

function strandOf(frame: Frame, { laid, words, pieces }: Bundle): Strand {
  const strokes = pieces.flatMap((piece) => strokesOf(frame, piece));
  const [trunk] = pieces;
  const isBox = (index: number) => frame.grid.items[index]?.kind === 'box';
  const ends = pieces.filter(({ to }) => isBox(to)).map((piece) => headAt(frame, piece, true));
  const start = trunk === undefined ? [] : [headAt(frame, trunk, false)];
  const isTurned = laid.some(({ turned }) => turned);
  const isBoth = laid.some(({ wire }) => wire.both);
  return {
    wires: laid.map(({ wire }) => wire),
    words: rectangleOf(frame, words),
    strokes,
    heads: isBoth ? [...start, ...ends] : isTurned ? start : ends,
  };
}

function headAt(frame: Frame, piece: Piece, forward: boolean): Head {
  const { leaves = 0, reaches = 0 } = frame.ports.get(piece) ?? {};
  const tip = forward
    ? pointAt(frame, extentOf(frame, piece.to).start, reaches)
    : pointAt(frame, extentOf(frame, piece.from).end, leaves);
  return { tip, forward };
}

/** A piece: out of its item to the end of the level, over to the next level, and up to the next item. */
function strokesOf(frame: Frame, piece: Piece): Stroke[] {
  const { leaves = 0, reaches = 0 } = frame.ports.get(piece) ?? {};
  const [from, to] = [extentOf(frame, piece.from), extentOf(frame, piece.to)];
  const [first, second] = [frame.grid.items[piece.from], frame.grid.items[piece.to]];
  const roomAt = (kind: string | undefined) => (kind === 'box' ? headRoom : 0);
  const end = (frame.bands[first?.level ?? 0]?.end ?? from.end) + roomAt(first?.kind);
  const start = (frame.bands[second?.level ?? 0]?.start ?? to.start) - roomAt(second?.kind);
  const passes = second?.kind === 'pass';
  const at = (along: number, across: number) => pointAt(frame, along, across);
  const all: Stroke[] = [
    { from: at(from.end, leaves), to: at(end, leaves), curved: false },
    { from: at(end, leaves), to: at(start, reaches), curved: true },
    { from: at(start, reaches), to: at(passes ? to.end : to.start, reaches), curved: false },
  ];
  return all.filter(({ from: a, to: b }) => a.x !== b.x || a.y !== b.y);
}
