import type { Decide } from './access.ts';
import { openClock } from './clock.ts';
import { openFaults } from './faults.ts';
import type { Host } from './host.ts';
import type { Identity } from './identity.ts';
import { openIds } from './ids.ts';
import { openHost } from './open-host.ts';
import type { Service } from './service.ts';
import { openStore } from './store.ts';

/** The account in which tests ask. */
export const testAccount = '111122223333';
export const testScope = { account: testAccount, region: 'eu-central-1' } as const;
/** 1 January 2026, noon. */
export const testStart = Date.UTC(2026, 0, 1, 12);

export const testRoot = {
  kind: 'root',
  account: testAccount,
  arn: `arn:aws:iam::${testAccount}:root`,
  userId: testAccount,
} as const;

export type TestHostOptions = {
  readonly services: readonly ((host: Host) => Service)[];
  /** @default - everything is allowed */
  readonly decide?: Decide;
  /** @default - in memory */
  readonly data?: string;
};

/** A host for tests of single services: identifiers from a seed, a fixed start, everything allowed unless said otherwise. */
export function openTestHost({ services, decide = allowAll, data }: TestHostOptions): Host {
  return openHost({
    clock: openClock({ start: testStart }),
    store: openStore(data),
    ids: openIds('test'),
    faults: openFaults(),
    accounts: [testAccount, '444455556666'],
    identity: () => identityOf(decide),
    services,
    endpoint: () => 'http://127.0.0.1:4566',
  });
}

/** Asks as the account's root. */
export function ask<Output>(host: Host, service: string, operation: string, input: object): Promise<Output> {
  return host.invoke<Output>({ service, operation, input, caller: testRoot, scope: testScope });
}

const allowAll: Decide = () => ({ allowed: true, because: '' });

function identityOf(decide: Decide): Identity {
  return {
    decide,
    assume: ({ roleArn, sessionName }) => {
      const [, , , , account = '', path = ''] = roleArn.split(':');
      const roleName = path.split('/').at(-1) ?? '';
      const arn = `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`;
      return { kind: 'session', account, arn, userId: `AROATEST:${sessionName}`, roleArn, roleName, sessionName };
    },
    issue: (session, lifetimeMs) => ({
      accessKeyId: 'ASIATESTTESTTESTTEST',
      secretAccessKey: session.arn,
      sessionToken: 'token',
      expiration: Date.now() + lifetimeMs,
    }),
    lookUp: () => undefined,
  };
}
