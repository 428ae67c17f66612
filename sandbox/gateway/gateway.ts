import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutsideError } from '#lib/errors.ts';
import type { Host } from '../core/host.ts';
import { handle } from './handle.ts';
import { allowance, preflight } from './http/cors.ts';
import type { OwnName } from './http/doorman.ts';
import { admit, ownName } from './http/doorman.ts';
import { readBody } from './http/read-body.ts';
import { send } from './http/send.ts';
import type { RequestHead } from './http/wire-request.ts';
import { headOf, UndecodableRequest } from './http/wire-request.ts';

/** Pages beside AWS: the console, the control API. Their paths begin with an underscore, which no bucket's name does. */
export type Page = {
  /** `/_console/` */
  readonly prefix: string;
  readonly serve: RequestListener;
};

export type GatewayOptions = {
  /** @default - a free one */
  readonly port?: number;
  readonly pages?: readonly Page[];
  /** Told of mistakes of ours, of which the caller only learns that they happened. @default - printed with their stack */
  readonly onError?: (error: unknown) => void;
};

/** An endpoint that listens. */
export type Gateway = {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  readonly port: number;
  /** Lets requests through to the services. Until then they are told to try again. */
  readonly serve: (host: Host) => void;
  readonly close: () => Promise<void>;
};

const loopback = '127.0.0.1';
/** Longer than the minute for which clients keep idle connections: they would find them closed under their hands. */
const keepAliveMs = 75_000;
/** What S3 would take is more; this is what fits into memory. */
const bodyLimit = 1024 * 1024 * 1024;

/**
 * Opens an endpoint that speaks AWS's protocols, on loopback and nowhere else.
 *
 * @throws OutsideError when the port is taken
 */
export async function openGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const { port = 0, pages = [], onError = printError } = options;
  let host: Host | undefined;
  const answer = (incoming: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void => {
    void respond({ incoming, response, awaitsContinue, host, pages, port: portOf(server.address()), onError });
  };
  const server = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0, maxHeaderSize: 64 * 1024 });
  server.on('request', (incoming, response) => answer(incoming, response, false));
  // Without this listener Node asks for the body at once, also for one that nobody will want.
  server.on('checkContinue', (incoming, response) => answer(incoming, response, true));
  await listen(server, port);
  const own = portOf(server.address());
  return {
    url: `http://${loopback}:${own}`,
    port: own,
    serve: (opened) => {
      host = opened;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new OutsideError(`cannot listen on port ${port}`, { cause: error })));
    server.listen(port, loopback, () => resolve());
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

type Responding = {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  /** Whether the caller holds the body back until it is asked for it. */
  readonly awaitsContinue: boolean;
  readonly host: Host | undefined;
  readonly pages: readonly Page[];
  readonly port: number;
  readonly onError: (error: unknown) => void;
};

async function respond(responding: Responding): Promise<void> {
  const { incoming, response, port, pages } = responding;
  const head = readHead(incoming);
  const called = head === undefined ? undefined : ownName(head.host, port);
  const admission = head === undefined ? undefined : admit(head, port);
  if (head === undefined || called === undefined || admission?.admitted !== true) {
    refuse(
      response,
      head === undefined ? 400 : 403,
      admission?.admitted === false ? admission.reason : 'not a request',
    );
    return;
  }
  for (const [name, value] of Object.entries(allowance(admission.origin))) response.setHeader(name, value);
  if (preflight(head, admission.origin, response)) return;
  const page = pages.find(({ prefix }) => head.path.startsWith(prefix));
  if (page !== undefined) {
    page.serve(incoming, response);
    return;
  }
  await respondAsAws(responding, head, called);
}

async function respondAsAws(responding: Responding, head: RequestHead, called: OwnName): Promise<void> {
  const { incoming, response, awaitsContinue, host, onError } = responding;
  if (host === undefined) {
    refuse(response, 503, 'the sandbox is starting');
    return;
  }
  let isAsked = !awaitsContinue;
  const body = (): Promise<Buffer> => {
    if (!isAsked) response.writeContinue();
    isAsked = true;
    return readBody(incoming, bodyLimit);
  };
  try {
    const answer = await handle(host, { head, called, body }, onError);
    // A body that was never asked for never comes: the connection is of no more use.
    if (!isAsked) response.setHeader('connection', 'close');
    await send(response, head.method, answer);
  } catch {
    // A fault that loses the connection, or a caller that is gone. Never a half answer.
    response.socket?.destroy();
  }
}

function readHead(incoming: IncomingMessage): RequestHead | undefined {
  try {
    return headOf(incoming);
  } catch (error) {
    if (error instanceof UndecodableRequest) return undefined;
    throw error;
  }
}

/** For those whom no protocol is known to suit: plain text, never HTML. */
function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${reason}\n`);
}

function printError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
