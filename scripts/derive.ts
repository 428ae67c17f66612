import { join, relative } from 'node:path';
import { derive } from '#build/derive.ts';
import { loadOfferings } from '#build/load.ts';

const root = join(import.meta.dirname, '..');
const written = await derive(await loadOfferings(root));
for (const path of written) console.log(relative(root, path));
console.error(
  written.length === 0
    ? 'nothing to write: README tables and baselines are in step'
    : `${written.length} files written; read them in the diff`,
);
