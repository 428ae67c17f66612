import type {
  PostDeployOptions,
  PostDeployOutcome,
  PostDeployRequest,
} from '#custom-resources/post-deploy-code/handler.ts';
import { RefusedError } from '#custom-resources/post-deploy-code/handler.ts';
import { FactoryError } from '#lib/errors.ts';
import { isAccessDenied, isNamed } from '#lib/handler/aws-errors.ts';
import { refusal } from '#lib/handler/refusal.ts';
import { isGoingBack } from '#lib/handler/rollback.ts';
import type { Attachment, ExistingBucketInput } from './contract.ts';
import { withEventBridge, withoutEventBridge } from './events.ts';
import { type Fitness, lookAt } from './fitness.ts';
import { merge, othersIn, ownStatements, prefixFor, takeOut } from './merge-policy.ts';
import type { Bucket, ParameterStore, World } from './ports.ts';
import { forget, keep, type Recorded, readRecord } from './record.ts';
import { type Patience, settle } from './settle.ts';

/** One bucket, as one request sees it. */
type Job = {
  readonly request: PostDeployRequest<ExistingBucketInput>;
  readonly bucket: Bucket;
  readonly parameters: ParameterStore;
  readonly patience: Patience;
  readonly prefix: string;
  readonly world: World;
};

/**
 * Fits an existing bucket to its tenant, and lets it go again.
 *
 * | Request | Does |
 * |---|---|
 * | Create, Update | refuses a bucket that does not fit, with every reason; else records what it is about to change, merges the statements into the policy and switches events on |
 * | Create, Update in a rollback | the same without refusing: the bucket was good enough before |
 * | Delete | takes out its own statements, switches events off if it switched them on, and forgets the bucket |
 *
 * The record comes before the first change and goes after the last, so whatever is cut short can be done again or undone.
 * Which statements are ours their ids say; the record is needed for the events, which carry no name.
 */
export function existingBucketCode(world: World): {
  readonly run: (request: PostDeployRequest<ExistingBucketInput>) => Promise<PostDeployOutcome>;
  readonly options: PostDeployOptions<ExistingBucketInput>;
} {
  return {
    run: async (request) => {
      const job = jobOf(world, request);
      await (request.type === 'Delete' ? detach(job) : attach(job));
      return {};
    },
    options: { identity: ({ bucketName }) => [bucketName] },
  };
}

function jobOf(world: World, request: Job['request']): Job {
  const { input, signal } = request;
  const { bucketName, account, stackId } = input;
  return {
    request,
    world,
    bucket: world.bucket({ bucketName, account, signal }),
    parameters: world.parameters(signal),
    patience: { sleep: world.sleep, signal },
    prefix: prefixFor(stackId),
  };
}

async function attach(job: Job): Promise<void> {
  const { request, bucket, parameters, patience, prefix } = job;
  const { input } = request;
  const own = ownStatements(input.statements, prefix);
  // The bucket first: whoever finds its events switched on by a delivery that runs beside this one finds that one's record.
  const fitness = await lookAt(bucket, { ...input, own, prefix }, patience);
  const recorded = await readRecord(parameters, input);
  const goesOn = await isToBeDone(job, fitness, recorded);
  if (!goesOn) return;

  const before = recorded.attachments.find(({ bucketName }) => bucketName === input.bucketName);
  const attached: Attachment = {
    bucketName: input.bucketName,
    state: 'attached',
    statementIds: own.map(({ Sid }) => Sid),
    switchedEventsOn: before?.switchedEventsOn === true || !fitness.tellsEventBridge,
  };
  if (!fitness.hasStatements || !fitness.tellsEventBridge) {
    const statementIds = [...new Set([...(before?.statementIds ?? []), ...attached.statementIds])];
    await keep(parameters, input, { ...attached, state: 'attaching', statementIds });
    await explaining(job, 'write its policy', () => settlePolicy(job, (policy) => merge(policy, { own, prefix })));
    await explaining(job, 'switch its events on', () => settleEvents(job, withEventBridge));
    request.logger.info('the bucket is attached', { ...attached });
  }
  await keep(parameters, input, attached);
}

/** Refuses, unless the stack goes back to this bucket. Then only one that is out of reach ends the matter. */
async function isToBeDone(job: Job, fitness: Fitness, recorded: Recorded): Promise<boolean> {
  const { request, world } = job;
  const { input, logger, signal } = request;
  const reasons = [...fitness.reasons, ...recordReasons(request, recorded)];
  if (reasons.length === 0) return true;
  logger.warn('the bucket does not fit', { reasons });
  if (!(await isGoingBack(world.stackStatus, { stackId: input.stackId, signal, logger }))) {
    const heading = `Bucket '${input.bucketName}' cannot be used for this tenant, nothing was changed:`;
    throw new RefusedError(refusal(heading, reasons));
  }
  logger.warn('let through: the stack is rolling back to this bucket', { isThere: fitness.isThere });
  return fitness.isThere;
}

/** The role of the function reaches one record, so what an old one says could not be carried over to a new one. */
function recordReasons({ input, oldInput }: Job['request'], { trouble }: Recorded): string[] {
  const isMoved = oldInput !== undefined && oldInput.record !== input.record;
  return [
    ...(trouble === undefined ? [] : [trouble]),
    ...(isMoved
      ? [
          `its record cannot move from SSM parameter '${oldInput.record}' to '${input.record}': ` +
            'with an existing bucket, Project, Environment and tenant cannot be changed; launch the product anew instead',
        ]
      : []),
  ];
}

async function detach(job: Job): Promise<void> {
  const { request, parameters, prefix } = job;
  const { input, logger } = request;
  const { attachments, trouble } = await readRecord(parameters, input);
  if (trouble !== undefined) logger.warn('the record is left alone', { trouble });
  const attachment = attachments.find(({ bucketName }) => bucketName === input.bucketName);
  try {
    await explaining(job, 'take its statements out of its policy', () =>
      settlePolicy(job, (policy) => takeOut(policy, prefix)),
    );
    if (attachment?.switchedEventsOn === true) {
      await explaining(job, 'switch its events off', () => settleEvents(job, withoutEventBridge));
    }
  } catch (error) {
    if (isNamed(error, 'NoSuchBucket')) logger.info('the bucket is gone');
    // Nothing was recorded, so nothing was changed: what cannot be looked at needs no cleaning up.
    else if (attachment === undefined && isDenied(error)) logger.warn('the bucket is out of reach', { error });
    else throw error;
  }
  await forget(parameters, input, input.bucketName);
}

type NextPolicy = (policy: string | undefined) => { readonly text: string; readonly isEmpty?: boolean } | undefined;
type PolicyState = { readonly text: string | undefined };

async function settlePolicy({ bucket, patience, prefix, request }: Job, next: NextPolicy): Promise<void> {
  let others: string | undefined;
  await settle<PolicyState>(
    {
      what: 'the policy of the bucket',
      read: async () => ({ text: await bucket.policy() }),
      next: ({ text }) => {
        const wanted = next(text);
        const found = othersIn(text, prefix).join();
        // Ours are there, so whoever changed theirs has seen them: that stands, and an operator may want to know.
        if (wanted === undefined && others !== undefined && found !== others) {
          request.logger.warn('statements of others in the policy were changed at the same time');
        }
        others = found;
        return wanted === undefined ? undefined : { text: wanted.isEmpty === true ? undefined : wanted.text };
      },
      write: ({ text }) => (text === undefined ? bucket.deletePolicy() : bucket.putPolicy(text)),
    },
    patience,
  );
}

async function settleEvents({ bucket, patience }: Job, next: typeof withEventBridge): Promise<void> {
  await settle(
    {
      what: 'the notification configuration of the bucket',
      read: () => bucket.notifications(),
      next,
      write: (notifications) => bucket.putNotifications(notifications),
    },
    patience,
  );
}

const DENIED = 'BUCKET_ACCESS_DENIED';

function isDenied(error: unknown): boolean {
  return error instanceof FactoryError && error.code === DENIED;
}

/** Says what to do about refusals of S3 that tell little by themselves. */
async function explaining({ request }: Job, what: string, work: () => Promise<void>): Promise<void> {
  const { bucketName, stackId } = request.input;
  try {
    await work();
  } catch (error) {
    if (isAccessDenied(error)) {
      const message =
        `bucket '${bucketName}' does not let this launch ${what}: its policy, its block of public policies, an organization ` +
        `policy or the permissions boundary forbids it; the statements of this launch begin with ${prefixFor(stackId)}`;
      throw new FactoryError(DENIED, message, { cause: error });
    }
    if (isNamed(error, 'MalformedPolicy')) {
      const message =
        `S3 does not take the policy of bucket '${bucketName}': an account, role or user that one of its statements names ` +
        'does not exist, or not any more (it then shows as AROA... or AIDA...)';
      throw new FactoryError('BUCKET_POLICY_REFUSED', message, { cause: error });
    }
    throw error;
  }
}
