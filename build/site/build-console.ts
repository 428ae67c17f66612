import { join, relative, resolve, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Issue } from '#lib/errors.ts';
import type { DistFile } from '../package.ts';

/** The page, and the modules that went into it, by absolute path. */
export type BuiltConsole = { readonly files: readonly DistFile[]; readonly modules: readonly string[] };

/**
 * Packs the page into the files below `dist/site/`. Vite runs in process and nothing is written. It and React ask the
 * environment whether they are meant seriously, so `NODE_ENV` has to be `production`.
 */
export async function buildConsole(root: string): Promise<BuiltConsole> {
  // Dynamic: Vite and its bundler take a while to load, which a build that changes no page shall not pay.
  const { build } = await import('vite');
  const modules: string[] = [];
  const result = await build({
    configFile: join(root, 'console/vite.config.ts'),
    // Node reads TypeScript itself; Vite's way would write beside the packages.
    configLoader: 'native',
    root: join(root, 'console'),
    mode: 'production',
    logLevel: 'silent',
    build: { write: false },
    plugins: [
      {
        name: 'modules',
        buildEnd() {
          modules.push(...this.getModuleIds());
        },
      },
    ],
  });
  const files = [result]
    .flat()
    .flatMap((one) => ('output' in one ? one.output : []))
    .map((file) => ({ path: `site/${file.fileName}`, content: file.type === 'chunk' ? file.code : file.source }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, modules };
}

/** What Vite finds wrong with the page, each with its place; nothing when the error is of another kind. */
export function issuesInConsole(error: unknown, root: string): Issue[] {
  const errors: unknown = typeof error === 'object' && error !== null && 'errors' in error ? error.errors : undefined;
  return (Array.isArray(errors) ? errors : []).map((one: unknown) =>
    issueOf(one instanceof Error ? one.message : '', root),
  );
}

/** The bundler draws the line in colours: the first line says what, unless there is a cause, and a line below says where. */
function issueOf(drawn: string, root: string): Issue {
  const text = stripVTControlCharacters(drawn).replaceAll(root + sep, '');
  const [, first = text] = /^(?:\[[^\]]*\] )?(.*)$/mu.exec(text) ?? [];
  const [, message = first] = /^Caused by:\n\s*(.*)$/mu.exec(text) ?? [];
  const [, file, place] = /\[ (.+?):(\d+:\d+) \]/u.exec(text) ?? [];
  return { path: file === undefined ? 'console' : `${relative(root, resolve(file))}:${place}`, message };
}
