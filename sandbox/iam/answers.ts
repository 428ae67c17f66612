import type { AccessKeyMetadata, Group, Policy, PolicyVersion, Role, User } from '@aws-sdk/client-iam';
import type { Directory } from './directory.ts';
import { countOf, holdersOf } from './directory.ts';
import { sortedTags } from './input.ts';
import type {
  AccessKeyRecord,
  GroupRecord,
  PolicyRecord,
  PolicyVersionRecord,
  RoleRecord,
  TagRecord,
  UserRecord,
} from './records.ts';

/** Documents are percent-encoded on the wire, as RFC 3986 has it: SDK v3 hands them on as they are. */
export function encoded(document: string): string {
  return encodeURIComponent(document).replaceAll(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A role as CreateRole, UpdateRoleDescription and lists show it (recorded). */
export function roleOf({ path, name, id, arn, createdAt, trust, description }: RoleRecord): Role {
  return {
    Path: path,
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: new Date(createdAt),
    AssumeRolePolicyDocument: encoded(trust),
    ...(description !== undefined && { Description: description }),
  };
}

/** A role as GetRole shows it: all that is known. The date of its last use comes hours late on AWS; here it never comes. */
export function fullRoleOf(role: RoleRecord): Role {
  return {
    ...roleOf(role),
    MaxSessionDuration: role.maxSessionDuration,
    ...boundaryOf(role),
    ...tagsOf(role),
    RoleLastUsed: {},
  };
}

/** A role in ListRoles: neither boundary nor tags (documented). */
export function listedRoleOf(role: RoleRecord): Role {
  return { ...roleOf(role), MaxSessionDuration: role.maxSessionDuration };
}

/** A user as lists show it. */
export function userOf({ path, name, id, arn, createdAt }: UserRecord): User {
  return { Path: path, UserName: name, UserId: id, Arn: arn, CreateDate: new Date(createdAt) };
}

/** A user as GetUser shows it. */
export function fullUserOf(user: UserRecord): User {
  return { ...userOf(user), ...boundaryOf(user), ...tagsOf(user) };
}

export function groupOf({ path, name, id, arn, createdAt }: GroupRecord): Group {
  return { Path: path, GroupName: name, GroupId: id, Arn: arn, CreateDate: new Date(createdAt) };
}

/** A policy as lists show it: without description and tags (recorded). */
export function policyOf(directory: Directory, policy: PolicyRecord): Policy {
  const { attached, bounded } = holdersOf(directory, policy.arn);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: countOf(attached),
    PermissionsBoundaryUsageCount: countOf(bounded),
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  };
}

export function versionOf({ id, createdAt }: PolicyVersionRecord, defaultVersion: string): PolicyVersion {
  return { VersionId: id, IsDefaultVersion: id === defaultVersion, CreateDate: new Date(createdAt) };
}

export function accessKeyOf({ id, userName, isActive, createdAt }: AccessKeyRecord): AccessKeyMetadata {
  return {
    UserName: userName,
    AccessKeyId: id,
    Status: isActive ? 'Active' : 'Inactive',
    CreateDate: new Date(createdAt),
  };
}

function boundaryOf({ boundary }: { readonly boundary?: string }): Pick<Role, 'PermissionsBoundary'> {
  if (boundary === undefined) return {};
  return {
    PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: boundary },
  };
}

/** Tags that are there; entities without any have no such member (recorded). */
export function tagsOf({ tags }: { readonly tags: readonly TagRecord[] }): { readonly Tags?: TagRecord[] } {
  return tags.length === 0 ? {} : { Tags: sortedTags(tags) };
}
