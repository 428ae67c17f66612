import type {
  CreatePolicyVersionCommandInput,
  CreatePolicyVersionCommandOutput,
  DeletePolicyVersionCommandInput,
  GetPolicyVersionCommandInput,
  GetPolicyVersionCommandOutput,
  ListPolicyVersionsCommandInput,
  ListPolicyVersionsCommandOutput,
  SetDefaultPolicyVersionCommandInput,
} from '@aws-sdk/client-iam';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { encoded, versionOf } from './answers.ts';
import { directoryOf, policyByArn } from './directory.ts';
import { constraintError, deleteConflict, limitExceeded } from './errors.ts';
import { checkIdentityPolicy } from './grammar/identity-policy.ts';
import { checkedPolicyArn, checkSize, existing } from './input.ts';
import { pageOf } from './page.ts';
import { checkOwn, longestPolicy, policyNamed, policyNeed } from './policies.ts';
import type { PolicyRecord, PolicyVersionRecord } from './records.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

/** Versions that a policy can have at a time (recorded). */
const mostVersions = 5;

/** Versions of managed policies. */
export const policyVersionOperations: Readonly<Record<string, AnyOperation>> = {
  CreatePolicyVersion: operation<CreatePolicyVersionCommandInput, Answer<CreatePolicyVersionCommandOutput>>({
    needs: (input, call) => [policyNeed('CreatePolicyVersion', input, call)],
    run: (input, call) => ({ PolicyVersion: createVersion(input, call) }),
  }),
  GetPolicyVersion: operation<GetPolicyVersionCommandInput, Answer<GetPolicyVersionCommandOutput>>({
    needs: (input, call) => [policyNeed('GetPolicyVersion', input, call)],
    run: (input, call) => {
      const { policy, version } = versionNamed(input, call);
      return {
        PolicyVersion: { Document: encoded(version.document), ...versionOf(version, policy.defaultVersion) },
      };
    },
  }),
  ListPolicyVersions: operation<ListPolicyVersionsCommandInput, Answer<ListPolicyVersionsCommandOutput>>({
    needs: (input, call) => [policyNeed('ListPolicyVersions', input, call)],
    run: (input, call) => {
      const { versions, defaultVersion } = policyNamed(input.PolicyArn, call);
      // The newest first (recorded).
      const { items, rest } = pageOf(versions.toReversed(), ({ id }) => id, input);
      return { Versions: items.map((version) => versionOf(version, defaultVersion)), ...rest };
    },
  }),
  SetDefaultPolicyVersion: operation<SetDefaultPolicyVersionCommandInput, void>({
    needs: (input, call) => [policyNeed('SetDefaultPolicyVersion', input, call)],
    run: (input, call) => {
      const { policy, version } = versionNamed(input, call);
      put(policy, call, { defaultVersion: version.id });
    },
  }),
  DeletePolicyVersion: operation<DeletePolicyVersionCommandInput, void>({
    needs: (input, call) => [policyNeed('DeletePolicyVersion', input, call)],
    run: (input, call) => {
      const { policy, version } = versionNamed(input, call);
      if (version.id === policy.defaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
      put(policy, call, { versions: policy.versions.filter(({ id }) => id !== version.id) });
    },
  }),
};

function put(policy: PolicyRecord, call: Call, changes: Partial<PolicyRecord>): void {
  checkOwn(policy.arn, call);
  directoryOf(call.host.store, call.account).policies.put({ ...policy, ...changes });
}

type VersionInput = { readonly PolicyArn: string | undefined; readonly VersionId: string | undefined };

function versionNamed(
  { PolicyArn, VersionId = '' }: VersionInput,
  call: Call,
): { readonly policy: PolicyRecord; readonly version: PolicyVersionRecord } {
  const arn = checkedPolicyArn(PolicyArn);
  if (!/^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/u.test(VersionId)) {
    throw constraintError('versionId', 'satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?');
  }
  const message = `Policy ${arn} version ${VersionId} does not exist or is not attachable.`;
  const policy = existing(policyByArn(directoryOf(call.host.store, call.account), arn), message);
  return {
    policy,
    version: existing(
      policy.versions.find(({ id }) => id === VersionId),
      message,
    ),
  };
}

function createVersion(input: CreatePolicyVersionCommandInput, call: Call) {
  const { PolicyArn, PolicyDocument: document = '', SetAsDefault = false } = input;
  const policy = policyNamed(PolicyArn, call);
  checkIdentityPolicy(document);
  checkSize(document, longestPolicy, `Cannot exceed quota for PolicySize: ${longestPolicy}`);
  if (policy.versions.length >= mostVersions) {
    throw limitExceeded(
      `A managed policy can have up to ${mostVersions} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const createdAt = call.host.clock.now();
  const version = { id: `v${policy.nextVersion}`, document, createdAt };
  const defaultVersion = SetAsDefault ? version.id : policy.defaultVersion;
  const versions = [...policy.versions, version];
  // Documented: the date of the policy is that of its newest version.
  put(policy, call, { versions, nextVersion: policy.nextVersion + 1, defaultVersion, updatedAt: createdAt });
  return versionOf(version, defaultVersion);
}
