import { AwsError } from '../core/aws-error.ts';

/** Something wrong with the request. */
export function invalid(message: string): AwsError {
  return new AwsError('InvalidParametersException', message);
}

/** `notFound('Portfolio', 'port-abc')` */
export function notFound(what: string, id: string): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} ${id} not found.`);
}

export function inUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', message);
}

export function duplicate(message: string): AwsError {
  return new AwsError('DuplicateResourceException', message);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceededException', message);
}

export function invalidState(message: string): AwsError {
  return new AwsError('InvalidStateException', message);
}

/** A member that the sandbox does not honour; 501, so that no client tries again. */
export function unsupportedMember(operation: string, member: string): AwsError {
  return new AwsError(
    'UnsupportedOperation',
    `servicecatalog:${operation} with ${member} is not modelled by the sandbox`,
    {
      status: 501,
    },
  );
}
