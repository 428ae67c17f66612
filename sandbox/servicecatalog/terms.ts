import { isAwsError } from '../core/aws-error.ts';
import type { Call } from '../core/service.ts';
import { launchRoleIn, notificationArnsIn, readParameters, rulesIn, tagUpdatesIn } from './constraint-parameters.ts';
import { invalid } from './errors.ts';
import type { Path } from './launch-paths.ts';
import type { Artifact, ConstraintType } from './records.ts';
import type { Section } from './template-document.ts';
import { documentIn, isSection } from './template-document.ts';

/** What the constraints on a path mean for a launch. */
export type Terms = {
  /** Role of the LAUNCH constraint; undefined: the launcher's own permissions. */
  readonly launchRoleArn?: string;
  readonly notificationArns: readonly string[];
  readonly tagUpdates: 'ALLOWED' | 'NOT_ALLOWED';
  /** Rules of all TEMPLATE constraints, by name. */
  readonly rules: Section;
  readonly usesStackSet: boolean;
};

/** @throws AwsError where the local role of a LAUNCH constraint is not there */
export async function termsOf(call: Call, { constraints }: Pick<Path, 'constraints'>): Promise<Terms> {
  const of = (wanted: ConstraintType) =>
    constraints.filter(({ type }) => type === wanted).map(({ parameters }) => readParameters(parameters));
  const [launch] = of('LAUNCH');
  const [updates] = of('RESOURCE_UPDATE');
  const launchRoleArn = launch === undefined ? undefined : await roleArnOf(call, launch);
  return {
    ...(launchRoleArn !== undefined && { launchRoleArn }),
    notificationArns: of('NOTIFICATION').flatMap(notificationArnsIn),
    tagUpdates: updates === undefined ? 'NOT_ALLOWED' : tagUpdatesIn(updates),
    rules: united(of('TEMPLATE').map(rulesIn)),
    usesStackSet: of('STACKSET').length > 0,
  };
}

/** A local role is looked up by its name in the account of whoever launches, by the service itself. */
async function roleArnOf({ host, account, partition, region }: Call, parameters: Section): Promise<string> {
  const role = launchRoleIn(parameters);
  if ('RoleArn' in role) return role.RoleArn;
  const root = { kind: 'root', account, arn: `arn:${partition}:iam::${account}:root`, userId: account } as const;
  try {
    const { Role } = await host.invoke<{ readonly Role?: { readonly Arn?: string } }>({
      service: 'iam',
      operation: 'GetRole',
      input: { RoleName: role.LocalRoleName },
      caller: root,
      scope: { account, region },
    });
    if (Role?.Arn !== undefined) return Role.Arn;
  } catch (error) {
    if (!isAwsError(error, 'NoSuchEntity', 'NoSuchEntityException')) throw error;
  }
  throw invalid(`The local launch role ${role.LocalRoleName} does not exist in account ${account}.`);
}

/** All rules under names of their own: two constraints may both have a `Rule1`. */
function united(lists: readonly Section[]): Section {
  const all: Record<string, unknown> = {};
  for (const [name, rule] of lists.flatMap((rules) => Object.entries(rules))) all[freeName(all, name)] = rule;
  return all;
}

function freeName(taken: Section, name: string): string {
  if (!Object.hasOwn(taken, name)) return name;
  for (let number = 2; ; number++) if (!Object.hasOwn(taken, `${name}${number}`)) return `${name}${number}`;
}

/**
 * The template that a stack is made of: the version's own copy, with the rules of the TEMPLATE constraints beside those
 * of the template. CloudFormation then holds the launch against all of them.
 *
 * @throws AwsError for a version that has none
 */
export function templateFor(call: Call, artifact: Artifact, { rules }: Pick<Terms, 'rules'>): Uint8Array {
  if (artifact.template === undefined) throw invalid(`Provisioning artifact ${artifact.id} is not available.`);
  const template = call.host.store.blobsOf('servicecatalog').get(artifact.template);
  if (Object.keys(rules).length === 0) return template;
  const document = documentIn(template);
  if (document === undefined) throw invalid(`The template of provisioning artifact ${artifact.id} cannot be read.`);
  const own = isSection(document.Rules) ? document.Rules : {};
  return Buffer.from(JSON.stringify({ ...document, Rules: united([own, rules]) }));
}
