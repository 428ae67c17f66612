import {
  isAccessDenied,
  isConflict,
  isNotFound,
  isRetryable,
  isThrottling,
  isTransient,
  jittered,
  retrying,
} from './aws-errors.ts';

/** An error as the SDK throws it. */
function sdkError(name: string, more: object = {}): Error {
  return Object.assign(new Error(`${name} happened`), { name, ...more });
}

describe('classes of errors', () => {
  test.each([
    sdkError('ThrottlingException'),
    sdkError('SlowDown', { $metadata: { httpStatusCode: 503 } }),
    sdkError('ProvisionedThroughputExceededException'),
    sdkError('SomethingNew', { $metadata: { httpStatusCode: 429 } }),
    sdkError('SomethingNew', { $retryable: { throttling: true } }),
    sdkError('SQSServiceException', { Error: { Code: 'RequestThrottled' } }),
  ])('throttling: %s', (error) => {
    expect(isThrottling(error)).toBe(true);
    expect(isTransient(error)).toBe(false);
    expect(isRetryable(error)).toBe(true);
  });

  test.each([
    sdkError('InternalError'),
    sdkError('Whatever', { $metadata: { httpStatusCode: 502 } }),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }),
  ])('transient: %s', (error) => {
    expect(isTransient(error)).toBe(true);
    expect(isThrottling(error)).toBe(false);
    expect(isRetryable(error)).toBe(true);
  });

  test.each([
    sdkError('ValidationException', { $metadata: { httpStatusCode: 400 } }),
    sdkError('UnsupportedOperation', { $metadata: { httpStatusCode: 501 } }),
    sdkError('AbortError'),
    new Error('plain'),
    'text',
    undefined,
    null,
  ])('not worth a retry: %s', (error) => {
    expect(isRetryable(error)).toBe(false);
  });

  test('what is not found has another name in each service', () => {
    expect(isNotFound(sdkError('NoSuchBucket'))).toBe(true);
    expect(isNotFound(sdkError('ParameterNotFound'), 'ssm')).toBe(true);
    expect(isNotFound(sdkError('NotFoundException'), 'kms')).toBe(true);
    expect(isNotFound(sdkError('NotFoundException'), 'dynamodb')).toBe(false);
    expect(isNotFound(sdkError('QueueDoesNotExist', { Code: 'AWS.SimpleQueueService.NonExistentQueue' }), 'sqs')).toBe(
      true,
    );
    expect(isNotFound(sdkError('ThrottlingException'))).toBe(false);
    expect(isNotFound(sdkError('Odd', { $metadata: { httpStatusCode: 404 } }))).toBe(false);
  });

  test('CloudFormation says in a sentence that a stack does not exist', () => {
    const missing = Object.assign(sdkError('ValidationError'), { message: 'Stack with id x does not exist' });

    expect(isNotFound(missing)).toBe(true);
    expect(isNotFound(missing, 'cloudFormation')).toBe(true);
    expect(isNotFound(missing, 's3')).toBe(false);
    expect(isNotFound(sdkError('ValidationError'))).toBe(false);
  });

  test('access is denied by name, or by status where S3 sends no body', () => {
    expect(isAccessDenied(sdkError('AccessDeniedException'))).toBe(true);
    expect(isAccessDenied(sdkError('AccessDenied'))).toBe(true);
    expect(isAccessDenied(sdkError('Unknown', { $metadata: { httpStatusCode: 403 } }))).toBe(true);
    expect(isAccessDenied(sdkError('ExpiredTokenException', { $metadata: { httpStatusCode: 403 } }))).toBe(false);
  });

  test('a conflict is something that happens at the moment', () => {
    expect(isConflict(sdkError('ResourceInUseException'))).toBe(true);
    expect(isConflict(sdkError('OperationAborted'))).toBe(true);
    expect(isConflict(sdkError('ResourceNotFoundException'))).toBe(false);
  });
});

describe('retrying', () => {
  const slept: number[] = [];
  const options = {
    random: () => 0.5,
    sleep: async (ms: number) => {
      slept.push(ms);
    },
  };
  beforeEach(() => slept.splice(0));

  test('tries again with growing random delays until it works', async () => {
    const result = await retrying(async (attempt) => {
      if (attempt < 4) throw sdkError('ThrottlingException');
      return attempt;
    }, options);

    expect(result).toBe(4);
    expect(slept).toEqual([100, 200, 400]);
  });

  test('gives up after the last attempt with the last error', async () => {
    let tries = 0;
    const task = () =>
      retrying(async () => Promise.reject(sdkError(`InternalError`, { tries: ++tries })), { ...options, attempts: 3 });

    await expect(task()).rejects.toMatchObject({ name: 'InternalError', tries: 3 });
    expect(slept).toHaveLength(2);
  });

  test('does not repeat what fails for good', async () => {
    let tries = 0;
    const task = async () => {
      tries++;
      throw sdkError('ValidationException');
    };

    await expect(retrying(task, options)).rejects.toThrow('ValidationException');
    expect(tries).toBe(1);
  });

  test('asks the caller what is worth a retry', async () => {
    const isBusy = { ...options, isRetryable: isConflict };

    await expect(retrying(async () => Promise.reject(sdkError('ThrottlingException')), isBusy)).rejects.toThrow();
    expect(slept).toEqual([]);
    expect(
      await retrying(async (n) => (n === 1 ? Promise.reject(sdkError('ResourceInUseException')) : 'ok'), isBusy),
    ).toBe('ok');
  });

  test('stops when it is told to', async () => {
    const controller = new AbortController();
    const task = async () => {
      controller.abort(new Error('time is up'));
      throw sdkError('ThrottlingException');
    };

    await expect(retrying(task, { ...options, signal: controller.signal })).rejects.toThrow('ThrottlingException');
    await expect(retrying(task, { ...options, signal: controller.signal })).rejects.toThrow('time is up');
    expect(slept).toEqual([]);
  });

  test('delays double up to a bound and are spread over the whole of it', () => {
    expect([1, 2, 3, 40].map((attempt) => jittered(attempt, { random: () => 1 }))).toEqual([200, 400, 800, 20_000]);
    expect(jittered(5, { random: () => 0 })).toBe(0);
    expect(jittered(5_000, { random: () => 1, longestDelayMs: 7 })).toBe(7);
  });
});
