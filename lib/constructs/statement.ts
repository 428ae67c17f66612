/**
 * A statement of a resource policy, as IAM writes it. Plain JSON instead of CDK's class: it may hold lists that only the
 * launch knows, and custom resources read it too.
 */
export type ResourceStatement = {
  /** Letters and digits only. */
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly AWS: unknown } | { readonly Service: string };
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: unknown } };
};

/** A policy document of these statements. */
export function policyOf(statements: readonly ResourceStatement[]): {
  readonly Version: '2012-10-17';
  readonly Statement: readonly ResourceStatement[];
} {
  return { Version: '2012-10-17', Statement: statements };
}
