import { depthOf } from '../layout/flow.ts';
import { type Direction, type Layout, layOut, type Rectangle, type Request, type Strand } from '../layout/lay-out.ts';
import type { Graph, Link, Thing } from '../model/graph.ts';
import { failureVerb, logVerb } from '../read/flows.ts';
import { type Card, cardHeight, cardOf } from './card.ts';
import { type Footer, footerOf } from './footer.ts';
import { widthOf, wrapped } from './measure.ts';
import { fonts, stacked, type TextLine, textBlock } from './text-block.ts';

/** What a picture is called. */
export type Words = { readonly title: string; readonly summary?: string };

/** How much room there is: a page, or a telephone. */
export type Width = 'page' | 'phone';

/** Everything in a picture at its place. */
export type Scene = {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly TextLine[];
  readonly cards: readonly Card[];
  readonly strands: readonly (Strand & { readonly quiet: boolean; readonly text: readonly TextLine[] })[];
  readonly direction: Direction;
  readonly footer: Footer;
  /** Rules between the parts. */
  readonly rules: readonly number[];
};

export const widths: { readonly [W in Width]: number } = { page: 900, phone: 360 };
const margin = { page: 24, phone: 12 } as const;

/** Puts a graph into a picture of a width. */
export function sceneOf(graph: Graph, words: Words, width: Width): Scene {
  const inner = widths[width] - 2 * margin[width];
  const tied = graph.things.filter(({ id }) => graph.links.some(({ from, to }) => from === id || to === id));
  const loose = graph.things.filter((thing) => !tied.includes(thing));
  const { layout, cardWidth } = bestLayout({ ...graph, things: tied }, width, inner);
  // What is too full for the width makes the picture wider; whoever shows it scales it down.
  const room = Math.max(inner, layout.width);
  const title = titleBlock(words, { x: margin[width], y: 14, width: room });
  const flow = moved(layout, { x: margin[width] + (room - layout.width) / 2, y: 14 + title.height + 14 });
  const flowEnd = 14 + title.height + 14 + layout.height;
  const grid = looseCards(loose, { x: margin[width], y: flowEnd + (tied.length > 0 ? 18 : 0), width: room }, cardWidth);
  const end = grid.end + 16;
  const footer = footerOf(graph, { x: margin[width], y: end + 14, width: room });
  const things = new Map(tied.map((thing) => [thing.id, thing]));
  return {
    width: Math.ceil(room + 2 * margin[width]),
    height: Math.ceil(footer.height === 0 ? end : end + 14 + footer.height),
    lines: [...title.lines, ...grid.lines],
    cards: [...[...flow.boxes].flatMap(([id, box]) => cardsOf(things.get(id), box)), ...grid.cards],
    strands: flow.strands.map((strand) => ({ ...strand, quiet: isQuiet(strand), text: wordsIn(strand) })),
    direction: flow.direction,
    footer,
    rules: footer.height === 0 ? [] : [end],
  };
}

function cardsOf(thing: Thing | undefined, box: Rectangle): Card[] {
  return thing === undefined ? [] : [cardOf(thing, box)];
}

function titleBlock({ title, summary = '' }: Words, { x, y, width }: { x: number; y: number; width: number }) {
  const texts = [
    { text: title, style: 'title', lines: 2 } as const,
    ...(summary === '' ? [] : [{ text: summary, style: 'summary', lines: 4 } as const]),
  ];
  return stacked(texts, { x, y, width });
}

/** Widths of cards that are tried for a flow from left to right, and the height beyond which it is no use. */
const [flowWidths, highest] = [[216, 196, 176], 760];
const cardWidths = { page: 196, phone: 148 } as const;

/** Flows from left to right where that fits, with cards as wide as there is room; else from top to bottom. */
function bestLayout(
  graph: Graph,
  width: Width,
  inner: number,
): { readonly layout: Layout; readonly cardWidth: number } {
  for (const cardWidth of width === 'phone' ? [] : flowWidths) {
    const request = requestOf(graph, 'right', { cardWidth, inner });
    if (depthOf(request.boxes, request.wires) * cardWidth > inner) continue;
    const layout = layOut(request);
    if (layout.width <= inner && layout.height <= highest) return { layout, cardWidth };
  }
  const cardWidth = cardWidths[width];
  return { layout: layOut(requestOf(graph, 'down', { cardWidth, inner })), cardWidth };
}

type Sizes = { readonly cardWidth: number; readonly inner: number };

function requestOf({ things, links }: Graph, direction: Direction, { cardWidth, inner }: Sizes): Request {
  const turn = (width: number, height: number) =>
    direction === 'right' ? { along: width, across: height } : { along: height, across: width };
  return {
    direction,
    room: direction === 'right' ? 640 : inner,
    boxes: things.map((thing) => ({ id: thing.id, ...turn(cardWidth, cardHeight(thing, cardWidth)) })),
    wires: links.map((link) => ({ ...link, words: link.verb, label: sizeOfWords(link, turn) })),
  };
}

const wordsWidth = 92;

function sizeOfWords({ verb }: Link, turn: (width: number, height: number) => { along: number; across: number }) {
  const font = fonts.words;
  const lines = wrapped(verb, { width: wordsWidth, lines: 3, font });
  const width = Math.max(...lines.map((line) => widthOf(line, font)));
  return turn(Math.ceil(width) + 6, lines.length * font.line + 2);
}

function wordsIn({ wires: [wire], words }: Strand): readonly TextLine[] {
  const place = { x: words.x + words.width / 2, y: words.y + 1, width: wordsWidth, lines: 3, middle: true };
  return textBlock(wire?.words ?? '', 'words', place).lines;
}

/** Lines that are about what goes wrong or is written down, not about the flow. */
function isQuiet({ wires }: Strand): boolean {
  return wires.every(({ words }) => words === failureVerb || words === logVerb);
}

function moved(layout: Layout, { x: right, y: down }: { readonly x: number; readonly y: number }): Layout {
  const shift = <P extends { readonly x: number; readonly y: number }>(place: P): P => ({
    ...place,
    x: Math.round((place.x + right) * 10) / 10,
    y: Math.round((place.y + down) * 10) / 10,
  });
  return {
    ...layout,
    boxes: new Map([...layout.boxes].map(([id, box]) => [id, shift(box)])),
    strands: layout.strands.map((strand) => ({
      ...strand,
      words: shift(strand.words),
      strokes: strand.strokes.map((stroke) => ({ ...stroke, from: shift(stroke.from), to: shift(stroke.to) })),
      heads: strand.heads.map((head) => ({ ...head, tip: shift(head.tip) })),
    })),
  };
}

type Area = { readonly x: number; readonly y: number; readonly width: number };
type Loose = { readonly cards: readonly Card[]; readonly lines: readonly TextLine[]; readonly end: number };

const gap = 16;

/** Things that nothing is tied to, in rows. */
function looseCards(things: readonly Thing[], { x, y, width }: Area, cardWidth: number): Loose {
  if (things.length === 0) return { cards: [], lines: [], end: y };
  const perRow = Math.max(1, Math.floor((width + gap) / (cardWidth + gap)));
  const rows = Array.from({ length: Math.ceil(things.length / perRow) }, (_, row) =>
    things.slice(row * perRow, (row + 1) * perRow),
  );
  let top = y;
  const cards = rows.flatMap((row) => {
    const height = Math.max(...row.map((thing) => cardHeight(thing, cardWidth)));
    const start = x + (width - row.length * (cardWidth + gap) + gap) / 2;
    const placed = row.map((thing, column) =>
      cardOf(thing, { x: start + column * (cardWidth + gap), y: top, width: cardWidth, height }),
    );
    top += height + gap;
    return placed;
  });
  return { cards, lines: [], end: top - gap };
}
