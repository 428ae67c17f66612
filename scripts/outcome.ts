import type { Issue } from '#lib/errors.ts';

/** What a command came to. */
export type Outcome = {
  /** False: a check failed. */
  readonly ok: boolean;
  readonly command: string;
  readonly issues: readonly (Issue & {
    readonly rule?: string;
    readonly severity?: string;
    readonly product?: string;
    readonly resource?: string;
  })[];
  /** What the JSON object has besides `ok`, `command` and `issues`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What a person reads on standard output. */
  readonly text: string;
  /**
   * What a person should know besides, on standard error.
   * @default - nothing
   */
  readonly notes?: readonly string[];
  /**
   * What goes on after the outcome was printed, until somebody stops it.
   * @default - nothing: the command is done
   */
  readonly running?: { readonly close: () => Promise<void> };
};

/** Exit codes of every command. */
export const exitCodes = { done: 0, findings: 1, input: 2, outside: 3, interrupted: 130 } as const;

/** For a person: the text on standard output, notes on standard error. */
export function print({ text, notes = [] }: Outcome): void {
  for (const note of notes) process.stderr.write(`${note}\n`);
  if (text !== '') process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** For a program: one object on standard output. */
export function printJson({ ok, command, issues, data, notes = [] }: Outcome): void {
  for (const note of notes) process.stderr.write(`${note}\n`);
  process.stdout.write(`${JSON.stringify({ ok, command, issues, ...data })}\n`);
}

/** Rows as columns of one width each; the last column runs free. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
