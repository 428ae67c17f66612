import { IAMClient } from '@aws-sdk/client-iam';
import type { Caller, RootCaller } from '../core/caller.ts';
import type { Host } from '../core/host.ts';
import type { Service } from '../core/service.ts';
import type { TestGateway } from '../gateway/test-gateway.fixture.ts';
import { openTestGateway, rootOf, testAccounts } from '../gateway/test-gateway.fixture.ts';
import { openIdentity } from './identity.ts';
import { seedPerson } from './seed.ts';
import { iam } from './service.ts';

/** A gateway under the real IAM, and a client of the account's root that notes which operations it sent. */
export type IamGateway = TestGateway & {
  readonly iam: IAMClient;
  readonly called: ReadonlySet<string>;
  /** Keys of the client of somebody who was seeded or created. */
  readonly as: (accessKeyId: string, secretAccessKey: string, sessionToken?: string) => TestGateway['client'];
};

export const account = testAccounts[0];
export const root: RootCaller = rootOf(account);

/** Opens IAM with further services. The keys of roots are those of the test gateway's own table. */
export async function openIamGateway(
  services: readonly ((host: Host) => Service)[] = [],
  data?: string,
): Promise<IamGateway> {
  const gateway = await openTestGateway({
    services: [iam, ...services],
    identity: openIdentity,
    ...(data !== undefined && { data }),
  });
  for (const id of testAccounts) {
    seedPerson(gateway.host, { account: id, accessKeyId: `AKIAROOT${id}`, secretAccessKey: `secret of ${id}` });
  }
  const called = new Set<string>();
  const client = new IAMClient(gateway.client);
  client.middlewareStack.add(
    (next, context) => (args) => {
      called.add(String(context.commandName).replace(/Command$/u, ''));
      return next(args);
    },
    { step: 'initialize' },
  );
  return {
    ...gateway,
    iam: client,
    called,
    as: (accessKeyId, secretAccessKey, sessionToken) => ({
      ...gateway.client,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    }),
  };
}

/** Asks IAM from inside. */
export function askIam<Output>(host: Host, operation: string, input: object, caller: Caller = root): Promise<Output> {
  return host.invoke<Output>({ service: 'iam', operation, input, caller, scope: { account, region: 'eu-central-1' } });
}

export function policyText(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export const allowAll = policyText({ Effect: 'Allow', Action: '*', Resource: '*' });
export const allowQueues = policyText({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
export const trustLambda = policyText({
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
