/**
 * One thing that is wrong with an input, in the words of the person who gave it.
 *
 * `path` is a JSON pointer into the input (`/RetentionDays`), empty for the input as a whole.
 */
export type Issue = { readonly path: string; readonly message: string };

/** An error we throw on purpose. `code` is stable and may be relied on; the message may change. */
export class FactoryError extends Error {
  override name = 'FactoryError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Somebody gave us something wrong: a launch value, an option, a definition, a flag, a file, a name.
 *
 * Carries every issue that was found, never just the first. The command line exits with 2.
 */
export class InputError extends FactoryError {
  override name = 'InputError';
  /** What was wrong, e.g. `options of 'amc-tenant-bucket'`. */
  readonly subject: string;
  readonly issues: readonly Issue[];

  constructor(subject: string, issues: readonly Issue[], options?: ErrorOptions) {
    super(
      'INVALID_INPUT',
      [`${subject} has ${count(issues.length, 'issue')}:`, ...issues.map(line)].join('\n'),
      options,
    );
    this.subject = subject;
    this.issues = issues;
  }
}

/** The input was right, the world was not: a file that cannot be written, a service that does not answer. Exit code 3. */
export class OutsideError extends FactoryError {
  override name = 'OutsideError';

  constructor(message: string, options?: ErrorOptions) {
    super('OUTSIDE_FAILED', message, options);
  }
}

/** `1 issue`, `2 issues`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function line(issue: Issue): string {
  return `  ${issue.path === '' ? '' : `${issue.path} `}${issue.message}`;
}

/** A value as it is shown in a message: JSON, cut where it gets long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
