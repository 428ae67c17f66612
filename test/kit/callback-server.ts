import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer that arrived, also when the server refused it. */
export type ReceivedPut = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly accepted: boolean;
};

/** What the server does to the next requests instead of accepting them. */
export type Misbehaviour =
  | { readonly kind: 'status'; readonly status: number; readonly text?: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'delay'; readonly ms: number };

/** CloudFormation's side of the callback protocol. */
export type CallbackServer = {
  /** A presigned-looking address, one for each request id. */
  url(requestId?: string): string;
  /** Everything that was put, in order. */
  readonly puts: readonly ReceivedPut[];
  /** The bodies that were accepted, in order. */
  readonly answers: readonly Record<string, unknown>[];
  /** Treats the next `times` requests badly. */
  misbehave(how: Misbehaviour, times?: number): void;
  /** Accepts everything again. */
  behave(): void;
  close(): Promise<void>;
};

/** Starts a callback server on a free loopback port. */
export async function startCallbackServer(): Promise<CallbackServer> {
  const puts: ReceivedPut[] = [];
  const answers: Record<string, unknown>[] = [];
  const planned: Misbehaviour[] = [];
  const server = createServer((request, response) => {
    void receive(request).then((text) => {
      const how = planned.shift();
      const accepted = how === undefined || how.kind === 'delay';
      const body = JSON.parse(text);
      puts.push({ path: request.url ?? '', headers: request.headers, text, body, accepted });
      if (accepted) answers.push(body);
      respond(request, response, how);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A listening TCP server has one.
  return {
    url: (requestId = 'request-1') =>
      `http://127.0.0.1:${port}/arn%3Aaws%3Acloudformation%7CThing%7C${requestId}?X-Amz-Security-Token=sts-session&X-Amz-Signature=0a1b2c3d4e`,
    puts,
    answers,
    misbehave: (how, times = 1) => void planned.push(...Array.from({ length: times }, () => how)),
    behave: () => void planned.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function receive(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function respond(request: IncomingMessage, response: ServerResponse, how: Misbehaviour | undefined): void {
  if (how === undefined) response.writeHead(200).end();
  else if (how.kind === 'reset') request.socket.destroy();
  else if (how.kind === 'delay') setTimeout(() => response.writeHead(200).end(), how.ms);
  else response.writeHead(how.status).end(how.text ?? '');
}
