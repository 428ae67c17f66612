import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { hasCode } from '#build/cache.ts';
import type { FileServer } from '#build/site/serve.ts';
import { serve as serveFiles } from '#build/site/serve.ts';
import { InputError, OutsideError } from '#lib/errors.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';

export type ServeOptions = { readonly port?: string; readonly dist?: string };

/** Where the page is looked for first. The same from day to day: a browser remembers the mode by host and port. */
const usualPort = 4100;

/** `factory serve` */
export async function serve({ root }: Context, { port: given, dist }: ServeOptions): Promise<Outcome> {
  const port = portOf(given);
  const folder = join(dist === undefined ? join(root, 'dist') : resolve(dist), 'site');
  const shown = relative(process.cwd(), folder) || '.';
  assertBuilt(folder, shown);
  const server = await open(folder, port);
  return {
    ok: true,
    command: 'serve',
    issues: [],
    data: { url: server.url, site: shown },
    text: `ready ${server.url}`,
    notes: [`Serving ${shown}/ to this machine until Ctrl-C`],
    running: server,
  };
}

/** The port that somebody asks for: undefined when nobody does. */
export function portOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const port = /^\d{1,5}$/u.test(given) ? Number(given) : Number.NaN;
  if (port <= 65535) return port;
  const message = `must be a number from 0 (any free port) to 65535, got '${given}'`;
  throw new InputError('the command line', [{ path: '--port', message }]);
}

function assertBuilt(folder: string, shown: string): void {
  if (existsSync(join(folder, 'index.html'))) return;
  const message = "is not there: run 'npx factory build' without naming products, which makes it";
  throw new InputError('the page', [{ path: `${shown}/`, message }]);
}

async function open(folder: string, port: number | undefined): Promise<FileServer> {
  try {
    return await serveFiles({ folder, port: port ?? usualPort });
  } catch (error) {
    if (!hasCode(error, 'EADDRINUSE')) throw error;
    if (port === undefined) return serveFiles({ folder });
    const message = `port ${port} is taken by another program; leave --port out to get one that is free`;
    throw new OutsideError(message, { cause: error });
  }
}
