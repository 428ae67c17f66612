import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../check/template.ts';
import { renderMarkup } from '../documents/markup.ts';
import { type Card, tile } from './draw/card.ts';
import { described } from './draw/describe.ts';
import type { Mark } from './draw/footer.ts';
import { glyphPath } from './draw/glyphs.ts';
import { type Scene, sceneOf, type Width, type Words } from './draw/scene.ts';
import { styleSheet } from './draw/style.ts';
import type { TextLine } from './draw/text-block.ts';
import type { Direction, Head, Strand, Stroke } from './layout/lay-out.ts';
import type { Graph } from './model/graph.ts';
import { graphOf } from './read/graph-of.ts';

/** The pictures of one template, by the width they are for. */
export type Diagrams = { readonly [width in Width]: string };

/** The picture of a template in each width. */
export function diagramsOf(template: Template, words: Words): Diagrams {
  const graph = graphOf(template);
  return { page: drawing({ template, graph, words }, 'page'), phone: drawing({ template, graph, words }, 'phone') };
}

/**
 * The picture of a template: what a product is made of, how it works together, who deals with it. An SVG that stands
 * alone, in light and dark, without scripts or anything fetched. Same template and words, same bytes.
 */
export function diagramOf(template: Template, words: Words, width: Width = 'page'): string {
  return drawing({ template, graph: graphOf(template), words }, width);
}

type Subject = { readonly template: Template; readonly graph: Graph; readonly words: Words };

function drawing({ template, graph, words }: Subject, width: Width): string {
  const scene = sceneOf(graph, words, width);
  const source = readFileSync(join(import.meta.dirname, 'diagram.svg.hbs'), 'utf8');
  return renderMarkup(source, {
    id: `diagram-${createHash('sha256')
      .update(JSON.stringify([words.title, words.summary, width, template]))
      .digest('hex')
      .slice(0, 8)}`,
    title: words.title,
    description: described(graph),
    style: styleSheet(),
    ...viewOf(scene),
  });
}

function viewOf({ width, height, lines, cards, strands, direction, footer, rules }: Scene): object {
  return {
    width,
    height,
    lines,
    cards: cards.map(cardView),
    strands: strands.map((strand) => strandView(strand, direction)),
    rules: rules.map((y) => ({ y, from: 12, to: width - 12 })),
    pills: footer.pills,
    marks: footer.marks.map(markView),
    footerLines: footer.lines,
  };
}

function cardView({ x, y, width, height, glyph, role, made, encrypted, tip, lines }: Card): object {
  const [tileX, tileY] = [x + 10, y + (height - tile) / 2];
  return {
    ...{ x, y, width, height, role, made, tip, lines, tileX, tileY },
    tileSize: tile,
    glyph: glyphPath(glyph),
    glyphX: tileX + (tile - 24) / 2,
    glyphY: tileY + (tile - 24) / 2,
    lock: encrypted ? glyphPath('lock') : '',
    lockX: x + width - 17,
    lockY: y + 4,
  };
}

function strandView(strand: Scene['strands'][number], direction: Direction): object {
  return {
    quiet: strand.quiet,
    tip: strand.wires.map(({ words }) => words)[0] ?? '',
    text: strand.text satisfies readonly TextLine[],
    line: lineOf(strand, direction),
    heads: strand.heads.map((head) => headOf(head, direction)).join(''),
  };
}

function lineOf({ strokes }: Strand, direction: Direction): string {
  return strokes.map((stroke, index) => strokeOf(stroke, strokes[index - 1], direction)).join('');
}

/** One stroke as path data; what goes on where the last one ended needs no new beginning. */
function strokeOf({ from, to, curved }: Stroke, before: Stroke | undefined, direction: Direction): string {
  const goesOn = before !== undefined && before.to.x === from.x && before.to.y === from.y;
  const start = goesOn ? '' : `M${from.x} ${from.y}`;
  const isStraight = direction === 'right' ? from.y === to.y : from.x === to.x;
  if (!curved || isStraight) return `${start}L${to.x} ${to.y}`;
  const middle = direction === 'right' ? half(from.x, to.x) : half(from.y, to.y);
  const [a, b] =
    direction === 'right' ? [`${middle} ${from.y}`, `${middle} ${to.y}`] : [`${from.x} ${middle}`, `${to.x} ${middle}`];
  return `${start}C${a} ${b} ${to.x} ${to.y}`;
}

function half(a: number, b: number): number {
  return Math.round((a + b) * 5) / 10;
}

/** An arrowhead as path data. */
function headOf({ tip: { x, y }, forward }: Head, direction: Direction): string {
  const [length, width] = [forward ? -7 : 7, 4];
  return direction === 'right'
    ? `M${x} ${y}l${length} ${-width}v${2 * width}z`
    : `M${x} ${y}l${-width} ${length}h${2 * width}z`;
}

function markView({ x, y, glyph, role }: Mark): object {
  const patch = glyph === 'patch' || glyph === 'dashes' ? glyph : '';
  return { x, y, role, patch, glyph: glyph === 'patch' || glyph === 'dashes' ? '' : glyphPath(glyph) };
}
