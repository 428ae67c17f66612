import { type Font, wrapped } from './measure.ts';

/** How a text looks; also the name of its class in the style sheet. */
export type TextStyle = 'title' | 'summary' | 'heading' | 'name' | 'kind' | 'detail' | 'words' | 'note' | 'phase';

/** Sizes here and in the style sheet are one fact, so the style sheet is made of this table. */
export const fonts: { readonly [S in TextStyle]: Font & { readonly line: number } } = {
  title: { size: 17, bold: true, line: 22 },
  summary: { size: 12.5, line: 17 },
  heading: { size: 12.5, bold: true, line: 18 },
  name: { size: 13, bold: true, line: 16 },
  kind: { size: 11.5, line: 15 },
  detail: { size: 11.5, line: 15 },
  words: { size: 11.5, line: 14 },
  note: { size: 11.5, line: 16 },
  phase: { size: 11, bold: true, line: 16 },
};

/** A line of text at its place: `x` is its beginning or its middle, `y` its base line. */
export type TextLine = {
  readonly x: number;
  readonly y: number;
  readonly style: TextStyle;
  readonly text: string;
  readonly middle: boolean;
};

export type TextBlock = { readonly lines: readonly TextLine[]; readonly height: number };

type Placing = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly lines: number;
  readonly middle?: boolean;
};

/** A text wrapped into its place. */
export function textBlock(
  text: string,
  style: TextStyle,
  { x, y, width, lines: most, middle = false }: Placing,
): TextBlock {
  const font = fonts[style];
  const lines = wrapped(text, { width, lines: most, font });
  return {
    height: lines.length * font.line,
    lines: lines.map((line, index) => ({
      x,
      // The base line leaves room for descenders below and the same again above capitals.
      y: Math.round((y + index * font.line + font.line / 2 + font.size * 0.35) * 10) / 10,
      style,
      middle,
      text: line,
    })),
  };
}

/** Texts one below the other. */
export function stacked(
  texts: readonly { readonly text: string; readonly style: TextStyle; readonly lines: number }[],
  { x, y, width }: Omit<Placing, 'lines'>,
): TextBlock {
  let height = 0;
  const lines = texts.flatMap(({ text, style, lines: most }) => {
    const block = textBlock(text, style, { x, y: y + height, width, lines: most });
    height += block.height;
    return block.lines;
  });
  return { lines, height };
}
