import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Issue } from '#lib/errors.ts';
import type { BuiltConsole } from './build-console.ts';

enableCompileCache();
const { buildConsole, issuesInConsole } = await import('./build-console.ts');

/** The page, or what is wrong with its sources. */
export type ConsoleAnswer = { readonly built: BuiltConsole } | { readonly issues: readonly Issue[] };

const root = String(workerData);
const answer = await buildConsole(root).then(
  (built): ConsoleAnswer => ({ built }),
  (error: unknown): ConsoleAnswer => {
    const issues = issuesInConsole(error, root);
    if (issues.length === 0) throw error;
    return { issues };
  },
);
parentPort?.postMessage(answer);
