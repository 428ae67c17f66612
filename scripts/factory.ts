import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache();
// Everything else is loaded after the cache is on, and only what the command needs.
const { run } = await import('./run.ts');
process.exitCode = await run(process.argv.slice(2), { root: join(import.meta.dirname, '..') });
