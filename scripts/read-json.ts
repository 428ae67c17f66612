import { readFileSync } from 'node:fs';
import { InputError, show } from '#lib/errors.ts';

/**
 * Reads a JSON file that somebody named, `-` for standard input.
 *
 * @throws InputError when it is not there or not JSON, saying where
 */
export function readJson(file: string, argument: string): unknown {
  const text = read(file, argument).replace(/^\uFEFF/u, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(file, argument, `is not JSON: ${complaintAbout(text, error)}`, error);
  }
}

const unplaced = /^Unexpected token/u;

/** What the parser says, with the place; of an unexpected character it does not tell any. */
function complaintAbout(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!unplaced.test(message)) return message;
  // A text that ends before the character fails for another reason, so the place can be closed in on.
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (unplaced.test(messageOf(text.slice(0, middle)))) bad = middle;
    else good = middle;
  }
  const before = text.slice(0, bad - 1).split('\n');
  return `unexpected ${show(text[bad - 1])} (line ${before.length} column ${(before.at(-1) ?? '').length + 1})`;
}

function messageOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function read(file: string, argument: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'is a folder',
      EACCES: 'may not be read',
    };
    throw refusal(
      file,
      argument,
      typeof code === 'string' ? (reasons[code] ?? `cannot be read: ${code}`) : 'cannot be read',
      error,
    );
  }
}

function refusal(file: string, argument: string, message: string, cause: unknown): InputError {
  return new InputError(file === '-' ? 'standard input' : `the file '${file}'`, [{ path: argument, message }], {
    cause,
  });
}
