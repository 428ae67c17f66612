import { FactoryError } from '#lib/errors.ts';
import { reasonFor } from '#lib/handler/answer.ts';
import {
  type CustomResourceHandler,
  type CustomResourceOptions,
  type CustomResourceRequest,
  customResource,
} from '#lib/handler/custom-resource.ts';
import type { RawProperties } from '#lib/handler/custom-resource-event.ts';
import { redact } from '#lib/handler/redact.ts';
import type { Json } from '#lib/parameters.ts';
import { disposeOfBucket } from './empty-bucket.ts';
import type { Services } from './ports.ts';
import { disposeOfKey, disposeOfTable } from './tables-and-keys.ts';

/** Bounds of a disposal, replaceable in tests. */
export type DisposalOptions = Pick<CustomResourceOptions, 'edge' | 'logger' | 'redactor'> & {
  /** @default - the real clock */
  readonly now?: () => Date;
  /** Object versions of one bucket that are deleted one by one. @default 100000 */
  readonly mostObjects?: number;
};

type Properties = {
  readonly isDestroyed: boolean;
  readonly buckets: readonly string[];
  readonly tables: readonly string[];
  readonly keys: readonly string[];
};

type Request = CustomResourceRequest<Properties>;

/** Days until a key is gone: the shortest that KMS allows, and the longest when objects still need days to expire. */
const KEY_WINDOW_DAYS = 7;
const KEY_WINDOW_WITH_EXPIRY_DAYS = 30;

/** Time that setting a bucket to empty itself may take, for each bucket, and that tables and keys take. */
const MS_FOR_EACH = 4_000;
const MS_FOR_THE_REST = 20_000;

/**
 * Deletes a launcher's data when the stack goes, and only then.
 *
 * | Request | Stack | Does |
 * |---|---|---|
 * | Create, Update | | nothing |
 * | Delete, `retain` | | nothing |
 * | Delete, `destroy` | `DELETE_IN_PROGRESS` | empties and deletes buckets, deletes tables, then schedules keys for deletion |
 * | Delete, `destroy` | anything else: rollback, replacement, removal from the template | nothing |
 *
 * Buckets and tables are all tried before a failure is reported; keys are left alone then, so that what stayed can be read.
 */
export function dataDisposal(services: Services, options: DisposalOptions = {}): CustomResourceHandler {
  const { now = () => new Date(), mostObjects, ...answering } = options;
  // One disposal for each launch, whatever it names: a list that grows must not send a Delete for the shorter one.
  return customResource(
    { read, identity: () => [], run: (request) => dispose(services, request, { ...answering, now, mostObjects }) },
    answering,
  );
}

/** Anything that is not exactly `destroy` keeps the data. */
function read(raw: RawProperties): Properties {
  return {
    isDestroyed: raw['DataRetention'] === 'destroy',
    buckets: listOf(raw['Buckets']),
    tables: listOf(raw['Tables']),
    keys: listOf(raw['Keys']),
  };
}

/** Things that a launch has not made leave empty text in a list, or empty text in its place. */
function listOf(value: Json | undefined): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return [...new Set(list.filter((member) => typeof member === 'string' && member !== ''))].map(String);
}

type Settings = DisposalOptions & { readonly now: () => Date };

async function dispose(services: Services, request: Request, settings: Settings): Promise<{ reason?: string }> {
  if (request.type !== 'Delete') return {};
  if (!request.properties.isDestroyed) return { reason: 'the data is retained' };
  const status = await services.stackStatus(request.stackId, request.signal);
  if (status !== 'DELETE_IN_PROGRESS') {
    request.logger.warn('the data is kept: the stack itself is not being deleted', { status });
    return { reason: `the data is kept, because the stack is ${status} and not being deleted` };
  }
  return { reason: (await destroyed(services, request, settings)).join('\n') || 'there was no data' };
}

async function destroyed(services: Services, request: Request, settings: Settings): Promise<readonly string[]> {
  const scope = { account: accountOf(request.stackId), signal: request.signal };
  const { buckets, tables, keys } = request.properties;
  const report = reporting(request, settings);

  const s3 = services.buckets(scope);
  const limitsFor = bucketLimits(request, settings);
  let isExpiring = false;
  for (const [index, bucket] of buckets.entries()) {
    await report.attempt(`bucket '${bucket}'`, async () => {
      const result = await disposeOfBucket(s3, bucket, limitsFor(buckets.length - index));
      isExpiring ||= result.end === 'expiring';
      return result.end === 'expiring'
        ? `stays and empties itself within days, because ${result.why}`
        : wordFor(result.end);
    });
  }

  const dynamodb = services.tables(scope);
  const retry = { ...settings.edge, signal: request.signal };
  for (const table of tables) {
    await report.attempt(`table '${table}'`, async () => wordFor(await disposeOfTable(dynamodb, table, retry)));
  }

  report.failIfAny();
  const kms = services.keys(scope);
  const windowDays = isExpiring ? KEY_WINDOW_WITH_EXPIRY_DAYS : KEY_WINDOW_DAYS;
  for (const key of keys) {
    await report.attempt(`key '${key}'`, async () => {
      const { end, date } = await disposeOfKey(kms, key, windowDays);
      return end === 'scheduled'
        ? `will be deleted on ${date?.toISOString().slice(0, 10) ?? `day ${windowDays}`}`
        : wordFor(end);
    });
  }
  report.failIfAny();
  return report.lines;
}

function wordFor(end: 'deleted' | 'gone' | 'already-scheduled'): string {
  return end === 'deleted' ? 'is deleted' : end === 'gone' ? 'was gone already' : 'was scheduled for deletion already';
}

/** The account that the stack is in, and that every bucket has to belong to. */
function accountOf(stackId: string): string {
  const account = stackId.split(':')[4];
  if (account === undefined || !/^\d{12}$/.test(account)) {
    throw new FactoryError('NO_ACCOUNT', `the stack's id names no account: ${stackId}`);
  }
  return account;
}

function bucketLimits(request: Request, settings: Settings) {
  return (bucketsLeft: number) => ({
    isTimeShort: () => request.remainingMs() < MS_FOR_THE_REST + bucketsLeft * MS_FOR_EACH,
    now: settings.now,
    mostObjects: settings.mostObjects,
    retry: { ...settings.edge, signal: request.signal },
    onWarning: (message: string, details: object) => request.logger.warn(message, { ...details }),
  });
}

/** Collects what became of each thing, so that one that fails does not keep the others from being tried. */
function reporting(request: Request, settings: Settings) {
  const lines: string[] = [];
  const failures: string[] = [];
  return {
    lines,
    attempt: async (what: string, work: () => Promise<string>) => {
      try {
        lines.push(`${what} ${await work()}`);
        request.logger.info(lines.at(-1) ?? what);
      } catch (error) {
        // Once time is up everything fails, which says nothing about the things.
        request.signal.throwIfAborted();
        request.logger.error(`${what} could not be disposed of`, { error });
        failures.push(`${what}: ${reasonFor(error, settings.redactor ?? redact)}`);
      }
    },
    failIfAny: () => {
      if (failures.length === 0) return;
      const done = lines.length === 0 ? [] : ['Done so far:', ...lines];
      throw new FactoryError(
        'DISPOSAL_INCOMPLETE',
        ['The data could not be disposed of:', ...failures, ...done].join('\n'),
      );
    },
  };
}
