import { fillers } from './filler.ts';

const fillerOf = fillers({ escapes: true });

/**
 * Fills a text of ours that is markup: values are escaped unless the text has them in three braces. A name that the
 * text asks for and nobody gives is an error, not an empty place.
 */
export function renderMarkup(template: string, values: object): string {
  return fillerOf(template)(printableIn(values));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML cannot hold, even escaped
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

function printableIn(values: object): object {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, printable(value)]));
}

/** Values without characters that no markup may hold. */
function printable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(unprintable, '').toWellFormed();
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value !== 'object' || value === null) return value;
  return printableIn(value);
}
