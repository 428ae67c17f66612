/** What an AWS error carries beside code and message. */
export type AwsErrorDetails = {
  /** HTTP status. @default 400 */
  readonly status?: number;
  /** Members of the error's own shape (`CancellationReasons`, `Reason`), and of the S3 error document (`BucketName`). */
  readonly members?: Readonly<Record<string, unknown>>;
  /** The code that the query protocol knew, for services that were query services once (SQS, CloudWatch). */
  readonly queryCode?: string;
  /** Sent with the answer: `x-amz-delete-marker`, `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * An answer of AWS that says no. The gateway writes it in the shape of the protocol that the caller speaks; in-process
 * callers catch it as it is. Anything else that is thrown in an operation is a mistake of ours, and becomes `InternalFailure`.
 */
export class AwsError extends Error {
  override name = 'AwsError';
  /** `NoSuchBucket`, `AccessDenied`, ... as the service spells it. */
  readonly code: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;
  readonly queryCode: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, details: AwsErrorDetails = {}) {
    super(message);
    this.code = code;
    this.status = details.status ?? 400;
    this.members = details.members ?? {};
    this.queryCode = details.queryCode;
    this.headers = details.headers ?? {};
  }

  /** Whether the service, not the caller, is at fault. */
  get isFault(): boolean {
    return this.status >= 500;
  }
}

/** Whether something that was caught is an AWS answer with one of these codes; with no code given, any AWS answer. */
export function isAwsError(error: unknown, ...codes: readonly string[]): error is AwsError {
  return error instanceof AwsError && (codes.length === 0 || codes.includes(error.code));
}

/** The answer to an operation that is not modelled. 501: no client retries it. */
export function unsupported(service: string, operation: string): AwsError {
  return new AwsError('UnsupportedOperation', `${service}:${operation} is not modelled by the sandbox`, {
    status: 501,
  });
}
