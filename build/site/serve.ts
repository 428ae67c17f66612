import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isAbsence } from '../cache.ts';

/** A file server that runs. */
export type FileServer = { readonly url: string; readonly close: () => Promise<void> };

export type ServeRequest = {
  readonly folder: string;
  /** @default - one that is free */
  readonly port?: number;
};

const loopback = '127.0.0.1';

/** Serves a folder to this machine and nobody else, until it is closed. */
export async function serve({ folder, port = 0 }: ServeRequest): Promise<FileServer> {
  const server = createServer(fileListener(await realpath(folder)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  // A server that listens on a port has an address of this shape.
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${loopback}:${actual}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** Answers requests with the files below a folder, whose path has no links in it. */
export function fileListener(folder: string): RequestListener {
  return (request, response) => {
    answer(folder, request, response).catch((error: unknown) => {
      // The reader has gone; there is nobody to tell.
      if (response.headersSent || response.destroyed) response.destroy();
      else refuse(response, 500, error instanceof Error ? error.message : String(error));
    });
  };
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLocal(request)) return refuse(response, 403, 'this server answers to 127.0.0.1 and localhost only');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, 405, 'only GET and HEAD are served');
  }
  const file = await fileOf(folder, request.url ?? '/');
  if (file === undefined) return refuse(response, 404, 'there is no such file');
  response.writeHead(200, {
    'Content-Type': types[extname(file.path)] ?? 'application/octet-stream',
    'Content-Length': file.size,
    // Names of assets change with their content; everything else may change under its name.
    'Cache-Control': file.path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response);
}

/** A page of another site may have its own name point to this machine; its requests carry that name. */
function isLocal({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/u.test(headers.host ?? '');
}

async function fileOf(folder: string, url: string): Promise<{ path: string; size: number } | undefined> {
  const path = pathOf(url);
  if (path === undefined) return undefined;
  try {
    // Links are followed before it is asked whether the file is below the folder.
    const real = await realpath(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    const entry = await stat(real);
    return real.startsWith(`${folder}${sep}`) && entry.isFile() ? { path: real, size: entry.size } : undefined;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** The decoded path of a URL; undefined for what no link of ours says. */
function pathOf(url: string): string | undefined {
  const [path = ''] = url.split(/[?#]/u);
  try {
    const decoded = decodeURIComponent(path);
    return decoded.startsWith('/') && !decoded.includes('\0') && !decoded.split(/[/\\]/u).includes('..')
      ? decoded
      : undefined;
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
  response.end(`${message}\n`);
}

const types: { readonly [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
};
