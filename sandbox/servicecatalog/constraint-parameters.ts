import { invalid } from './errors.ts';
import type { ConstraintType } from './records.ts';
import type { Section } from './template-document.ts';
import { isSection } from './template-document.ts';

/** What a LAUNCH constraint says. */
export type LaunchRole = { readonly RoleArn: string } | { readonly LocalRoleName: string };

/** The parameters of a constraint, read. */
export function readParameters(text: string): Section {
  try {
    const value: unknown = JSON.parse(text);
    if (isSection(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalid('Parameters of a constraint must be a JSON object.');
}

/**
 * Holds the parameters of a constraint against what its kind takes.
 *
 * @throws AwsError `InvalidParametersException`
 */
export function checkParameters(type: ConstraintType, text: string): void {
  checks[type](readParameters(text));
}

const checks: { readonly [Type in ConstraintType]: (parameters: Section) => unknown } = {
  LAUNCH: launchRoleIn,
  NOTIFICATION: notificationArnsIn,
  RESOURCE_UPDATE: tagUpdatesIn,
  TEMPLATE: rulesIn,
  STACKSET: assertStackSet,
};

const roleArn = /^arn:[a-z-]+:iam::[0-9]{12}:role\/.+$/u;
const roleName = /^[\w+=,.@-]{1,64}$/u;

/** The role of a LAUNCH constraint. @throws AwsError */
export function launchRoleIn(parameters: Section): LaunchRole {
  only(parameters, ['RoleArn', 'LocalRoleName']);
  const { RoleArn, LocalRoleName } = parameters;
  if (typeof RoleArn === 'string' && LocalRoleName === undefined && roleArn.test(RoleArn)) return { RoleArn };
  if (typeof LocalRoleName === 'string' && RoleArn === undefined && roleName.test(LocalRoleName))
    return { LocalRoleName };
  throw invalid('A LAUNCH constraint must have either the RoleArn of an IAM role or a LocalRoleName.');
}

/** The topics of a NOTIFICATION constraint. @throws AwsError */
export function notificationArnsIn(parameters: Section): string[] {
  only(parameters, ['NotificationArns']);
  const arns = parameters['NotificationArns'];
  const isRight = (arn: unknown): arn is string => typeof arn === 'string' && /^arn:[a-z-]+:sns:/u.test(arn);
  if (!Array.isArray(arns) || arns.length === 0 || arns.length > 5 || !arns.every(isRight))
    throw invalid('A NOTIFICATION constraint must have NotificationArns, 1 to 5 ARNs of SNS topics.');
  return arns;
}

/** What a RESOURCE_UPDATE constraint says. @throws AwsError */
export function tagUpdatesIn(parameters: Section): 'ALLOWED' | 'NOT_ALLOWED' {
  only(parameters, ['Version', 'Properties']);
  const properties = parameters['Properties'];
  const value = isSection(properties) ? properties['TagUpdateOnProvisionedProduct'] : undefined;
  if (value !== 'ALLOWED' && value !== 'NOT_ALLOWED')
    throw invalid('TagUpdateOnProvisionedProduct of a RESOURCE_UPDATE constraint must be ALLOWED or NOT_ALLOWED.');
  return value;
}

/** The rules of a TEMPLATE constraint. @throws AwsError */
export function rulesIn(parameters: Section): Section {
  only(parameters, ['Rules']);
  const rules = parameters['Rules'];
  if (!isSection(rules) || Object.keys(rules).length === 0) throw invalid('A TEMPLATE constraint must have Rules.');
  for (const [name, rule] of Object.entries(rules)) {
    const assertions = isSection(rule) ? rule['Assertions'] : undefined;
    const isRight = (one: unknown) => isSection(one) && isSection(one['Assert']);
    if (!Array.isArray(assertions) || assertions.length === 0 || !assertions.every(isRight))
      throw invalid(`Rule ${name} of a TEMPLATE constraint must have Assertions, each with an Assert.`);
  }
  return rules;
}

function assertStackSet(parameters: Section): void {
  only(parameters, ['Version', 'Properties']);
  const properties = parameters['Properties'];
  const wanted = ['AccountList', 'RegionList', 'AdminRole', 'ExecutionRole'];
  if (!isSection(properties) || wanted.some((name) => properties[name] === undefined))
    throw invalid(`Properties of a STACKSET constraint must have ${wanted.join(', ')}.`);
}

function only(parameters: Section, names: readonly string[]): void {
  const stray = Object.keys(parameters).find((name) => !names.includes(name));
  if (stray !== undefined) throw invalid(`Parameters of the constraint must not have ${stray}.`);
}
