import type { RequestHead } from './wire-request.ts';

/** Whether a request may come in, and where it may tell a browser that it did. */
export type Admission =
  | {
      readonly admitted: true /** The sandbox's own origin, when a page of it asks. */;
      readonly origin: string | undefined;
    }
  | { readonly admitted: false; readonly reason: string };

/**
 * Lets in who calls the sandbox by one of its own names. A page of another site that had its name resolve to this machine
 * comes with a foreign Host; a page that calls us openly, with a foreign Origin. A bucket's virtual host is no origin
 * either: what it serves was written by whoever filled the bucket.
 */
export function admit({ host, headers }: Pick<RequestHead, 'host' | 'headers'>, port: number): Admission {
  const called = ownName(host, port);
  if (called === undefined) return { admitted: false, reason: `the host '${host}' is not the sandbox's` };
  const origin = headers['origin'];
  if (origin === undefined || origin === `http://${called.base}`) return { admitted: true, origin };
  return { admitted: false, reason: `the origin '${origin}' is not the sandbox's` };
}

/** A name of the sandbox: what stands before it, and the name itself. */
export type OwnName = {
  /** `bucket` of `bucket.localhost`, `sync-` of `sync-127.0.0.1`; empty for the name alone. */
  readonly prefix: string;
  /** `localhost:4566` */
  readonly base: string;
};

/**
 * Takes a host apart. Clients put host prefixes (`sync-`, an account id) and buckets before whatever host they were
 * given; nothing that ends like this can be resolved to somebody else's machine.
 */
export function ownName(host: string, port: number): OwnName | undefined {
  const match = /^(?<prefix>(?:[a-z0-9_.-]*[.-])?)(?<name>localhost|127\.0\.0\.1)(?::(?<port>\d+))?$/iu.exec(host);
  const { prefix = '', name = '', port: given = '80' } = match?.groups ?? {};
  if (match === null || Number(given) !== port) return undefined;
  return { prefix: prefix.replace(/\.$/u, ''), base: `${name.toLowerCase()}:${port}` };
}
