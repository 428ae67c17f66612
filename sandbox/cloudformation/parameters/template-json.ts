/** An object of a parsed template. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a template value is an object: not null, not a list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON pointer made of raw steps: `pointer('Rules', 'A/B', 0)` is `/Rules/A~1B/0`. */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * The text CloudFormation makes of a scalar in a template, `undefined` for anything else.
 *
 * Numbers and booleans are welcome wherever text is: `Default: 30`, `AllowedValues: [true, false]`.
 */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
