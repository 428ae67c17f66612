import { AwsError } from '../core/aws-error.ts';

/** The parameter is not there. Recorded: AWS says no more than that. */
export function parameterNotFound(): AwsError {
  return new AwsError('ParameterNotFound', '');
}

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** A member whose effect is not modelled. */
export function notModelled(member: string): AwsError {
  return new AwsError('UnsupportedOperation', `ssm: ${member} is not modelled by the sandbox`, { status: 501 });
}

export function versionNotFound(version: number | string, name: string): AwsError {
  return new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );
}
