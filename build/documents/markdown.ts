/** A plain text in Markdown: what Markdown would take for markup stands as it is, what is in backticks stays code. */
export function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .split(/(`[^`]*`)/u)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[\\*_[\]]/gu, '\\$&').replaceAll('<', '&lt;')))
    .join('');
}

/** A plain text inside a table: no bars that would end the cell. */
export function cell(text: string): string {
  return plain(text).replaceAll('|', '\\|');
}

/** A name or value as code, in a table or outside of one. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text.replace(/\s+/gu, ' ').replaceAll('|', '\\|')}${space}${fence}`;
}

/** Several lines in one cell of a table. */
export function lines(items: readonly string[]): string {
  return items.join('<br>');
}
