import type { Issue } from '#lib/errors.ts';
import { FactoryError, InputError, OutsideError } from '#lib/errors.ts';
import type { Outcome } from './outcome.ts';
import { exitCodes, print, printJson } from './outcome.ts';

/** What is being done, and how its outcome is to be printed. */
export type Setting = { readonly command: () => string; readonly json: boolean };

/**
 * Does a task to its exit code. Only here do issues and findings turn into one. An interruption ends the process at once:
 * whatever a command replaces, it replaces whole.
 */
export async function conclude({ command, json }: Setting, task: () => Promise<Outcome | undefined>): Promise<number> {
  const interrupted = () => {
    const message = 'interrupted; what was there before is untouched';
    if (json) printJson({ ok: false, command: command(), issues: [{ path: '', message }], data: {}, text: '' });
    process.stderr.write(`\nfactory: ${message}\n`);
    process.exit(exitCodes.interrupted);
  };
  process.once('SIGINT', interrupted);
  try {
    const outcome = await task();
    if (outcome === undefined) return exitCodes.done;
    const stop = outcome.running === undefined ? undefined : stopped();
    (json ? printJson : print)(outcome);
    if (stop !== undefined) {
      // To stop what runs until it is stopped interrupts nothing.
      process.removeListener('SIGINT', interrupted);
      await stop;
      await outcome.running?.close();
    }
    return outcome.ok ? exitCodes.done : exitCodes.findings;
  } catch (error) {
    const { exit, ...refusal } = refusalOf(error);
    say(refusal, { command, json });
    return exit;
  } finally {
    process.removeListener('SIGINT', interrupted);
  }
}

/** Waits for somebody to end the process. More of the same change nothing: a terminal and npm both send it. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

type Refusal = { readonly subject?: string; readonly issues: readonly Issue[]; readonly detail?: string };

function refusalOf(error: unknown): Refusal & { readonly exit: number } {
  if (error instanceof InputError) {
    const { subject, issues, cause } = error;
    return { exit: exitCodes.input, subject, issues, ...stackOf(cause) };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof OutsideError || error instanceof FactoryError || isSystemError(error))
    return { exit: exitCodes.outside, issues: [{ path: '', message }], ...stackOf(error) };
  const hint = process.env['FACTORY_DEBUG'] === undefined ? ' (FACTORY_DEBUG=1 shows where)' : '';
  const issues = [{ path: '', message: `unexpected: ${message}${hint}` }];
  return { exit: exitCodes.outside, issues, ...stackOf(error) };
}

/** For whoever works on the tool itself, and asks for it. */
function stackOf(error: unknown): { readonly detail?: string } {
  if (process.env['FACTORY_DEBUG'] === undefined || !(error instanceof Error)) return {};
  return { detail: error.stack ?? error.message };
}

function say({ subject, issues, detail }: Refusal, { command, json }: Setting): void {
  if (detail !== undefined) process.stderr.write(`${detail}\n`);
  if (json) {
    const data = subject === undefined ? {} : { subject };
    printJson({ ok: false, command: command(), issues, data, text: '' });
  } else {
    const text =
      subject === undefined ? issues.map(({ message }) => message).join('\n') : new InputError(subject, issues).message;
    process.stderr.write(`factory: ${text}\n`);
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
