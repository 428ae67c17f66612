/**
 * What the template hands to the disposal of a launcher's data.
 *
 * The custom resource depends on everything it names, so that it is deleted first. It acts only while the stack itself is
 * being deleted: a bucket that an update replaces, or a creation that is rolled back, keeps its data.
 */
export type DataDisposalProperties = {
  /** The launcher's choice. Anything but `destroy` keeps the data. */
  readonly DataRetention: string;
  /** Names of buckets. A list may hold empty text, for things that this launch has not made. */
  readonly Buckets?: readonly string[];
  /** Names of DynamoDB tables. */
  readonly Tables?: readonly string[];
  /** Ids or ARNs of KMS keys that encrypt them. */
  readonly Keys?: readonly string[];
};

/** Key of the tag on a bucket that empties itself. */
export const DISPOSAL_TAG = 'factory:disposal';

/** Beyond so many object versions a bucket is not emptied one by one, but set to empty itself. */
export const MOST_OBJECTS = 100_000;
