import { FactoryError } from '#lib/errors.ts';
import { isNamed, isNotFound, jittered, type RetryOptions } from '#lib/handler/aws-errors.ts';
import { sleep } from '#lib/handler/sleep.ts';
import { DISPOSAL_TAG, MOST_OBJECTS } from './contract.ts';
import type { Buckets, ObjectError, ObjectVersion, Page, Upload, UploadMarker, VersionMarker } from './ports.ts';

/** What became of a bucket. `expiring` stays, and loses its objects in the days to come. */
export type BucketEnd = { readonly end: 'deleted' | 'gone' } | { readonly end: 'expiring'; readonly why: string };

/** Bounds of the work on one bucket. */
export type BucketLimits = {
  /** True when no further request may be begun that does not lead straight to an end. */
  readonly isTimeShort: () => boolean;
  readonly now: () => Date;
  /** @default 100000 */
  readonly mostObjects?: number;
  readonly retry?: Pick<RetryOptions, 'sleep' | 'random' | 'signal'>;
  /** Told about what could not be done and does not matter enough to fail. */
  readonly onWarning: (message: string, details: object) => void;
};

/** Requests at the same time: enough to keep S3 busy, far below its 3,500 writes a second for a prefix. */
const PARALLEL_DELETES = 4;
const PARALLEL_ABORTS = 10;
/** Something may still be writing into the bucket; after so many rounds it is left to the lifecycle. */
const ROUNDS = 3;

/**
 * Empties and deletes a bucket: all versions, delete markers and unfinished uploads. Where there is too much in it, too
 * little time, or something keeps writing, its objects expire by themselves instead. A bucket that is gone is done.
 */
export async function disposeOfBucket(s3: Buckets, bucket: string, limits: BucketLimits): Promise<BucketEnd> {
  try {
    const why = await emptiedAndDeleted(s3, bucket, limits);
    if (why === undefined) return { end: 'deleted' };
    await expire(s3, bucket, limits);
    return { end: 'expiring', why };
  } catch (error) {
    if (isNotFound(error, 's3')) return { end: 'gone' };
    throw error;
  }
}

/** Returns what stood in the way, or nothing when the bucket is deleted. */
async function emptiedAndDeleted(s3: Buckets, bucket: string, limits: BucketLimits): Promise<string | undefined> {
  const budget = { left: limits.mostObjects ?? MOST_OBJECTS };
  for (let round = 1; round <= ROUNDS; round++) {
    const obstacle = (await deleteObjects(s3, bucket, { limits, budget })) ?? (await abortUploads(s3, bucket, limits));
    if (obstacle !== undefined) return obstacle;
    if (await isDeleted(s3, bucket)) return undefined;
    const { sleep: wait = sleep, signal } = limits.retry ?? {};
    await wait(jittered(round, { ...limits.retry, firstDelayMs: 1_000 }), signal);
  }
  return 'objects keep appearing in it, or cannot be deleted for the moment';
}

async function isDeleted(s3: Buckets, bucket: string): Promise<boolean> {
  try {
    await s3.deleteBucket(bucket);
    return true;
  } catch (error) {
    if (isNamed(error, 'BucketNotEmpty')) return false;
    throw error;
  }
}

type Emptying = { readonly limits: BucketLimits; readonly budget: { left: number } };

async function deleteObjects(s3: Buckets, bucket: string, { limits, budget }: Emptying): Promise<string | undefined> {
  const errors: ObjectError[] = [];
  for await (const pages of grouped(
    allPages((from?: VersionMarker) => s3.versions(bucket, from)),
    PARALLEL_DELETES,
  )) {
    const versions = pages.flatMap((page) => page.items);
    if (limits.isTimeShort()) return 'there is more in it than could be deleted in the time of one function';
    if (versions.length > budget.left)
      return `it holds more than ${limits.mostObjects ?? MOST_OBJECTS} object versions`;
    budget.left -= versions.length;
    const batches = pages.filter((page) => page.items.length > 0).map((page) => s3.deleteVersions(bucket, page.items));
    errors.push(...(await Promise.all(batches)).flat());
  }
  // What the service could not do just now is listed again in the next round.
  const lasting = errors.filter(({ code }) => !isPassing(code));
  if (lasting.length > 0) throw new FactoryError('OBJECTS_STAYED', stayed(bucket, lasting));
  return undefined;
}

function isPassing(code: string): boolean {
  return ['InternalError', 'ServiceUnavailable', 'SlowDown', 'RequestTimeout', 'OperationAborted'].includes(code);
}

function stayed(bucket: string, errors: readonly ObjectError[]): string {
  const examples = errors.slice(0, 3).map(({ key, code, message }) => `${key}: ${code} ${message}`.trim());
  const more = errors.length > examples.length ? ` and ${errors.length - examples.length} more` : '';
  return `${errors.length} object versions of bucket '${bucket}' could not be deleted (${examples.join('; ')}${more})`;
}

async function abortUploads(s3: Buckets, bucket: string, limits: BucketLimits): Promise<string | undefined> {
  for await (const { items } of allPages((from?: UploadMarker) => s3.uploads(bucket, from))) {
    for (let i = 0; i < items.length; i += PARALLEL_ABORTS) {
      if (limits.isTimeShort())
        return 'there are more unfinished uploads in it than could be aborted in the time of one function';
      await Promise.all(items.slice(i, i + PARALLEL_ABORTS).map((upload) => aborted(s3, bucket, upload)));
    }
  }
  return undefined;
}

/** An upload may be finished or aborted by its owner at any moment. */
async function aborted(s3: Buckets, bucket: string, upload: Upload): Promise<void> {
  try {
    await s3.abortUpload(bucket, upload);
  } catch (error) {
    if (!isNamed(error, 'NoSuchUpload')) throw error;
  }
}

async function expire(s3: Buckets, bucket: string, limits: BucketLimits): Promise<void> {
  await s3.expireEverything(bucket);
  try {
    // Existing tags are written back: CloudFormation's own may not be dropped, and S3 knows only the whole set.
    await s3.setTags(bucket, { ...(await s3.tags(bucket)), [DISPOSAL_TAG]: disposalNote(limits.now()) });
  } catch (error) {
    if (isNotFound(error, 's3')) throw error;
    limits.onWarning('the bucket empties itself, but could not be tagged', { bucket, error });
  }
}

/** Tags take letters, digits and few signs. A day for objects, one more for the versions behind them, then the markers. */
function disposalNote(now: Date): string {
  const day = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length);
  return `objects expire from ${day(1)} - empty about ${day(4)} - then delete this bucket`;
}

async function* allPages<Item, Next>(
  read: (from?: Next) => Promise<Page<Item, Next>>,
): AsyncGenerator<Page<Item, Next>> {
  let page = await read();
  yield page;
  while (page.next !== undefined) {
    page = await read(page.next);
    yield page;
  }
}

async function* grouped(
  pages: AsyncIterable<Page<ObjectVersion, unknown>>,
  size: number,
): AsyncGenerator<Page<ObjectVersion, unknown>[]> {
  let group: Page<ObjectVersion, unknown>[] = [];
  for await (const page of pages) {
    group.push(page);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
