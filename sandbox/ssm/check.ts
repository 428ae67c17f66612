import { AwsError } from '../core/aws-error.ts';
import { notModelled, validation } from './errors.ts';
import type { Tier } from './parameter.ts';

const nameForm =
  'If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

/** Limits of names, documented. */
export function checkName(name: string): void {
  if (/^\/?(aws|ssm)/iu.test(name)) {
    const prefix = /^\/?aws/iu.test(name) ? 'aws' : 'ssm';
    throw validation(`Parameter name: can't be prefixed with "${prefix}" (case-insensitive). ${nameForm}`);
  }
  const isWellFormed = /^\/?[\w.-]+(?:\/[\w.-]+)*$/u.test(name);
  if (!isWellFormed || name.length > 1011) {
    throw validation(`Parameter name: can't be formed as "${name}". ${nameForm}`);
  }
  if (name.includes('/') && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.');
  if (name.split('/').length - 1 > 15) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      'A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.',
    );
  }
}

type Written = {
  readonly Value?: string | undefined;
  readonly Type?: string | undefined;
  readonly DataType?: string | undefined;
  readonly Policies?: string | undefined;
};

/** What can be said about a value without knowing what is there. */
export function checkValue({ Value, Type, DataType, Policies }: Written): void {
  if (DataType !== undefined && DataType !== 'text') throw notModelled(`PutParameter with DataType ${DataType}`);
  if (Policies !== undefined && !/^\s*(?:\[\s*\]|\{\s*\})?\s*$/u.test(Policies))
    throw notModelled('PutParameter with Policies');
  if (Type !== undefined && !['String', 'StringList', 'SecureString'].includes(Type)) {
    throw validation(
      `1 validation error detected: Value '${Type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]`,
    );
  }
  if (Value === undefined || Value === '') {
    throw validation(
      `1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1`,
    );
  }
  if (/\{\{.*\}\}/su.test(Value)) {
    throw validation('Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.');
  }
}

/** The pattern is looked for in the value: AWS's own examples are anchored. */
export function checkPattern(value: string, pattern: string | undefined): void {
  if (pattern === undefined || pattern === '') return;
  if (patternOf(pattern).test(value)) return;
  throw new AwsError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AwsError(
      'InvalidAllowedPatternException',
      'The request does not meet the regular expression requirement.',
    );
  }
}

const standardLimit = 4096;
const advancedLimit = 8192;

/** The tier that a value is kept in. Nothing goes back from the advanced one. */
export function tierOf(value: string, asked: string | undefined, had: Tier | undefined): Tier {
  const size = Buffer.byteLength(value);
  if (asked === 'Standard' && had === 'Advanced') {
    throw validation(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
    );
  }
  const isAdvanced =
    had === 'Advanced' || asked === 'Advanced' || (asked === 'Intelligent-Tiering' && size > standardLimit);
  const limit = isAdvanced ? advancedLimit : standardLimit;
  if (size <= limit) return isAdvanced ? 'Advanced' : 'Standard';
  throw validation(
    isAdvanced
      ? `Advanced tier parameters support a maximum parameter value of ${advancedLimit} characters.`
      : `Standard tier parameters support a maximum parameter value of ${standardLimit} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
  );
}
