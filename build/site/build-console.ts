import { join } from 'node:path';
import type { DistFile } from '../package.ts';

/**
 * Packs the page into the files below `dist/site/`. Vite runs in process and nothing is written: whoever calls may keep
 * the files by the digest of `console/`, `lib/` and `package-lock.json`, which is all they depend on.
 */
export async function buildConsole(root: string): Promise<DistFile[]> {
  // Dynamic: Vite and its bundler take a while to load, which a build that changes no page shall not pay.
  const { build } = await import('vite');
  const result = await inProduction(() =>
    build({
      configFile: join(root, 'console/vite.config.ts'),
      // Node reads TypeScript itself; Vite's way would write beside the packages.
      configLoader: 'native',
      root: join(root, 'console'),
      mode: 'production',
      logLevel: 'error',
      build: { write: false },
    }),
  );
  return [result]
    .flat()
    .flatMap((one) => ('output' in one ? one.output : []))
    .map((file) => ({ path: `site/${file.fileName}`, content: file.type === 'chunk' ? file.code : file.source }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Vite and React ask the environment whether they are meant seriously, whatever else they are told. */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const { NODE_ENV: before } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
