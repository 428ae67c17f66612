import { isAccessDenied, isNotFound } from '#lib/handler/aws-errors.ts';
import { asNewRole } from '#lib/handler/new-role.ts';
import type { Sleep } from '#lib/handler/sleep.ts';
import type { ExistingKeyCheckProperties, KeyStatement } from './contract.ts';
import { denialsOf, missingFrom } from './covers.ts';
import { statementsOf } from './statement.ts';

/** What KMS says about a key, in its own words. */
export type KeyFacts = {
  readonly state: string;
  readonly spec: string;
  readonly usage: string;
  /** `CUSTOMER`, or `AWS` for a key whose policy nobody can edit. */
  readonly manager: string;
};

/** The two looks at a key that the check takes. */
export type KeyReader = {
  readonly describe: (keyArn: string, signal: AbortSignal) => Promise<KeyFacts>;
  /** The text of its policy. */
  readonly policy: (keyArn: string, signal: AbortSignal) => Promise<string>;
};

/** What is looked at, and for whom. */
export type Look = {
  readonly properties: ExistingKeyCheckProperties;
  readonly stackId: string;
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
};

/** Everything that keeps a key from being used, in the words of its owner; what to add to its policy comes last. */
export async function problemsOf(reader: KeyReader, look: Look): Promise<readonly string[]> {
  const elsewhere = misplacement(look.properties.KeyArn, look.stackId);
  // KMS answers only for its own region, and for another account it says nothing that helps.
  if (elsewhere.length > 0) return elsewhere;
  const [facts, policy] = await Promise.all([aboutKey(reader, look), aboutPolicy(reader, look)]);
  return [...new Set([...facts, ...policy])];
}

type Place = { readonly partition: string; readonly region: string; readonly account: string };

const PLACES = ['partition', 'region', 'account'] as const;

function misplacement(keyArn: string, stackId: string): string[] {
  const [, partition = '', service, region = '', account = '', resource = ''] = keyArn.split(':');
  if (service !== 'kms' || !resource.startsWith('key/')) {
    return [`it must be given as the ARN of a key (arn:aws:kms:REGION:ACCOUNT:key/ID), got '${keyArn}'`];
  }
  const given: Place = { partition, region, account };
  const wanted = placeOf(stackId);
  return PLACES.filter((place) => given[place] !== wanted[place]).map(
    (place) => `it is in ${place} ${given[place]}, must be in ${wanted[place]}, where the stack is`,
  );
}

function placeOf(stackId: string): Place {
  const [, partition = '', , region = '', account = ''] = stackId.split(':');
  return { partition, region, account };
}

async function aboutKey(reader: KeyReader, look: Look): Promise<string[]> {
  const { KeyArn: keyArn } = look.properties;
  try {
    const { state, spec, usage, manager } = await asNewRole(() => reader.describe(keyArn, look.signal), look);
    return [
      ...(state === 'Enabled' ? [] : [`its state is ${state}, must be Enabled`]),
      ...(spec === 'SYMMETRIC_DEFAULT' ? [] : [`its type is ${spec}, must be SYMMETRIC_DEFAULT`]),
      ...(usage === 'ENCRYPT_DECRYPT' ? [] : [`its usage is ${usage}, must be ENCRYPT_DECRYPT`]),
      ...(manager === 'CUSTOMER'
        ? []
        : [`it is managed by ${manager}, must be a key of your own, whose policy you can edit`]),
    ];
  } catch (error) {
    return explained(error, { keyArn, action: 'kms:DescribeKey' });
  }
}

async function aboutPolicy(reader: KeyReader, look: Look): Promise<string[]> {
  const { KeyArn: keyArn, Statements: wanted } = look.properties;
  try {
    const policy = statementsOf(await asNewRole(() => reader.policy(keyArn, look.signal), look));
    const denials = wanted.flatMap((statement) =>
      denialsOf(policy, statement, keyArn).map(
        ({ sid, action, principal }) =>
          `${sid === undefined ? 'a Deny' : `the Deny "${sid}"`} in its policy keeps ${nameOf(principal)} from ${action}, ` +
          `which ${statement.Sid ?? 'the product'} needs: take that out of it`,
      ),
    );
    return [...denials, ...missingFrom(policy, wanted, keyArn).map((statement) => toAdd(keyArn, statement))];
  } catch (error) {
    return explained(error, { keyArn, action: 'kms:GetKeyPolicy' });
  }
}

/** The kind is of interest to the check only. */
function nameOf(principal: string): string {
  return principal.slice(principal.indexOf(':') + 1);
}

/** One line, to be pasted into the list of statements. */
function toAdd(keyArn: string, statement: KeyStatement): string {
  return `add to the policy of ${keyArn}: ${JSON.stringify(statement)}`;
}

/** What refuses access, by what KMS says about it. The last one is for when it says nothing. */
const REFUSALS: readonly (readonly [said: RegExp, meaning: string, helps: 'policy' | 'else'])[] = [
  [/explicit deny in a resource-based/i, 'a Deny in its policy forbids it', 'else'],
  [/resource control policy/i, 'a resource control policy of your organization forbids it', 'else'],
  [/service control policy/i, 'a service control policy of your organization forbids it', 'else'],
  [/permissions boundary/i, "the permissions boundary of the check's role does not allow it", 'else'],
  [/explicit deny/i, "a Deny in the policies of the check's role forbids it", 'else'],
  [/resource-based/i, "its policy does not let the account's IAM policies decide", 'policy'],
  [/identity-based/i, "the check's role lacks it", 'else'],
  [/(?:)/, "its policy does not let the account's IAM policies decide, or the check's role lacks it", 'policy'],
];

function explained(error: unknown, { keyArn, action }: { keyArn: string; action: string }): string[] {
  if (isNotFound(error, 'kms')) return ['there is no such key'];
  if (!isAccessDenied(error)) throw error;
  const message = error instanceof Error ? error.message : '';
  const [, meaning, helps] = REFUSALS.find(([said]) => said.test(message)) ?? [];
  const denied = `the check may not call ${action} on it: ${meaning}`;
  return helps === 'policy' ? [denied, toAdd(keyArn, looking(keyArn))] : [denied];
}

/** Lets the account's IAM policies decide who may look at the key; the check's role then may. */
function looking(keyArn: string): KeyStatement {
  const { partition, account } = placeOf(keyArn);
  return {
    Sid: 'AllowAccountToLook',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
    Resource: '*',
  };
}
