import type { Decide } from '../core/access.ts';
import type { Caller, RootCaller, SessionCaller } from '../core/caller.ts';
import { openClock } from '../core/clock.ts';
import { openFaults } from '../core/faults.ts';
import type { Host } from '../core/host.ts';
import type { AccessKey, Credentials, Identity } from '../core/identity.ts';
import { openIds } from '../core/ids.ts';
import { openHost } from '../core/open-host.ts';
import type { Service } from '../core/service.ts';
import { openStore } from '../core/store.ts';
import { testScope, testStart } from '../core/test-host.fixture.ts';
import { openGateway } from './gateway.ts';

/** The two accounts of a test gateway. Root of each has an access key. */
export const testAccounts = ['111122223333', '444455556666'] as const;

export type TestGatewayOptions = {
  readonly services: readonly ((host: Host) => Service)[];
  /** @default - everything is allowed */
  readonly decide?: Decide;
  /** Folder of the data. @default - in memory */
  readonly data?: string;
  /** Takes the place of the table of keys below, for tests of IAM itself. */
  readonly identity?: (host: Host) => Identity;
  /** Told of what the operations threw by mistake. @default - printed, as in a real sandbox */
  readonly onError?: (error: unknown) => void;
};

/** What the constructor of an SDK client takes: `new SQSClient(gateway.client)`. */
export type ClientOptions = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** One attempt: a test that provokes an error does not want to wait for three. */
  readonly maxAttempts: number;
};

export type TestGateway = {
  readonly host: Host;
  readonly url: string;
  /** Asks as root of the first account, in the region of `testScope`. */
  readonly client: ClientOptions;
  /** Asks as somebody else: root of another account, or a session (its keys are issued here). */
  readonly clientOf: (caller: Caller, region?: string) => ClientOptions;
  readonly close: () => Promise<void>;
};

/** A sandbox with some services, listening on a free port of loopback. Close it, or the test does not end. */
export async function openTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const { services, decide = allowAll, data, identity = identityOf(decide) } = options;
  const gateway = await openGateway(options.onError === undefined ? {} : { onError: options.onError });
  const host = openHost({
    clock: openClock({ start: testStart }),
    store: openStore(data),
    ids: openIds('test'),
    faults: openFaults(),
    accounts: testAccounts,
    identity,
    services,
    endpoint: () => gateway.url,
  });
  for (const { resume } of host.services()) resume?.();
  gateway.serve(host);
  const clientOf = (caller: Caller, region: string = testScope.region): ClientOptions => ({
    endpoint: gateway.url,
    region,
    credentials: keysOf(host, caller),
    maxAttempts: 1,
  });
  return {
    host,
    url: gateway.url,
    client: clientOf(rootOf(testScope.account)),
    clientOf,
    close: async () => {
      await gateway.close();
      host.clock.close();
      for (const { close } of host.services()) await close?.();
      host.store.close();
    },
  };
}

/** The root of an account. */
export function rootOf(account: string): RootCaller {
  return { kind: 'root', account, arn: `arn:aws:iam::${account}:root`, userId: account };
}

function keysOf(host: Host, caller: Caller): ClientOptions['credentials'] {
  switch (caller.kind) {
    case 'root':
      return { accessKeyId: `AKIAROOT${caller.account}`, secretAccessKey: `secret of ${caller.account}` };
    case 'session': {
      const { accessKeyId, secretAccessKey, sessionToken } = host.identity.issue(caller, 3_600_000);
      return { accessKeyId, secretAccessKey, sessionToken };
    }
    default:
      throw new Error(`the test gateway has no access keys for a caller of kind ${caller.kind}`);
  }
}

const allowAll: Decide = () => ({ allowed: true, because: '' });

/** Roots by a fixed table, sessions as they are issued. Every role may be assumed. */
function identityOf(decide: Decide): (host: Host) => Identity {
  return ({ ids }) => {
    const keys = new Map<string, AccessKey>(
      testAccounts.map((account) => [
        `AKIAROOT${account}`,
        { caller: rootOf(account), secretAccessKey: `secret of ${account}` },
      ]),
    );
    return {
      decide,
      assume: ({ roleArn, sessionName }) => sessionOf(roleArn, sessionName),
      issue: (caller, lifetimeMs) => {
        const issued: Credentials = {
          accessKeyId: `ASIA${ids.upper(16)}`,
          secretAccessKey: ids.hex(40),
          sessionToken: ids.hex(64),
          expiration: Date.now() + lifetimeMs,
        };
        const { accessKeyId, ...secrets } = issued;
        keys.set(accessKeyId, { caller, ...secrets });
        return issued;
      },
      lookUp: (accessKeyId) => keys.get(accessKeyId),
    };
  };
}

function sessionOf(roleArn: string, sessionName: string): SessionCaller {
  const [, , , , account = '', path = ''] = roleArn.split(':');
  const roleName = path.split('/').at(-1) ?? '';
  const arn = `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`;
  return { kind: 'session', account, arn, userId: `AROATEST:${sessionName}`, roleArn, roleName, sessionName };
}
