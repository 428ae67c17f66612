import type { Rectangle } from '../layout/lay-out.ts';
import type { Thing } from '../model/graph.ts';
import { counted, listed } from '../read/names.ts';
import type { GlyphName } from './glyphs.ts';
import { stacked, type TextLine, type TextStyle } from './text-block.ts';

/** A thing as it is drawn: a frame, a sign and texts. */
export type Card = Rectangle & {
  readonly id: string;
  readonly glyph: GlyphName;
  readonly role: string;
  readonly made: boolean;
  readonly encrypted: boolean;
  /** All of the thing, for whoever points at it. */
  readonly tip: string;
  readonly lines: readonly TextLine[];
};

const padding = 10;
/** Size of the tile with the sign. */
export const tile = 30;
const textStart = padding + tile + 9;

/** Texts keep clear of the sign for encryption in the corner. */
function endOf({ encrypted }: Thing): number {
  return encrypted ? padding + 8 : padding;
}

/** How high the card of a thing is at a width. */
export function cardHeight(thing: Thing, width: number): number {
  const { height } = stacked(textsOf(thing), { x: 0, y: 0, width: width - textStart - endOf(thing) });
  return Math.max(tile + 2 * padding, Math.ceil(height + 2 * padding - 4));
}

/** A thing at its place. */
export function cardOf(thing: Thing, place: Rectangle): Card {
  const texts = textsOf(thing);
  const width = place.width - textStart - endOf(thing);
  const { height } = stacked(texts, { x: 0, y: 0, width });
  const top = place.y + Math.max(padding - 2, (place.height - height) / 2);
  return {
    ...place,
    id: thing.id,
    glyph: thing.kind.glyph,
    role: thing.kind.role,
    made: thing.made,
    encrypted: thing.encrypted,
    tip: tipOf(thing),
    lines: stacked(texts, { x: place.x + textStart, y: top, width }).lines,
  };
}

function textsOf(thing: Thing): { readonly text: string; readonly style: TextStyle; readonly lines: number }[] {
  return [
    { text: thing.name, style: 'name', lines: 3 },
    { text: kindWords(thing), style: 'kind', lines: 3 },
    ...memberWords(thing).map((text) => ({ text, style: 'detail' as const, lines: 3 })),
    ...thing.details.slice(0, 3).map((text) => ({ text, style: 'detail' as const, lines: 3 })),
    ...(thing.condition === undefined ? [] : [{ text: conditionOf(thing), style: 'detail' as const, lines: 5 }]),
  ];
}

/** What a thing is: `Amazon S3 bucket`, `8 Systems Manager parameters`. */
export function kindWords({ kind, members }: Thing): string {
  if (members.length === 0) return `${kind.service} ${kind.noun}`;
  const [, nouns = ''] = /^\d+ (.*)$/u.exec(counted(members.length, kind.noun)) ?? [];
  return `${members.length} ${kind.service} ${nouns}`;
}

/** Names that a shared first word of the card does not already say; entries of a record are of no interest one by one. */
function memberWords({ name, members, kind }: Thing): string[] {
  if (members.length === 0 || kind.glyph === 'parameters') return [];
  const rest = members.map((member) => (member.startsWith(`${name} `) ? member.slice(name.length + 1) : member));
  return [listed(rest)];
}

/** When a thing is there, as a sentence on its card. */
export function conditionOf({ condition = '', made }: Thing): string {
  return made ? `only ${condition}` : condition;
}

function tipOf(thing: Thing): string {
  const more = [...(thing.members.length > 0 ? [listed(thing.members)] : []), ...thing.details];
  const condition = thing.condition === undefined ? [] : [conditionOf(thing)];
  return [thing.name, kindWords(thing), ...more, ...condition].join(' – ');
}
