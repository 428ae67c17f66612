import { readFileSync } from 'node:fs';
import { InputError } from '#lib/errors.ts';

/**
 * Reads a JSON file that somebody named, `-` for standard input.
 *
 * @throws InputError when it is not there or not JSON, saying where
 */
export function readJson(file: string, argument: string): unknown {
  const text = read(file, argument);
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw refusal(file, argument, `is not JSON: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

function read(file: string, argument: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
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
