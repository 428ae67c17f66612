import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { directoryOf, policyByArn } from './directory.ts';
import { noSuchEntity } from './errors.ts';
import { checkedPolicyArn, existing } from './input.ts';
import { named, needOn } from './needs.ts';
import { checkModifiable } from './protected.ts';
import type { RoleRecord, UserRecord } from './records.ts';

type BoundaryInput = {
  readonly RoleName?: string | undefined;
  readonly UserName?: string | undefined;
  readonly PermissionsBoundary?: string | undefined;
};

/** A boundary that is there. @throws AwsError NoSuchEntity */
export function checkedBoundary(arn: string | undefined, call: Call): string | undefined {
  if (arn === undefined) return undefined;
  const policy = policyByArn(directoryOf(call.host.store, call.account), checkedPolicyArn(arn));
  return existing(policy, `Scope ARN: ${arn} does not exist or is not attachable.`).arn;
}

type Bounded = 'Role' | 'User';

/** The operations on the boundaries of roles or users. */
export function boundaryOperations(noun: Bounded): Readonly<Record<string, AnyOperation>> {
  return {
    [`Put${noun}PermissionsBoundary`]: operation<BoundaryInput, void>({
      // The key is the boundary that is asked for (documented): so a policy can demand a particular one.
      needs: (input, call) => [
        boundaryNeed(`Put${noun}PermissionsBoundary`, { noun, input, call, boundary: input.PermissionsBoundary }),
      ],
      run: (input, call) => {
        const boundary = checkedBoundary(input.PermissionsBoundary ?? '', call);
        bind(noun, input, call, boundary);
      },
    }),
    [`Delete${noun}PermissionsBoundary`]: operation<BoundaryInput, void>({
      needs: (input, call) => [
        boundaryNeed(`Delete${noun}PermissionsBoundary`, {
          noun,
          input,
          call,
          boundary: entityOf(noun, input, call)?.boundary,
        }),
      ],
      run: (input, call) => bind(noun, input, call),
    }),
  };
}

function entityOf(noun: Bounded, input: BoundaryInput, call: Call): RoleRecord | UserRecord | undefined {
  const { roles, users } = directoryOf(call.host.store, call.account);
  return noun === 'Role' ? named(roles, input.RoleName) : named(users, input.UserName);
}

function boundaryNeed(
  action: string,
  {
    noun,
    input,
    call,
    boundary,
  }: {
    readonly noun: Bounded;
    readonly input: BoundaryInput;
    readonly call: Call;
    readonly boundary: string | undefined;
  },
) {
  return needOn(call, noun === 'Role' ? 'role' : 'user', {
    action,
    name: input.RoleName ?? input.UserName ?? '',
    entity: entityOf(noun, input, call),
    context: { 'iam:PermissionsBoundary': boundary },
  });
}

function bind(noun: Bounded, input: BoundaryInput, call: Call, boundary?: string): void {
  const { roles, users } = directoryOf(call.host.store, call.account);
  if (noun === 'Role') bound(roles.get(input.RoleName ?? ''), roles.put, boundary);
  else bound(users.get(input.UserName ?? ''), users.put, boundary);
}

function bound<Value extends RoleRecord | UserRecord>(
  entity: Value,
  put: (value: Value) => void,
  boundary?: string,
): void {
  checkModifiable(entity);
  if (boundary === undefined && entity.boundary === undefined) {
    throw noSuchEntity(`${entity.arn.split(':').at(-1)} does not have a permission boundary attached`);
  }
  put({ ...entity, boundary });
}
