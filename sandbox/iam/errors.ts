import { AwsError } from '../core/aws-error.ts';

/** IAM's refusals, with the status that each has on the wire. */
export const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', message, { status: 404 });
export const alreadyExists = (message: string) => new AwsError('EntityAlreadyExists', message, { status: 409 });
export const deleteConflict = (message: string) => new AwsError('DeleteConflict', message, { status: 409 });
export const limitExceeded = (message: string) => new AwsError('LimitExceeded', message, { status: 409 });
export const invalidInput = (message: string) => new AwsError('InvalidInput', message);
export const malformedPolicy = (message: string) => new AwsError('MalformedPolicyDocument', message);
export const unmodifiable = (message: string) => new AwsError('UnmodifiableEntity', message);
export const validationError = (message: string) => new AwsError('ValidationError', message);

/** What AWS says of a member that is not as its model wants it. */
export const constraintError = (member: string, constraint: string) =>
  validationError(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
