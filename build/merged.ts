import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';

/** What all tasks came to. Waits for every one of them, so that everything that is wrong is said at once. */
export async function settled<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(tasks);
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (errors.length > 0) throw merged(errors);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** Every wrong input as one error about the whole; anything else that went wrong goes first, alone. */
export function merged(errors: readonly unknown[], whole = 'the build'): unknown {
  const other = errors.find((error) => !(error instanceof InputError));
  if (other !== undefined) return other;
  const inputs = errors.filter((error) => error instanceof InputError);
  const [first] = inputs;
  if (first === undefined) return new Error('nothing went wrong');
  const isOne = inputs.every(({ subject }) => subject === first.subject);
  const issues = inputs.flatMap(({ subject, issues: own }) =>
    isOne
      ? own
      : own.map(({ path, message }) => ({ path: path === '' ? `${subject}:` : `${subject}: ${path}`, message })),
  );
  return new InputError(isOne ? first.subject : whole, distinct(issues), { cause: first });
}

function distinct(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [`${issue.path}\n${issue.message}`, issue])).values()];
}
