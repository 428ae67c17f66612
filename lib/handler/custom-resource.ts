import { FactoryError, OutsideError } from '../errors.ts';
import type { Json } from '../parameters.ts';
import { type Answer, reasonFor, type Written, writeAnswer } from './answer.ts';
import { deliver } from './callback.ts';
import { watchCrashes } from './crash-watch.ts';
import type { CustomResourceEvent, LambdaContext, RawProperties } from './custom-resource-event.ts';
import { createLogger, type Logger } from './logger.ts';
import { namesAnotherTarget, physicalId, refusedId } from './physical-id.ts';
import { type Redactor, redact } from './redact.ts';
import { type Sleep, sleep } from './sleep.ts';
import { type TimeLimit, timeLimitOf } from './time-limit.ts';

/**
 * The work was refused and nothing was changed. A creation that ends so leaves nothing behind, and the Delete that
 * CloudFormation sends for it runs nothing. Any other failure of a creation is followed by a Delete that cleans up.
 */
export class RefusedError extends FactoryError {
  override name = 'RefusedError';

  constructor(message: string, options?: ErrorOptions) {
    super('REFUSED', message, options);
  }
}

/** Attributes for `Fn::GetAtt`. */
export type TextData = { readonly [name: string]: string };

/** The work is done. */
export type Done<Data extends TextData> = {
  readonly data?: Data;
  /** Said along with success, where an operator ought to know something. Seen in the answer and the log. */
  readonly reason?: string;
};

/** The work goes on elsewhere; nothing is answered yet. `state` is what the next look needs to know. */
export type Pending = { readonly pending: { readonly state: Json; readonly afterSeconds: number } };

/** Answers later: the next look at the work is due after so many seconds, and is handed this state. */
export function pending(next: Pending['pending']): Pending {
  return { pending: next };
}

/** One request, as the work sees it. */
export type CustomResourceRequest<Properties> = {
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly properties: Properties;
  /** Of an Update: what the properties were. Undefined when an earlier version of the contract wrote something unreadable. */
  readonly oldProperties?: Properties;
  /** The id that a successful answer will carry. */
  readonly physicalResourceId: string;
  /**
   * Of an Update: the properties name another target than before. When it succeeds, CloudFormation sends a Delete for the
   * old one.
   */
  readonly isReplacement: boolean;
  readonly stackId: string;
  readonly logicalResourceId: string;
  readonly requestId: string;
  /** Aborted when time is up: CloudFormation has then been told that the request failed, so nothing may be changed any more. */
  readonly signal: AbortSignal;
  /** Milliseconds until then. */
  readonly remainingMs: () => number;
  readonly logger: Logger;
};

/** What a custom resource does. Every part may run twice for the same request. */
export type CustomResourceWork<Properties, Data extends TextData> = {
  /** Makes typed properties of the text that CloudFormation delivers; has to read what earlier versions of the contract sent. */
  readonly read: (raw: RawProperties) => Properties;
  /** Names the thing that the resource stands for: other parts, other thing, and CloudFormation replaces the resource. */
  readonly identity: (properties: Properties) => readonly string[];
  readonly run: (request: CustomResourceRequest<Properties>) => Promise<Done<Data> | Pending>;
  /**
   * The work only looks: each of its failures is a refusal.
   * @default false
   */
  readonly changesNothing?: boolean;
};

/** The outside world, replaceable in tests. */
export type Edge = {
  readonly fetch: typeof fetch;
  readonly sleep: Sleep;
  readonly random: () => number;
  /** Resolves when the work's time is up. */
  readonly timeLimit: Sleep;
};

/** How a custom resource answers; all of it has a default. */
export type CustomResourceOptions = {
  /**
   * Masks the attributes wherever CloudFormation shows them.
   * @default false
   */
  readonly noEcho?: boolean;
  /** Time kept free for answering. @default - a fifth of what the function has, between 2 and 15 seconds */
  readonly reserveMs?: number;
  /** Longest time for the work itself. @default - all the time the function has, less the reserve */
  readonly workLimitMs?: number;
  /** Arranges that a pending answer is looked at again. @default - an answer cannot be pending */
  readonly defer?: (next: Pending['pending'], event: CustomResourceEvent) => Promise<void>;
  /** @default - a logger with redaction */
  readonly logger?: Logger;
  /** @default - the redactor that the whole function shares */
  readonly redactor?: Redactor;
  /** @default - the real world */
  readonly edge?: Partial<Edge>;
};

/** A Lambda handler for the events of a custom resource. */
export type CustomResourceHandler = (event: CustomResourceEvent, context: LambdaContext) => Promise<void>;

/**
 * The entry of every custom resource: whatever happens in the work, CloudFormation gets exactly one answer.
 *
 * | The work | The answer |
 * |---|---|
 * | returns | SUCCESS, id made of the identity |
 * | throws | FAILED with the message and its causes; the id that success would carry, so that a rollback's Delete cleans up |
 * | throws `RefusedError` | FAILED; on Create a marker id whose Delete runs nothing, on Update the old id |
 * | leaves a promise behind that rejects, or a timer that throws | FAILED; the process lives on |
 * | is not done when the function's time runs out | FAILED, some seconds before; the work's signal is aborted |
 * | returns more than fits | FAILED, with the bytes and the limit |
 *
 * A duplicate delivery joins the first one, or finds it answered. An answer that cannot be delivered is thrown, so that
 * Lambda delivers the event again; the work is not repeated for that while this execution environment lives.
 */
export function customResource<Properties, Data extends TextData>(
  work: CustomResourceWork<Properties, Data>,
  options: CustomResourceOptions = {},
): CustomResourceHandler {
  const tools = toolsFrom(options);
  const deliveries = new Map<string, Delivery>();
  return async (event, context) => {
    const crash = Promise.withResolvers<never>();
    // Nobody waits for it once the work is done.
    crash.promise.catch(() => {});
    const unwatch = watchCrashes((thrown) => {
      tools.logger.error('thrown outside of the work', { error: thrown });
      crash.reject(thrown);
    });
    const job: Job<Properties, Data> = { event, context, work, options, tools, crash: crash.promise };
    try {
      await deliverOnce(job, deliveries);
    } finally {
      unwatch();
    }
  };
}

async function deliverOnce<P, D extends TextData>(job: Job<P, D>, deliveries: Map<string, Delivery>): Promise<void> {
  const { RequestId: requestId } = job.event;
  const delivery = deliveries.get(requestId) ?? { written: write(job), sent: undefined };
  remember(deliveries, requestId, delivery);
  // A delivery that failed is forgotten, what there is to deliver is not: Lambda's next try only sends.
  delivery.sent ??= send(job, delivery.written).catch((error) => {
    delivery.sent = undefined;
    throw error;
  });
  await delivery.sent;
}

/** One request in this execution environment: what will be answered, and whether it has been. */
type Delivery = { readonly written: Promise<Written | undefined>; sent: Promise<void> | undefined };

type Tools = { readonly logger: Logger; readonly redactor: Redactor; readonly edge: Edge };

type Job<Properties, Data extends TextData> = {
  readonly event: CustomResourceEvent;
  readonly context: LambdaContext;
  readonly work: CustomResourceWork<Properties, Data>;
  readonly options: CustomResourceOptions;
  readonly tools: Tools;
  /** Rejects when something is thrown that no promise of the work carries. */
  readonly crash: Promise<never>;
};

const REMEMBERED = 200;
const REAL_WORLD: Edge = { fetch: (...call) => fetch(...call), sleep, random: Math.random, timeLimit: sleep };

function toolsFrom(options: CustomResourceOptions): Tools {
  const redactor = options.redactor ?? redact;
  return { redactor, logger: options.logger ?? createLogger({ redactor }), edge: { ...REAL_WORLD, ...options.edge } };
}

function remember(deliveries: Map<string, Delivery>, requestId: string, delivery: Delivery): void {
  deliveries.set(requestId, delivery);
  const [oldest] = deliveries.keys();
  if (deliveries.size > REMEMBERED && oldest !== undefined) deliveries.delete(oldest);
}

async function send<P, D extends TextData>(
  { event, context, tools }: Job<P, D>,
  written: Delivery['written'],
): Promise<void> {
  const answer = await written;
  if (answer === undefined) return;
  await deliver({
    ...tools.edge,
    url: event.ResponseURL,
    body: answer.body,
    redactor: tools.redactor,
    remainingMs: () => context.getRemainingTimeInMillis(),
    onRetry: (attempt, reason) => tools.logger.warn('the callback did not take the answer', { attempt, reason }),
  });
  tools.logger.info('answered', { status: answer.status });
}

/** Does the work and writes the answer. Never rejects: there is always something to tell CloudFormation. */
async function write<P, D extends TextData>(job: Job<P, D>): Promise<Written | undefined> {
  const { event, context, tools } = job;
  introduce(job);
  const answer = await answerTo(job).catch((error) => failure(job, error, unchangedId(event)));
  if (answer === undefined) return undefined;
  const written = writeAnswer(event, answer, context);
  const { reason, physicalResourceId, data } = answer;
  tools.logger.info('answering', {
    status: written.status,
    reason,
    physicalResourceId,
    attributes: Object.keys(data ?? {}),
  });
  return written;
}

/** Every line says which request of which resource it is about. */
function introduce<P, D extends TextData>({ event, context, tools }: Job<P, D>): void {
  if (typeof event.ResponseURL === 'string') tools.redactor.add(event.ResponseURL);
  tools.logger.resetKeys();
  tools.logger.addContext(context);
  tools.logger.appendKeys({
    requestType: event.RequestType,
    logicalId: event.LogicalResourceId,
    stackId: event.StackId,
    requestId: event.RequestId,
  });
}

async function answerTo<P, D extends TextData>(job: Job<P, D>): Promise<Answer | undefined> {
  const { event, work, options, tools } = job;
  if (isDelete(event) && event.PhysicalResourceId === refusedId(event.LogicalResourceId)) {
    return skipped(event, 'the creation was refused before anything was changed, so there is nothing to delete');
  }
  const target = targetOf(work, event);
  if (isDelete(event) && namesAnotherTarget(event, target.ownId)) {
    tools.logger.warn('not deleted: id and properties name different things', { ownId: target.ownId });
    return skipped(event, 'nothing was deleted: the properties name another thing than the id');
  }
  try {
    const outcome = await withinTime(job, target);
    if ('pending' in outcome) return undefined;
    const reason = outcome.reason === undefined ? undefined : tools.redactor.text(outcome.reason);
    return { status: 'SUCCESS', physicalResourceId: target.id, reason, data: outcome.data, noEcho: options.noEcho };
  } catch (error) {
    const isRefused = error instanceof RefusedError || work.changesNothing === true;
    return failure(job, error, isRefused ? unchangedId(event) : target.id);
  }
}

function isDelete(event: CustomResourceEvent): event is CustomResourceEvent & { RequestType: 'Delete' } {
  return event.RequestType === 'Delete';
}

function skipped(event: CustomResourceEvent, reason: string): Answer {
  return { status: 'SUCCESS', physicalResourceId: unchangedId(event), reason };
}

function failure<P, D extends TextData>({ tools }: Job<P, D>, error: unknown, physicalResourceId: string): Answer {
  tools.logger.error('failed', { error });
  return { status: 'FAILED', physicalResourceId, reason: reasonFor(error, tools.redactor) };
}

/** The id that says "nothing was changed": there is none yet, or it stays the one it was. */
function unchangedId(event: CustomResourceEvent): string {
  const given = 'PhysicalResourceId' in event ? event.PhysicalResourceId : '';
  return given || refusedId(event.LogicalResourceId);
}

type Target<Properties> = {
  readonly properties: Properties;
  readonly oldProperties: Properties | undefined;
  /** Made of the properties. */
  readonly ownId: string;
  /** What is answered: a Delete has to answer the id it was given. */
  readonly id: string;
};

function targetOf<P, D extends TextData>(work: CustomResourceWork<P, D>, event: CustomResourceEvent): Target<P> {
  if (!['Create', 'Update', 'Delete'].includes(event.RequestType)) {
    throw new RefusedError(`RequestType must be Create, Update or Delete, got ${JSON.stringify(event.RequestType)}`);
  }
  const properties = work.read(event.ResourceProperties);
  const ownId = physicalId(event.LogicalResourceId, work.identity(properties));
  const id = isDelete(event) ? event.PhysicalResourceId : ownId;
  return { properties, oldProperties: oldPropertiesOf(work, event), ownId, id };
}

function oldPropertiesOf<P, D extends TextData>(
  work: CustomResourceWork<P, D>,
  event: CustomResourceEvent,
): P | undefined {
  if (event.RequestType !== 'Update') return undefined;
  try {
    return work.read(event.OldResourceProperties);
  } catch {
    // Written by an earlier version of the contract: what they were is unknown, which is no reason to refuse the new ones.
    return undefined;
  }
}

/** Runs the work until it is done or its time is up. Work that goes on after that is on its own; its signal says so. */
async function withinTime<P, D extends TextData>(job: Job<P, D>, target: Target<P>): Promise<Done<D> | Pending> {
  const limit = timeLimitOf(job.event, job.context, job.options);
  const stop = new AbortController();
  const done = new AbortController();
  const timeIsUp = job.tools.edge.timeLimit(limit.ms, done.signal).then(() => {
    throw new OutsideError(`not finished after ${Math.round(limit.ms / 1000)} s, ${limit.why}`);
  });
  const cutShort = Promise.race([timeIsUp, job.crash]).catch((error) => {
    // Once the work is done, the timer's own end arrives here too.
    if (!done.signal.aborted) stop.abort(error);
    throw error;
  });
  try {
    return await Promise.race([runOrDefer(job, requestOf(job, target, { limit, stop })), cutShort]);
  } finally {
    done.abort();
  }
}

/** Work that returns pending has to be looked at again; arranging that is part of the work. */
async function runOrDefer<P, D extends TextData>(
  { work, options, event }: Job<P, D>,
  request: CustomResourceRequest<P>,
) {
  const outcome = await work.run(request);
  if ('pending' in outcome) {
    request.signal.throwIfAborted();
    if (options.defer === undefined) {
      throw new FactoryError('NOT_DEFERRABLE', 'the work wants to go on later, and nothing waits for it');
    }
    await options.defer(outcome.pending, event);
    request.logger.info('goes on later', { afterSeconds: outcome.pending.afterSeconds });
  }
  return outcome;
}

function requestOf<P, D extends TextData>(
  { event, tools }: Job<P, D>,
  target: Target<P>,
  { limit, stop }: { limit: TimeLimit; stop: AbortController },
): CustomResourceRequest<P> {
  return {
    type: event.RequestType,
    properties: target.properties,
    oldProperties: target.oldProperties,
    physicalResourceId: target.id,
    isReplacement: event.RequestType === 'Update' && event.PhysicalResourceId !== target.id,
    stackId: event.StackId,
    logicalResourceId: event.LogicalResourceId,
    requestId: event.RequestId,
    signal: stop.signal,
    remainingMs: limit.remainingMs,
    logger: tools.logger,
  };
}
