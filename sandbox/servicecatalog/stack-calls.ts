import { AwsError, isAwsError } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import { accountOf } from '../core/caller.ts';
import type { Host } from '../core/host.ts';
import type { Scope } from '../core/store.ts';
import type { Requested } from './records.ts';

/** Asks CloudFormation with the permissions that a launch is done with. */
export type AskCloudFormation = <Output>(operation: string, input: object) => Promise<Output>;

/** Who works: the launch role where there is one, else whoever asked. */
export type Worker = { readonly caller: Caller; readonly requested: Pick<Requested, 'launchRoleArn'> };

const principal = 'servicecatalog.amazonaws.com';

/**
 * Opens the way to CloudFormation. Under a launch role the stack is in the account of the role [D]; with the launcher's own
 * permissions the service shows up in `aws:CalledVia`.
 *
 * @throws AwsError `AccessDenied` where the role cannot be assumed
 */
export function cloudFormationFor(host: Host, scope: Scope, { caller, requested }: Worker): AskCloudFormation {
  const { launchRoleArn } = requested;
  const worker = launchRoleArn === undefined ? caller : assume(host, launchRoleArn);
  const account = accountOf(worker) ?? scope.account;
  const via = {
    'aws:ViaAWSService': 'true',
    'aws:CalledVia': [principal],
    'aws:CalledViaFirst': principal,
    'aws:CalledViaLast': principal,
  };
  const context = {
    ...(launchRoleArn === undefined && via),
    // Not a key of AWS: tells CloudFormation that the reserved tags are put on by the service that owns them.
    'sandbox:OnBehalfOf': principal,
  };
  return (operation, input) =>
    host.invoke({
      service: 'cloudformation',
      operation,
      input,
      caller: worker,
      scope: { account, region: scope.region },
      context,
    });
}

function assume(host: Host, roleArn: string): Caller {
  try {
    return host.identity.assume({ roleArn, sessionName: 'servicecatalog', service: principal });
  } catch (error) {
    if (!isAwsError(error)) throw error;
    throw new AwsError('AccessDeniedException', `Access denied while assuming the role ${roleArn}`);
  }
}

/** A stack as CloudFormation describes it. */
export type Stack = {
  readonly StackId: string;
  readonly StackStatus: string;
  readonly StackStatusReason?: string;
  readonly LastUpdatedTime?: Date;
  readonly Outputs?: readonly {
    readonly OutputKey?: string;
    readonly OutputValue?: string;
    readonly Description?: string;
  }[];
};

/** A stack by name or id. Undefined: there is none, or no longer. */
export async function stackOf(ask: AskCloudFormation, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await ask<{ readonly Stacks?: readonly Stack[] }>('DescribeStacks', { StackName: name });
    return Stacks[0];
  } catch (error) {
    if (isAwsError(error, 'ValidationError') && /does not exist/u.test(error.message)) return undefined;
    throw error;
  }
}

type StackEvent = {
  readonly LogicalResourceId?: string;
  readonly ResourceStatus?: string;
  readonly ResourceStatusReason?: string;
  readonly Timestamp?: Date;
};

/** Why resources of a stack failed since a moment, the first failure first; the stack's own words where no resource has any. */
export async function failuresOf(ask: AskCloudFormation, stack: Stack, since: number): Promise<string> {
  const { StackEvents = [] } = await ask<{ readonly StackEvents?: readonly StackEvent[] }>('DescribeStackEvents', {
    StackName: stack.StackId,
  });
  const reasons = [...StackEvents]
    .reverse()
    .filter(
      ({ Timestamp, ResourceStatus = '' }) => (Timestamp?.getTime() ?? 0) >= since && /_FAILED$/u.test(ResourceStatus),
    )
    .filter(({ ResourceStatusReason = '' }) => !/cancelled$/u.test(ResourceStatusReason))
    .map(({ LogicalResourceId = '', ResourceStatusReason = '' }) => `${LogicalResourceId}: ${ResourceStatusReason}`);
  return reasons.length > 0 ? [...new Set(reasons)].join('; ') : (stack.StackStatusReason ?? stack.StackStatus);
}

/** What CloudFormation refused, in the words in which the service passes it on [R]. */
export function refusalText(error: AwsError, requestId: string): string {
  const details = `Service: AmazonCloudFormation; Status Code: ${error.status}; Error Code: ${error.code}; Request ID: ${requestId}`;
  return `AmazonCloudFormationException  ${error.message} (${details})`;
}
