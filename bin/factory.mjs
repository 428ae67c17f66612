#!/usr/bin/env node
// Starts the command line on the Node version it is written for: TypeScript runs directly from Node 24 on. The project
// brings that Node along as a package; this file is plain JavaScript so that an older one can read it and say so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = 24;
const entry = join(root, 'scripts', 'factory.ts');

if (Number(process.versions.node.split('.')[0]) >= wanted) {
  await import(entry);
} else {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(own)) {
    console.error(
      `factory: needs Node.js ${wanted} or later, this is ${process.version}.\n` +
        `The project brings its own: run 'npm ci' in ${root}, without --ignore-scripts.`,
    );
    process.exit(2);
  }
  const { status, signal } = spawnSync(own, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(signal === 'SIGINT' ? 130 : (status ?? 3));
}
