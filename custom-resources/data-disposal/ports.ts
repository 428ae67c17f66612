/** One version of an object, or a delete marker. */
export type ObjectVersion = { readonly key: string; readonly versionId: string };

/** An object that could not be deleted, with the service's own code. */
export type ObjectError = { readonly key: string; readonly code: string; readonly message: string };

/** An upload that was begun and not finished; its parts take up space and cost money. */
export type Upload = { readonly key: string; readonly uploadId: string };

/** A page of a listing; `next` goes into the call for the page after it. */
export type Page<Item, Next> = { readonly items: readonly Item[]; readonly next: Next | undefined };

/** Where a listing of versions goes on. */
export type VersionMarker = { readonly key: string | undefined; readonly versionId: string | undefined };

/** Where a listing of uploads goes on. */
export type UploadMarker = { readonly key: string | undefined; readonly uploadId: string | undefined };

/**
 * What the disposal needs of S3. Every call names the account that has to own the bucket: a name that somebody else has
 * taken meanwhile is refused by S3 itself.
 */
export type Buckets = {
  versions(bucket: string, from?: VersionMarker): Promise<Page<ObjectVersion, VersionMarker>>;
  /** Deletes up to 1,000 versions; returns those that stayed. */
  deleteVersions(bucket: string, versions: readonly ObjectVersion[]): Promise<readonly ObjectError[]>;
  uploads(bucket: string, from?: UploadMarker): Promise<Page<Upload, UploadMarker>>;
  abortUpload(bucket: string, upload: Upload): Promise<void>;
  deleteBucket(bucket: string): Promise<void>;
  /** Replaces the lifecycle rules: everything in the bucket expires a day after it was written. */
  expireEverything(bucket: string): Promise<void>;
  tags(bucket: string): Promise<Readonly<Record<string, string>>>;
  setTags(bucket: string, tags: Readonly<Record<string, string>>): Promise<void>;
};

/** What the disposal needs to know of a table. */
export type TableState = { readonly isProtected: boolean; readonly isBeingDeleted: boolean };

/** What the disposal needs of DynamoDB. */
export type Tables = {
  state(table: string): Promise<TableState>;
  unprotect(table: string): Promise<void>;
  deleteTable(table: string): Promise<void>;
};

/** What the disposal needs of KMS. */
export type Keys = {
  isPendingDeletion(key: string): Promise<boolean>;
  /** Returns when the key will be gone. */
  scheduleDeletion(key: string, windowDays: number): Promise<Date | undefined>;
};

/** What is true of all calls of one disposal. */
export type Scope = { readonly account: string; readonly signal: AbortSignal };

/** The services, as seen from one disposal. */
export type Services = {
  readonly buckets: (scope: Scope) => Buckets;
  readonly tables: (scope: Scope) => Tables;
  readonly keys: (scope: Scope) => Keys;
  /** Status of the stack, e.g. `DELETE_IN_PROGRESS`. */
  readonly stackStatus: (stackId: string, signal: AbortSignal) => Promise<string>;
};
