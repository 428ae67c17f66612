/** A font of the picture. */
export type Font = { readonly size: number; readonly bold?: boolean };

/** Widths of characters in thousandths of the font size, as in Arial and fonts made to its measure. */
const groups: readonly (readonly [characters: string, width: number])[] = [
  ["'’ijl|", 230],
  ['!,./:;I[\\]ft \u00a0', 285],
  ['()-`r"°·', 345],
  ['^*Jckrsvxyz', 510],
  ['#$+0123456789<=>?L_abdeghnopquā~¢£§«»–×', 575],
  ['&ABEFKPSTVXYZ', 670],
  ['CDGHNOQRUw', 775],
  ['%MW@m—…→', 1000],
];

const widths = new Map(groups.flatMap(([characters, width]) => [...characters].map((character) => [character, width])));

/** Room for fonts that run wider than the one that was measured. */
const slack = { plain: 1.06, bold: 1.13 };

/** How wide a text is at most, without a browser to ask: an estimate that is the same everywhere. */
export function widthOf(text: string, { size, bold = false }: Font): number {
  const units = [...text].reduce((sum, character) => sum + (widths.get(character) ?? widthOfOther(character)), 0);
  return (units / 1000) * size * (bold ? slack.bold : slack.plain);
}

/** Latin letters with accents are as wide as without; signs of other scripts take the square. */
function widthOfOther(character: string): number {
  return (character.codePointAt(0) ?? 0) < 0x250 ? 620 : 1050;
}

export type Wrap = { readonly width: number; readonly lines: number; readonly font: Font };

/** A text in lines that fit; what does not fit the last line ends in an ellipsis. */
export function wrapped(text: string, { width, lines: most, font }: Wrap): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).flatMap((one) => broken(one, { width, font }))) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= most) return lines.filter((line) => line !== '');
  return [...lines.slice(0, most - 1), shortened(lines.slice(most - 1).join(' '), { width, font })];
}

type Room = Omit<Wrap, 'lines'>;

/** A word that is longer than a line, in pieces. */
function broken(word: string, { width, font }: Room): string[] {
  const pieces: string[] = [''];
  for (const character of word) {
    const longer = `${pieces.at(-1)}${character}`;
    if (pieces.at(-1) === '' || widthOf(longer, font) <= width) pieces[pieces.length - 1] = longer;
    else pieces.push(character);
  }
  return pieces;
}

function shortened(text: string, { width, font }: Room): string {
  const characters = [...text];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`, font) > width) characters.pop();
  return `${characters.join('').replace(/[\s,.(]+$/u, '')}…`;
}
