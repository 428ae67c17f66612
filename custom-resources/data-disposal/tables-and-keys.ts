import { isConflict, isNamed, isNotFound, isRetryable, type RetryOptions, retrying } from '#lib/handler/aws-errors.ts';
import type { Keys, Tables } from './ports.ts';

/** Deletes a table, its protection first. A table that is gone, or on its way, is done. */
export async function disposeOfTable(tables: Tables, table: string, retry: RetryOptions): Promise<'deleted' | 'gone'> {
  // Taking the protection away is an update: until that is through, the table is in use. So are tables that grow an index.
  const options = { attempts: 12, firstDelayMs: 1_000, longestDelayMs: 15_000, isRetryable: isBusy, ...retry };
  try {
    await retrying(async () => {
      const { isProtected, isBeingDeleted } = await tables.state(table);
      if (isBeingDeleted) return;
      if (isProtected) await tables.unprotect(table);
      await tables.deleteTable(table);
    }, options);
    return 'deleted';
  } catch (error) {
    if (isNotFound(error, 'dynamodb')) return 'gone';
    throw error;
  }
}

/** `LimitExceededException` of DynamoDB: too many tables are being made, changed and deleted at the same time. */
function isBusy(error: unknown): boolean {
  return isConflict(error) || isRetryable(error) || isNamed(error, 'LimitExceededException');
}

/** What became of a key, and when it is gone for good. */
export type KeyEnd = { readonly end: 'scheduled' | 'already-scheduled' | 'gone'; readonly date?: Date };

/** Schedules a key for deletion. A key that is gone, or scheduled already, is done. */
export async function disposeOfKey(keys: Keys, key: string, windowDays: number): Promise<KeyEnd> {
  try {
    return { end: 'scheduled', date: await keys.scheduleDeletion(key, windowDays) };
  } catch (error) {
    if (isNotFound(error, 'kms')) return { end: 'gone' };
    // Scheduled before, by an earlier try or by somebody else; other states than that are a failure.
    if (isNamed(error, 'KMSInvalidStateException') && (await keys.isPendingDeletion(key)))
      return { end: 'already-scheduled' };
    throw error;
  }
}
