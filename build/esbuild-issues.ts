import { relative, resolve } from 'node:path';
import type { Message } from 'esbuild';
import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';

/**
 * What a task of esbuild comes to.
 *
 * @throws InputError with everything that esbuild finds wrong, each with its place relative to the root
 */
export async function refusing<T>(subject: string, root: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const problems = messagesOf(error);
    if (problems.length === 0) throw error;
    throw new InputError(
      subject,
      problems.map((problem) => issueOf(problem, root)),
      { cause: error },
    );
  }
}

function messagesOf(error: unknown): readonly Message[] {
  const messages: unknown = typeof error === 'object' && error !== null && 'errors' in error ? error.errors : undefined;
  return Array.isArray(messages) ? messages : [];
}

function issueOf({ text, location }: Message, root: string): Issue {
  if (location === null) return { path: '', message: text };
  const { file, line, column } = location;
  return { path: `${relative(root, resolve(root, file))}:${line}:${column + 1}`, message: text };
}
