/** Times are milliseconds since 1970 on the sandbox clock; documents are kept as the texts that were given. */
export type TagRecord = { readonly Key: string; readonly Value: string };

/** What can be attached to a user, a role or a group. */
export type Holdings = {
  /** ARNs of managed policies, in the order in which they were attached. */
  readonly attached: readonly string[];
  /** Inline policies by name. */
  readonly inline: Readonly<Record<string, string>>;
};

export type EntityRecord = Holdings & {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
};

export type RoleRecord = EntityRecord & {
  readonly trust: string;
  readonly description?: string;
  readonly maxSessionDuration: number;
  readonly boundary?: string;
  readonly tags: readonly TagRecord[];
};

export type UserRecord = EntityRecord & {
  readonly boundary?: string;
  readonly tags: readonly TagRecord[];
};

export type GroupRecord = EntityRecord & {
  /** Names of its users. */
  readonly members: readonly string[];
};

export type PolicyVersionRecord = { readonly id: string; readonly document: string; readonly createdAt: number };

export type PolicyRecord = {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly TagRecord[];
  readonly versions: readonly PolicyVersionRecord[];
  readonly defaultVersion: string;
  /** Number of the next version: numbers are never used again. */
  readonly nextVersion: number;
};

export type AccessKeyRecord = {
  readonly id: string;
  readonly secret: string;
  /** Undefined: of the account's root. */
  readonly userName?: string;
  readonly isActive: boolean;
  readonly createdAt: number;
};
