import type { Call } from '../core/service.ts';
import type { Parameter } from './parameter.ts';
import { arnOf, currentOf } from './parameter.ts';

/** Tells EventBridge what happened to a parameter. Shape as documented. */
export function announce(
  { host }: Call,
  parameter: Parameter,
  operation: 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion',
): void {
  const { name, type } = parameter;
  const { description } = currentOf(parameter);
  host.publish(
    {
      source: 'aws.ssm',
      detailType: 'Parameter Store Change',
      resources: [arnOf(parameter, name)],
      detail: { operation, name, type, ...(description === undefined ? {} : { description }) },
    },
    { account: parameter.account, region: parameter.region },
  );
}
