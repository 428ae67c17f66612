import { type Sleep, sleep } from './sleep.ts';

/** Names that services give to "you are too fast". */
const THROTTLING = names(`
  Throttling ThrottlingException ThrottledException Throttled RequestThrottled RequestThrottledException
  TooManyRequestsException RequestLimitExceeded BandwidthLimitExceeded ProvisionedThroughputExceededException
  SlowDown EC2ThrottledException`);

/** Names of failures inside a service or on the way to it, which pass by themselves. */
const TRANSIENT = names(`
  InternalError InternalFailure InternalServerError InternalServerException InternalServiceError InternalServiceException
  InternalServiceFault KMSInternalException DependencyTimeoutException ServiceUnavailable ServiceUnavailableException
  ServiceException RequestTimeout RequestTimeoutException TimeoutError TransactionInProgressException
  PriorRequestNotComplete IDPCommunicationError
  ECONNRESET ECONNREFUSED EPIPE ETIMEDOUT EAI_AGAIN ENETUNREACH UND_ERR_SOCKET UND_ERR_CONNECT_TIMEOUT`);

/**
 * How each service says that a thing does not exist. A status of 404 alone is no proof: a wrong endpoint answers it too.
 * CloudFormation has no name for it: it answers `ValidationError` with a sentence.
 */
const NOT_FOUND = {
  s3: names('NoSuchBucket NoSuchKey NoSuchUpload NoSuchVersion NotFound NoSuchTagSet NoSuchLifecycleConfiguration'),
  dynamodb: names('ResourceNotFoundException TableNotFoundException'),
  kms: names('NotFoundException'),
  ssm: names('ParameterNotFound ParameterVersionNotFound'),
  secretsManager: names('ResourceNotFoundException'),
  lambda: names('ResourceNotFoundException'),
  logs: names('ResourceNotFoundException'),
  events: names('ResourceNotFoundException'),
  scheduler: names('ResourceNotFoundException'),
  sqs: names('QueueDoesNotExist AWS.SimpleQueueService.NonExistentQueue'),
  sns: names('NotFound NotFoundException'),
  stepFunctions: names('StateMachineDoesNotExist ExecutionDoesNotExist ActivityDoesNotExist ResourceNotFound'),
  cloudFormation: names('StackNotFoundException StackSetNotFoundException ChangeSetNotFound'),
  serviceCatalog: names('ResourceNotFoundException'),
  iam: names('NoSuchEntity NoSuchEntityException'),
  glue: names('EntityNotFoundException'),
  lakeFormation: names('EntityNotFoundException'),
  athena: names('ResourceNotFoundException'),
  firehose: names('ResourceNotFoundException'),
  kinesis: names('ResourceNotFoundException'),
  redshift: names('ClusterNotFound ClusterNotFoundFault ClusterSnapshotNotFound'),
  redshiftServerless: names('ResourceNotFoundException'),
  dms: names('ResourceNotFoundFault'),
  personalize: names('ResourceNotFoundException'),
} as const;

/** A service whose way of saying "does not exist" is known here. */
export type KnownService = keyof typeof NOT_FOUND;

const ANY_NOT_FOUND: ReadonlySet<string> = new Set(Object.values(NOT_FOUND).flatMap((codes) => [...codes]));

const ACCESS_DENIED = names(`
  AccessDenied AccessDeniedException AccessDeniedFault AuthorizationError AuthorizationErrorException NotAuthorized
  UnauthorizedOperation UnauthorizedException KMSAccessDeniedFault Forbidden AllAccessDisabled`);

/** Names of "something else is happening to this thing right now". */
const CONFLICT = names(`
  ConflictException ResourceConflictException ResourceInUseException ResourceInUse OperationAborted
  ConcurrentModificationException ConcurrentModification ConcurrentUpdateException ConditionalRequestConflict
  InvalidClusterState InvalidClusterStateFault InvalidResourceStateFault TransactionConflictException OptimisticLockException`);

/** All names under which an error is known: `name`, and the codes of query services and of Node. */
function codesOf(error: unknown): string[] {
  const codes = [
    field(error, 'name'),
    field(error, 'Code'),
    field(error, 'code'),
    field(field(error, 'Error'), 'Code'),
  ];
  return codes.filter((code) => typeof code === 'string');
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** True when the error goes by one of these names. */
export function isNamed(error: unknown, ...wanted: readonly string[]): boolean {
  return codesOf(error).some((code) => wanted.includes(code));
}

function isAmong(error: unknown, codes: ReadonlySet<string>): boolean {
  return codesOf(error).some((code) => codes.has(code));
}

function statusOf(error: unknown): number | undefined {
  const status = field(field(error, '$metadata'), 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

/** The service asks to slow down. */
export function isThrottling(error: unknown): boolean {
  return (
    isAmong(error, THROTTLING) || statusOf(error) === 429 || field(field(error, '$retryable'), 'throttling') === true
  );
}

/** A failure that passes by itself: of the network, or inside the service. Throttling is told apart by {@link isThrottling}. */
export function isTransient(error: unknown): boolean {
  if (isThrottling(error)) return false;
  const status = statusOf(error) ?? 0;
  // 501 says that the operation does not exist. The network's own error is the cause of a failed fetch.
  return isAmong(error, TRANSIENT) || isAmong(field(error, 'cause'), TRANSIENT) || (status >= 500 && status !== 501);
}

/** The thing is not there. Give the service where its own word matters: `NotFoundException` means a key only in KMS. */
export function isNotFound(error: unknown, service?: KnownService): boolean {
  if (isAmong(error, service === undefined ? ANY_NOT_FOUND : NOT_FOUND[service])) return true;
  if (service !== undefined && service !== 'cloudFormation') return false;
  return isNamed(error, 'ValidationError') && /does not exist/.test(String(field(error, 'message')));
}

/** The role lacks a permission, or a policy of the thing forbids it. Expired credentials are something else. */
export function isAccessDenied(error: unknown): boolean {
  // S3 answers HEAD requests without a body, so there is no code to read.
  return isAmong(error, ACCESS_DENIED) || (statusOf(error) === 403 && isNamed(error, 'Unknown', '403', 'UnknownError'));
}

/** Another operation on the same thing is in the way; it may work a little later. */
export function isConflict(error: unknown): boolean {
  return isAmong(error, CONFLICT);
}

/** What passes by itself: throttling and transient failures. */
export function isRetryable(error: unknown): boolean {
  return isThrottling(error) || isTransient(error);
}

/** How often, how fast and for what {@link retrying} tries again. */
export type RetryOptions = {
  /**
   * Most tries, the first included.
   * @default 5
   */
  readonly attempts?: number;
  /** @default - only the number of attempts ends it */
  readonly signal?: AbortSignal;
  /** @default - throttling and transient failures */
  readonly isRetryable?: (error: unknown) => boolean;
  /** @default 200 */
  readonly firstDelayMs?: number;
  /** @default 20000 */
  readonly longestDelayMs?: number;
  /** @default - the real clock */
  readonly sleep?: Sleep;
  /** @default Math.random */
  readonly random?: () => number;
};

/**
 * Runs the task until it succeeds, fails for good, or the attempts are used up; then the last error is thrown.
 * Waits a random part of a doubling delay (full jitter), so that many functions do not come back at the same moment.
 */
export async function retrying<T>(task: (attempt: number) => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { attempts = 5, signal, sleep: wait = sleep } = options;
  const worthwhile = options.isRetryable ?? isRetryable;
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await task(attempt);
    } catch (error) {
      if (attempt >= attempts || signal?.aborted || !worthwhile(error)) throw error;
      await wait(jittered(attempt, options), signal);
    }
  }
}

/** Milliseconds to wait after the given failed attempt. */
export function jittered(attempt: number, options: RetryOptions = {}): number {
  const { firstDelayMs = 200, longestDelayMs = 20_000, random = Math.random } = options;
  return Math.round(random() * Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 30)));
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
