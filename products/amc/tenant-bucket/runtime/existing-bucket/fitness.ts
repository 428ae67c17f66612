import { isAccessDenied, isNotFound } from '#lib/handler/aws-errors.ts';
import { asNewRole } from '#lib/handler/new-role.ts';
import type { ExistingBucketInput } from './contract.ts';
import { tellsEventBridge } from './events.ts';
import { merge, type Own, POLICY_LIMIT_BYTES, strangersIn } from './merge-policy.ts';
import type { Bucket, Notifications } from './ports.ts';
import type { Patience } from './settle.ts';

/** What is asked of a bucket. */
export type Demand = Own & Pick<ExistingBucketInput, 'keyArn' | 'account' | 'region'>;

/** What a look at a bucket has found. */
export type Fitness = {
  /** Everything that keeps the bucket from being used; empty when it fits. */
  readonly reasons: readonly string[];
  /** False when there is no such bucket, or it is out of reach: nothing else is known then. */
  readonly isThere: boolean;
  /** The bucket's policy holds our statements already. */
  readonly hasStatements: boolean;
  /** The bucket tells EventBridge already, or nobody may know. */
  readonly tellsEventBridge: boolean;
};

/** Looks at a bucket before anything is changed. */
export async function lookAt(bucket: Bucket, demand: Demand, patience: Patience): Promise<Fitness> {
  const place = await whereabouts(bucket, demand, patience);
  if (place !== undefined) return { reasons: [place], isThere: false, hasStatements: false, tellsEventBridge: false };
  let hasStatements = false;
  let notifications: Notifications | undefined;
  const reasons = await Promise.all([
    told('s3:GetEncryptionConfiguration', () => encryption(bucket, demand)),
    told('s3:GetBucketOwnershipControls', () => ownership(bucket)),
    told('s3:GetBucketPublicAccessBlock', () => publicAccess(bucket)),
    told('s3:GetBucketPolicy', async () => {
      const policy = await bucket.policy();
      hasStatements = merge(policy, demand) === undefined;
      return policyReasons(policy, demand);
    }),
    told('s3:GetBucketNotification', async () => {
      notifications = await bucket.notifications();
      return [];
    }),
  ]);
  // Not knowing must not end in a record that says we switched them on.
  const isTelling = notifications === undefined || tellsEventBridge(notifications);
  return { reasons: reasons.flat(), isThere: true, hasStatements, tellsEventBridge: isTelling };
}

/** Why the bucket is out of reach. S3 says nothing else about a bucket that belongs to somebody else. */
async function whereabouts(
  bucket: Bucket,
  { account, region }: Demand,
  patience: Patience,
): Promise<string | undefined> {
  try {
    const found = await asNewRole(() => bucket.region(), patience);
    return found === region
      ? undefined
      : `it is in ${found ?? 'another region'}, must be in ${region}, where the stack is`;
  } catch (error) {
    if (isNotFound(error, 's3')) return 'there is no such bucket';
    if (!isAccessDenied(error)) throw error;
    return (
      `it belongs to another account than ${account}, or its policy or an organization policy ` +
      `keeps this account from s3:GetBucketLocation${quoted(error)}`
    );
  }
}

/** A look that is refused is a reason like any other. */
async function told(action: string, look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await look();
  } catch (error) {
    if (!isAccessDenied(error)) throw error;
    return [`its policy, an organization policy or the permissions boundary forbids ${action}${quoted(error)}`];
  }
}

/** S3 says who refuses, in longer messages than "Access Denied". */
function quoted(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /not authorized/.test(message) ? ` (${message})` : '';
}

async function encryption(bucket: Bucket, { keyArn }: Demand): Promise<string[]> {
  const found = await bucket.encryption();
  if (found?.algorithm === 'aws:kms' && found.key === keyArn) return [];
  const given =
    found === undefined ? 'none' : [found.algorithm, found.key].filter((part) => part !== undefined).join(' with ');
  return [`its default encryption is ${given}, must be aws:kms with ${keyArn}, written as this ARN`];
}

async function ownership(bucket: Bucket): Promise<string[]> {
  const found = await bucket.ownership();
  if (found === 'BucketOwnerEnforced') return [];
  return [`its object ownership is ${found ?? 'not set'}, must be BucketOwnerEnforced (ACLs disabled)`];
}

async function publicAccess(bucket: Bucket): Promise<string[]> {
  const found = await bucket.publicAccess();
  if (found === undefined) return ['it does not block public access, must have all four settings on'];
  const open = Object.entries(found).filter(([, isOn]) => !isOn);
  return open.length === 0
    ? []
    : [`it blocks public access without ${open.map(([name]) => name).join(', ')}, must have all four settings on`];
}

function policyReasons(policy: string | undefined, { own, prefix }: Demand): string[] {
  const strangers = strangersIn(policy, prefix);
  const merged = merge(policy, { own, prefix })?.text ?? policy ?? '';
  const bytes = Buffer.byteLength(merged);
  return [
    ...(strangers.length === 0
      ? []
      : [
          `it belongs to another tenant, whose launch has put these statements into its policy: ${strangers.join(', ')}; ` +
            'terminate that launch first, or take them out if it is gone',
        ]),
    ...(bytes <= POLICY_LIMIT_BYTES
      ? []
      : [
          `its policy would have ${bytes} bytes with the statements of this tenant, ${POLICY_LIMIT_BYTES} is the limit`,
        ]),
  ];
}
