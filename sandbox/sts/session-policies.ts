import { deflateRawSync } from 'node:zlib';
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { AwsError } from '../core/aws-error.ts';

/** Characters of the policies of a session together, as they are given (documented). */
const longestPolicies = 2048;
/** Managed policies that a session can be given (documented). */
const mostPolicyArns = 10;

type PolicyInput = Pick<AssumeRoleCommandInput, 'Policy' | 'PolicyArns'>;

/**
 * The policies that are to limit a session, as texts.
 *
 * @throws AwsError MalformedPolicyDocument, ValidationError
 */
export async function sessionPoliciesOf(
  { Policy, PolicyArns = [] }: PolicyInput,
  textOf: (arn: string) => Promise<string | undefined>,
): Promise<readonly string[]> {
  if (Policy !== undefined) checkPolicy(Policy);
  if (PolicyArns.length > mostPolicyArns) throw tooLong('policyArns', mostPolicyArns);
  const managed = await Promise.all(
    PolicyArns.map(async ({ arn = '' }) => {
      const text = await textOf(arn);
      if (text === undefined) throw new AwsError('MalformedPolicyDocument', `The policy ${arn} does not exist.`);
      return text;
    }),
  );
  return [...(Policy === undefined ? [] : [Policy]), ...managed];
}

function checkPolicy(policy: string): void {
  if (policy.length > longestPolicies) throw tooLong('policy', longestPolicies);
  const document = parsed(policy);
  const statements = document === undefined ? [] : [document['Statement']].flat();
  const isWell =
    statements.length > 0 && statements.every((one) => typeof one === 'object' && one !== null && 'Effect' in one);
  if (!isWell) throw new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.');
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tooLong(member: string, limit: number): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
  );
}

/**
 * How much of the room for policies and tags a session takes, in percent; left out without any (recorded). AWS packs
 * in a form of its own, so the number is near, not equal.
 */
export function packedSize(
  policies: readonly string[],
  tags: Readonly<Record<string, string>>,
): { readonly PackedPolicySize?: number } {
  if (policies.length === 0 && Object.keys(tags).length === 0) return {};
  const packed = deflateRawSync(JSON.stringify([policies, tags])).length;
  return { PackedPolicySize: Math.min(100, Math.ceil((100 * packed) / longestPolicies)) };
}
