import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

enableCompileCache();

// Whoever reads the output may stop reading: `factory check --acknowledged | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const args = process.argv.slice(2);
const tool = toolFor(args);
// Everything else is loaded after the cache is on, and only what the command needs.
const { run }: typeof import('./run.ts') = await import(urlPath(join(tool, 'scripts/run.ts')));
process.exitCode = await run(args, { root: tool });

/** The checkout whose tool does the work: the one that is named, if it brings one. Two copies of `lib/` do not mix. */
function toolFor(given: readonly string[]): string {
  const at = given.findIndex((arg) => arg === '--root' || arg.startsWith('--root='));
  const named = given[at]?.startsWith('--root=') ? given[at].slice('--root='.length) : given[at + 1];
  const own = join(import.meta.dirname, '..');
  if (at === -1 || named === undefined) return own;
  return existsSync(join(resolve(named), 'scripts/run.ts')) ? resolve(named) : own;
}

/** A path is taken for a URL, in which these characters mean something else. */
function urlPath(path: string): string {
  return path.replace(/[%?#]/gu, encodeURIComponent);
}
