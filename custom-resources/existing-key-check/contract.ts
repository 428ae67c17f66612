/** What passes from template to handler. CloudFormation delivers every value as text. */
export type ExistingKeyCheckProperties = {
  /** The key that the launcher named in `KmsKeyArn`. */
  readonly KeyArn: string;
  /** Statements that the key's policy has to contain in effect. */
  readonly Statements: readonly KeyStatement[];
};

/** One statement of a key policy, as IAM writes it. */
export type KeyStatement = {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly [kind: string]: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
};
