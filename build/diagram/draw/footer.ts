import type { Rectangle } from '../layout/lay-out.ts';
import type { Graph, Step } from '../model/graph.ts';
import type { GlyphName } from './glyphs.ts';
import { widthOf } from './measure.ts';
import { fonts, stacked, type TextLine, textBlock } from './text-block.ts';

/** A small mark before a text: a sign, or a patch of colour that explains one. */
export type Mark = {
  readonly x: number;
  readonly y: number;
  readonly glyph: GlyphName | 'patch' | 'dashes';
  readonly role: string;
};

/** Parts of the picture below the flow. */
export type Footer = {
  readonly lines: readonly TextLine[];
  readonly marks: readonly Mark[];
  /** Pills behind the phases of a launch. */
  readonly pills: readonly Rectangle[];
  readonly height: number;
};

const empty: Footer = { lines: [], marks: [], pills: [], height: 0 };

type Place = { readonly x: number; readonly y: number; readonly width: number };

function below(first: Footer, second: (y: number) => Footer): Footer {
  const next = second(first.height);
  return {
    lines: [...first.lines, ...next.lines],
    marks: [...first.marks, ...next.marks],
    pills: [...first.pills, ...next.pills],
    height: first.height + next.height,
  };
}

/** What happens around a launch, what else there is, and what the colours mean. */
export function footerOf(graph: Graph, { x, y, width }: Place): Footer {
  const steps = stepsBlock(graph.steps, { x, y, width });
  const notes = below(steps, (height) => chips(notesOf(graph), { x, y: y + height, width }));
  return below(notes, (height) => chips(legendOf(graph), { x, y: y + height, width }));
}

const phases = { before: 'first', after: 'then', end: 'at the end' } as const;
const phaseWidth = 74;

function stepsBlock(steps: readonly Step[], place: Place): Footer {
  if (steps.length === 0) return empty;
  const heading = textBlock('At launch, update and termination', 'heading', { ...place, lines: 1 });
  const start: Footer = { ...empty, lines: heading.lines, height: heading.height + 4 };
  const rows = steps.reduce(
    (rest, step) => below(rest, (height) => stepRow(step, { ...place, y: place.y + height })),
    start,
  );
  return { ...rows, height: rows.height + 10 };
}

function stepRow({ phase, text, condition }: Step, { x, y, width }: Place): Footer {
  const label = textBlock(phases[phase], 'phase', {
    x: x + phaseWidth / 2 - 4,
    y: y + 2,
    width: phaseWidth,
    lines: 1,
    middle: true,
  });
  const words = condition === undefined ? text : `${text}, only ${condition}`;
  const block = stacked([{ text: words, style: 'note', lines: 4 }], {
    x: x + phaseWidth + 6,
    y: y + 2,
    width: width - phaseWidth - 6,
  });
  return {
    lines: [...label.lines, ...block.lines],
    marks: [],
    pills: [{ x, y: y + 1, width: phaseWidth - 8, height: 18 }],
    height: block.height + 6,
  };
}

type Chip = { readonly glyph: Mark['glyph']; readonly role: string; readonly text: string };

function notesOf({ notes }: Graph): Chip[] {
  return notes.map(({ glyph, text }) => ({ glyph, role: 'outside', text }));
}

function legendOf({ things }: Graph): Chip[] {
  const has = (role: string) => things.some(({ kind, made }) => made && kind.role === role);
  const patches = (
    [
      ['events', 'events and schedules'],
      ['code', 'code and queries'],
      ['data', 'data'],
    ] as const
  )
    .filter(([role]) => has(role))
    .map(([role, text]): Chip => ({ glyph: 'patch', role, text }));
  return [
    ...(patches.length > 1 ? patches : []),
    ...(things.some(({ made }) => !made)
      ? [{ glyph: 'dashes', role: 'outside', text: 'not made by this product' } as const]
      : []),
    ...(things.some(({ encrypted }) => encrypted)
      ? [{ glyph: 'lock', role: 'outside', text: 'encrypted with a KMS key' } as const]
      : []),
  ];
}

const markWidth = 20;
const chipGap = 20;

/** Short texts with a mark each, in as many rows as they need. */
function chips(all: readonly Chip[], { x, y, width }: Place): Footer {
  if (all.length === 0) return empty;
  const { line } = fonts.note;
  let [left, top, rowHeight] = [0, 0, line];
  const blocks = all.map(({ glyph, role, text }) => {
    const wanted = Math.min(width, markWidth + Math.ceil(widthOf(text, fonts.note)) + 1);
    if (left > 0 && left + wanted > width) [left, top, rowHeight] = [0, top + rowHeight + 4, line];
    const block = textBlock(text, 'note', { x: x + left + markWidth, y: y + top, width: wanted - markWidth, lines: 3 });
    const mark: Mark = { x: x + left, y: y + top + 1, glyph, role };
    left += wanted + chipGap;
    rowHeight = Math.max(rowHeight, block.height);
    return { lines: block.lines, mark };
  });
  return {
    lines: blocks.flatMap(({ lines }) => lines),
    marks: blocks.map(({ mark }) => mark),
    pills: [],
    height: top + rowHeight + 8,
  };
}
