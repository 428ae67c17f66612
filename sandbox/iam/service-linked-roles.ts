import type {
  CreateServiceLinkedRoleCommandInput,
  CreateServiceLinkedRoleCommandOutput,
  DeleteServiceLinkedRoleCommandInput,
  DeleteServiceLinkedRoleCommandOutput,
  GetServiceLinkedRoleDeletionStatusCommandInput,
  GetServiceLinkedRoleDeletionStatusCommandOutput,
} from '@aws-sdk/client-iam';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { roleOf } from './answers.ts';
import { directoryOf } from './directory.ts';
import { invalidInput, noSuchEntity } from './errors.ts';
import { checkedDescription, existing } from './input.ts';
import { arnOf, needFor } from './needs.ts';
import { serviceLinkedPath } from './protected.ts';
import type { RoleRecord } from './records.ts';
import { roleNeed } from './roles.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

/**
 * Names of the roles of the services that data products meet, as AWS documents them. What AWS attaches to such a role
 * is the service's concern: nothing in the sandbox works under one.
 */
const roleNames: Readonly<Record<string, string>> = {
  'autoscaling.amazonaws.com': 'AWSServiceRoleForAutoScaling',
  'batch.amazonaws.com': 'AWSServiceRoleForBatch',
  'dynamodb.application-autoscaling.amazonaws.com': 'AWSServiceRoleForApplicationAutoScaling_DynamoDBTable',
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'eks.amazonaws.com': 'AWSServiceRoleForAmazonEKS',
  'elasticmapreduce.amazonaws.com': 'AWSServiceRoleForEMRCleanup',
  'lakeformation.amazonaws.com': 'AWSServiceRoleForLakeFormationDataAccess',
  'opensearchservice.amazonaws.com': 'AWSServiceRoleForAmazonOpenSearchService',
  'rds.amazonaws.com': 'AWSServiceRoleForRDS',
  'redshift.amazonaws.com': 'AWSServiceRoleForRedshift',
  'servicecatalog.amazonaws.com': 'AWSServiceRoleForServiceCatalogSync',
  'spot.amazonaws.com': 'AWSServiceRoleForEC2Spot',
};
/** Services that make more than one such role (recorded). */
const takesSuffix = new Set(['autoscaling.amazonaws.com']);

/** Roles that belong to services. */
export const serviceLinkedRoleOperations: Readonly<Record<string, AnyOperation>> = {
  CreateServiceLinkedRole: operation<CreateServiceLinkedRoleCommandInput, Answer<CreateServiceLinkedRoleCommandOutput>>(
    {
      needs: ({ AWSServiceName = '' }, call) => {
        const path = `${serviceLinkedPath}${AWSServiceName}/${roleNames[AWSServiceName] ?? ''}`;
        const context = { 'iam:AWSServiceName': AWSServiceName };
        return [needFor(call, 'CreateServiceLinkedRole', arnOf(call, 'role', path), context)];
      },
      run: (input, call) => ({ Role: roleOf(createRole(input, call)) }),
    },
  ),
  DeleteServiceLinkedRole: operation<DeleteServiceLinkedRoleCommandInput, Answer<DeleteServiceLinkedRoleCommandOutput>>(
    {
      needs: (input, call) => [roleNeed('DeleteServiceLinkedRole', input, call)],
      run: ({ RoleName = '' }, call) => {
        const { roles } = directoryOf(call.host.store, call.account);
        const { name, path } = roles.get(RoleName);
        if (!path.startsWith(serviceLinkedPath)) throw noSuchEntity(`The role with name ${name} cannot be found.`);
        roles.delete(name);
        const task = `task${path}${name}/${call.host.ids.uuid()}`;
        call.collection<boolean>('role-deletions').put(task, true);
        return { DeletionTaskId: task };
      },
    },
  ),
  GetServiceLinkedRoleDeletionStatus: operation<
    GetServiceLinkedRoleDeletionStatusCommandInput,
    Answer<GetServiceLinkedRoleDeletionStatusCommandOutput>
  >({
    needs: ({ DeletionTaskId = '' }, call) => {
      const path = DeletionTaskId.replace(/^task/u, '').replace(/\/[^/]*$/u, '');
      return [needFor(call, 'GetServiceLinkedRoleDeletionStatus', arnOf(call, 'role', path))];
    },
    run: ({ DeletionTaskId = '' }, call) => {
      const task = call.collection<boolean>('role-deletions').get(DeletionTaskId);
      existing(task, `The deletion task with id ${DeletionTaskId} cannot be found.`);
      return { Status: 'SUCCEEDED' };
    },
  }),
};

function createRole(input: CreateServiceLinkedRoleCommandInput, call: Call): RoleRecord {
  const { AWSServiceName: service = '', CustomSuffix: suffix } = input;
  const base = Object.hasOwn(roleNames, service) ? roleNames[service] : undefined;
  if (base === undefined) {
    throw invalidInput(`Service role for ${service} is not known to the sandbox, or the service has none`);
  }
  if (suffix !== undefined && !takesSuffix.has(service)) {
    throw invalidInput(`Custom suffix is not allowed for ${service}`);
  }
  const name = suffix === undefined ? base : `${base}_${suffix}`;
  const description = checkedDescription(input.Description);
  const { roles } = directoryOf(call.host.store, call.account);
  if (roles.isTaken(name)) {
    throw invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
  }
  const role = recordOf(call, { name, service });
  roles.put({ ...role, ...(description !== undefined && { description }) });
  return roles.get(name);
}

function recordOf(call: Call, { name, service }: { readonly name: string; readonly service: string }): RoleRecord {
  const path = `${serviceLinkedPath}${service}/`;
  return {
    name,
    path,
    id: `AROA${call.host.ids.upper(17)}`,
    arn: arnOf(call, 'role', `${path}${name}`),
    createdAt: call.host.clock.now(),
    trust: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    }),
    maxSessionDuration: 3600,
    tags: [],
    attached: [],
    inline: {},
  };
}
