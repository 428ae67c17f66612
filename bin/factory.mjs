#!/usr/bin/env node
// Starts the command line on the Node version it is written for: TypeScript runs directly from Node 24 on. The project
// brings that Node along as a package; this file is plain JavaScript so that an older one can read it and say so.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = 24;
const entry = join(root, 'scripts', 'factory.ts');
const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function explain() {
  console.error(
    `factory: needs Node.js ${wanted} or later, this is ${process.version}.\n` +
      `The project brings its own: run 'npm ci' in ${root}, without --ignore-scripts.`,
  );
  process.exit(2);
}

if (Number(process.versions.node.split('.')[0]) >= wanted) {
  await import(pathToFileURL(entry).href);
} else if (existsSync(own)) {
  const child = spawn(own, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Whoever stops this process means the one that works.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', explain);
  child.on('exit', (status, signal) => {
    if (status !== null) process.exit(status);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
} else {
  explain();
}
