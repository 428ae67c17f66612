import { join, relative } from 'node:path';
import { derive } from '#build/derive.ts';
import { loadOfferings } from '#build/load.ts';
import { count } from '#lib/errors.ts';
import { conclude } from './conclude.ts';

const root = join(import.meta.dirname, '..');

process.exitCode = await conclude({ command: () => 'derive', json: false }, async () => {
  const files = (await derive(await loadOfferings(root))).map((path) => relative(root, path));
  const note =
    files.length === 0
      ? 'nothing to write: README tables and baselines are in step'
      : `${count(files.length, 'file')} written; read them in the diff`;
  return { ok: true, command: 'derive', issues: [], data: { files }, text: files.join('\n'), notes: [note] };
});
