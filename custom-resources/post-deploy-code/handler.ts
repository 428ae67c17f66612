import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { FactoryError } from '#lib/errors.ts';
import { isRetryable } from '#lib/handler/aws-errors.ts';
import {
  type CustomResourceOptions,
  type CustomResourceRequest,
  type CustomResourceWork,
  customResource,
  type Done,
  type Pending,
  pending,
  type TextData,
} from '#lib/handler/custom-resource.ts';
import type { CustomResourceEvent, LambdaContext } from '#lib/handler/custom-resource-event.ts';
import type { Logger } from '#lib/handler/logger.ts';
import { type Redactor, redact } from '#lib/handler/redact.ts';
import { parameterStore, secretsManager } from '#lib/handler/secret-sources.ts';
import { createSecrets, type Secrets } from '#lib/handler/secrets.ts';
import type { Json } from '#lib/parameters.ts';
import { type Properties, readProperties } from './properties.ts';
import {
  deadlineFor,
  type ExecutionStarter,
  failureText,
  type LookResult,
  nextPoll,
  type Poll,
  startWaiter,
  type WaiterEvent,
} from './waiter.ts';

export { pending, RefusedError } from '#lib/handler/custom-resource.ts';

/** One run, as the author's code sees it. */
export type PostDeployRequest<Input> = {
  /**
   * `Create` also when an update names another target: CloudFormation then sends `Delete` for the old target afterwards,
   * with the input it had.
   */
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly input: Input;
  /** Of an Update: the input before. In a rollback this is the input that is being given up. */
  readonly oldInput?: Input;
  /** The same for every delivery of one request: a token for calls that must happen once. */
  readonly requestId: string;
  readonly logger: Logger;
  /** Aborted when time is up and CloudFormation has been told of the failure. */
  readonly signal: AbortSignal;
  /** Milliseconds until then. */
  readonly remainingMs: () => number;
  readonly secrets: Secrets;
  readonly redact: Redactor;
};

/** What the code says: done, perhaps with attributes, or to be looked at again. */
export type PostDeployOutcome = { readonly data?: TextData } | Pending;

/** What an author may add to the code itself. */
export type PostDeployOptions<Input> = {
  /** Looks at work that went on; gets the state that the last answer carried. @default - the code cannot answer pending */
  readonly check?: (request: PostDeployRequest<Input>, state: Json) => Promise<PostDeployOutcome>;
  /**
   * Gives the attributes again without doing anything, for updates that do not run the code. Needed where the template uses
   * an attribute: CloudFormation keeps only what the last answer carried.
   * @default - such an answer carries none
   */
  readonly recall?: (request: PostDeployRequest<Input>) => Promise<TextData>;
  /**
   * Names the target. Input that names another target replaces the resource.
   * @default - there is one target, whatever the input is
   */
  readonly identity?: (input: Input) => readonly string[];
  /** Checks and converts the input. @default - the input is what the template says, whose construct has the same type */
  readonly parse?: (input: Json) => Input;
  /** @default false */
  readonly noEcho?: boolean;
};

/** The outside world, replaceable in tests. */
export type PostDeployWorld = Pick<CustomResourceOptions, 'edge' | 'logger' | 'redactor'> & {
  readonly stepFunctions: ExecutionStarter;
  readonly secrets: Secrets;
  readonly now: () => number;
};

/** A Lambda handler for CloudFormation's events and for the waiter's. */
export type PostDeployHandler = (
  event: CustomResourceEvent | WaiterEvent,
  context: LambdaContext,
) => Promise<LookResult | undefined>;

/**
 * Makes a Lambda handler of code that runs after the deployment of what it depends on.
 *
 * | Request | `create` | `every-update` | `when-changed` |
 * |---|---|---|---|
 * | Create; Update that names another target | runs as Create | runs as Create | runs as Create |
 * | Update | - | runs | runs when input or code differ from before |
 * | Update in a rollback | - | runs, with the input of before | runs when they differ, with the input of before |
 * | Delete | with `onDelete: 'run'` only | the same | the same |
 *
 * A rollback is an ordinary update back to the old input: what the update did is undone by doing the old thing again, so the
 * code has to lead to the same result however often it runs. It may also run twice for one request. A rollback in which
 * the code fails stops, as with any resource, and is continued with `continue-update-rollback`.
 */
export function postDeployCode<Input extends Json = Json>(
  run: (request: PostDeployRequest<Input>) => Promise<PostDeployOutcome>,
  options: PostDeployOptions<Input> = {},
  world: PostDeployWorld = realWorld(),
): PostDeployHandler {
  const code: Code<Input> = { run, options, world };
  const first = customResource<Properties<Input>, TextData>(
    workOf(code, (request) => firstRun(code, request)),
    {
      ...answering(code),
      defer: (next, event) => handOver(code, next, event),
    },
  );
  return async (event, context) => {
    if ('poll' in event) return look(code, event.poll, context);
    if ('giveUp' in event) return giveUp(code, event.giveUp, context);
    await first(event, context);
    return undefined;
  };
}

type Code<Input> = {
  readonly run: (request: PostDeployRequest<Input>) => Promise<PostDeployOutcome>;
  readonly options: PostDeployOptions<Input>;
  readonly world: PostDeployWorld;
};

type Request<Input> = CustomResourceRequest<Properties<Input>>;
type Outcome = Done<TextData> | Pending;

function realWorld(): PostDeployWorld {
  const sources = { ssm: parameterStore(new SSMClient()), secretsManager: secretsManager(new SecretsManagerClient()) };
  return { stepFunctions: new SFNClient(), secrets: createSecrets(sources), now: Date.now };
}

function workOf<Input extends Json>(
  { options }: Code<Input>,
  run: (request: Request<Input>) => Promise<Outcome>,
): CustomResourceWork<Properties<Input>, TextData> {
  // The construct that writes the input has the same type argument, so its authors need neither a parser nor a cast.
  const parse = options.parse ?? ((input: Json) => input as Input);
  return {
    read: (raw) => readProperties(raw, parse),
    identity: ({ input }) => options.identity?.(input) ?? [],
    run,
  };
}

function answering<Input>({ options, world }: Code<Input>): CustomResourceOptions {
  return { noEcho: options.noEcho, edge: world.edge, logger: world.logger, redactor: world.redactor };
}

async function firstRun<Input>(code: Code<Input>, request: Request<Input>): Promise<Outcome> {
  const seen = seenByAuthor(code, request);
  if (runs(request)) return code.run(seen);
  request.logger.info('the code does not run for this request', { runOn: request.properties.runOn });
  const recall = request.type === 'Delete' ? undefined : code.options.recall;
  return { data: await recall?.(seen) };
}

function runs<Input>({ type, properties, oldProperties, isReplacement }: Request<Input>): boolean {
  if (type === 'Delete') return properties.onDelete === 'run';
  if (type === 'Create' || isReplacement) return true;
  switch (properties.runOn) {
    case 'create':
      return false;
    case 'every-update':
      return true;
    case 'when-changed':
      return properties.version !== oldProperties?.version;
    default:
      return properties.runOn satisfies never;
  }
}

function seenByAuthor<Input>({ world }: Code<Input>, request: Request<Input>): PostDeployRequest<Input> {
  const { type, properties, oldProperties, isReplacement, requestId, logger, signal, remainingMs } = request;
  return {
    type: isReplacement ? 'Create' : type,
    input: properties.input,
    oldInput: isReplacement ? undefined : oldProperties?.input,
    requestId,
    logger,
    signal,
    remainingMs,
    secrets: world.secrets,
    redact: world.redactor ?? redact,
  };
}

/** Lets the waiter look at the work from now on. */
async function handOver<Input extends Json>(
  code: Code<Input>,
  next: Pending['pending'],
  event: CustomResourceEvent,
): Promise<void> {
  const { waiterArn, serviceTimeoutSeconds } = workOf(code, () => Promise.resolve({})).read(event.ResourceProperties);
  if (code.options.check === undefined) {
    throw new FactoryError(
      'NO_CHECK',
      "the code answered pending, but has no 'check' that could look at the work later",
    );
  }
  if (waiterArn === undefined) {
    throw new FactoryError('NO_WAITER', 'the code answered pending, but the resource names no waiter (WaiterArn)');
  }
  const now = code.world.now();
  const poll = nextPoll(next, { request: event, deadline: deadlineFor(serviceTimeoutSeconds, now) }, now);
  await startWaiter(code.world.stepFunctions, waiterArn, poll, code.world.edge ?? {});
}

function checkOf<Input>({ options }: Code<Input>): NonNullable<PostDeployOptions<Input>['check']> {
  if (options.check !== undefined) return options.check;
  throw new FactoryError('NO_CHECK', "the code answered pending, but has no 'check' that could look at the work later");
}

/** Looks at the work once, and answers CloudFormation when it is done or has failed. */
async function look<Input extends Json>(code: Code<Input>, poll: Poll, context: LambdaContext): Promise<LookResult> {
  let result: LookResult = { done: true, poll: {} };
  const looking = customResource(
    workOf(code, (request) => checked(code, poll, request)),
    {
      ...answering(code),
      workLimitMs: Math.max(10_000, poll.deadline - code.world.now()),
      defer: async (next) => {
        result = { done: false, poll: nextPoll(next, poll, code.world.now()) };
      },
    },
  );
  await looking(poll.request, context);
  return result;
}

/** A look that fails for a passing reason says nothing about the work: there will be another one. */
async function checked<Input>(code: Code<Input>, poll: Poll, request: Request<Input>): Promise<Outcome> {
  try {
    return await checkOf(code)(seenByAuthor(code, request), poll.state);
  } catch (error) {
    if (!isRetryable(error)) throw error;
    request.logger.warn('this look failed, the next one may not', { error });
    return pending({ state: poll.state, afterSeconds: poll.afterSeconds });
  }
}

/** The waiter itself failed: CloudFormation is told, so that nobody waits for the rest of the hour. */
async function giveUp<Input extends Json>(
  code: Code<Input>,
  { request, failure }: Extract<WaiterEvent, { giveUp: unknown }>['giveUp'],
  context: LambdaContext,
): Promise<undefined> {
  const fail = async () => {
    throw new FactoryError('WAITER_FAILED', `whether the work is done could not be found out: ${failureText(failure)}`);
  };
  await customResource(workOf(code, fail), answering(code))(request, context);
}
