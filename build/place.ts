import { relative, sep } from 'node:path';

/**
 * Where in our own sources an error comes from, as `products/x/y/template.ts:12:5`: the first place that its stack names
 * below the folder, else below the root. Undefined when it names none.
 */
export function placeOf(error: unknown, folder: string, root: string): string | undefined {
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : '';
  const places = [...stack.matchAll(/(?:file:\/\/)?(\/[^\s():]+\.[cm]?[jt]s):(\d+)(?::(\d+))?/gu)].flatMap(
    ([, path = '', line = '', column]) => {
      const file = readable(path);
      return file.includes(`${sep}node_modules${sep}`) ? [] : [{ file, text: [relative(root, file), line, column] }];
    },
  );
  const place =
    [folder, root].flatMap((one) => places.filter(({ file }) => file.startsWith(one + sep)))[0] ?? places[0];
  return place?.text.filter((part) => part !== undefined).join(':');
}

/** What an error says, on one line, with paths as people know them. */
export function wordsOf(error: unknown, root: string): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error;
  const text = isError ? String(error.message) : String(error);
  return text
    .replaceAll(root + sep, '')
    .trim()
    .replace(/\s*\n\s*/gu, '; ')
    .replace(/\.$/u, '');
}

/** Stacks have URLs, in which some characters are escaped. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
