import { AwsError } from '../core/aws-error.ts';

function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

function constraintError(value: string, member: string, constraint: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/** @throws AwsError ValidationError (recorded) */
export function checkedRoleArn(arn: string | undefined): string {
  if (arn === undefined || arn === '') throw constraintError('', 'roleArn', 'have length greater than or equal to 20');
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/u.test(arn)) throw validationError(`${arn} is invalid`);
  return arn;
}

/** @throws AwsError ValidationError (recorded) */
export function checkedSessionName(name: string | undefined): string {
  const given = name ?? '';
  const fails = (constraint: string) => constraintError(given, 'roleSessionName', constraint);
  if (given.length < 2) throw fails('have length greater than or equal to 2');
  if (given.length > 64) throw fails('have length less than or equal to 64');
  if (!/^[\w+=,.@-]*$/u.test(given)) throw fails('satisfy regular expression pattern: [\\w+=,.@-]*');
  return given;
}

/** @throws AwsError ValidationError */
export function checkedDuration(seconds: number, longest: number): number {
  const fails = (constraint: string) => constraintError(String(seconds), 'durationSeconds', constraint);
  if (seconds < 900) throw fails('have value greater than or equal to 900');
  if (seconds > longest) throw fails(`have value less than or equal to ${longest}`);
  return seconds;
}

type TagInput = { readonly Key: string | undefined; readonly Value: string | undefined };

const mostTags = 50;

/** Tags for a session, as a table. @throws AwsError ValidationError, InvalidParameterValue (recorded) */
export function checkedSessionTags(tags: readonly TagInput[] | undefined): Readonly<Record<string, string>> {
  const given = tags ?? [];
  if (given.length > mostTags) {
    throw validationError(
      `1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to ${mostTags}`,
    );
  }
  const keys = new Set(given.map(({ Key = '' }) => Key.toLowerCase()));
  if (keys.size < given.length) {
    throw new AwsError(
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  return Object.fromEntries(given.map(({ Key = '', Value = '' }) => [Key, Value]));
}
