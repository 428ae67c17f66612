import type { Decision, Question } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Caller, RootCaller, SessionCaller, UserCaller } from '../core/caller.ts';
import type { Host } from '../core/host.ts';
import type { AccessKey, Credentials, Identity } from '../core/identity.ts';
import type { Attached } from './decide/decide.ts';
import { decide } from './decide/decide.ts';
import type { Policy } from './decide/policy.ts';
import { readPolicy } from './decide/policy.ts';
import type { Directory } from './directory.ts';
import { defaultDocument, directoryOf, groupsOf, policyByArn } from './directory.ts';
import type { Holdings, RoleRecord, TagRecord, UserRecord } from './records.ts';
import { openSessions } from './sessions.ts';

/** Who is who and who may what, over the state of IAM: a change holds from the next request on. */
export function openIdentity(host: Host): Identity {
  const sessions = openSessions(host);
  const account = (id: string) => directoryOf(host.store, id);
  return {
    decide: (question) => decideFor(question, account),
    assume: (request) => assume(request, host, account),
    issue: (caller, lifetimeMs): Credentials => sessions.issue(caller, lifetimeMs),
    lookUp: (accessKeyId) => sessions.lookUp(accessKeyId) ?? lookUpLasting(accessKeyId, host, account),
  };
}

type AccountOf = (account: string) => Directory;

function decideFor({ caller, need, context }: Question, account: AccountOf): Decision {
  const attached = attachedTo(caller, account);
  return decide({ caller, need, context, ...(attached && { attached }) });
}

function attachedTo(caller: Caller, account: AccountOf): Attached | undefined {
  switch (caller.kind) {
    case 'user':
      return attachedToUser(caller, account(caller.account));
    case 'session':
      return attachedToRole(caller, account(caller.account));
    case 'root':
    case 'service':
    case 'anonymous':
      return undefined;
    default:
      return caller satisfies never;
  }
}

/** Nothing is left to a user that was deleted, nor does one of the same name inherit. */
function attachedToUser({ userName, userId }: UserCaller, directory: Directory): Attached {
  const user = directory.users.find(userName);
  if (user?.id !== userId) return { identity: [] };
  const identity = [user, ...groupsOf(directory, user.name)].flatMap((holder) => policiesOf(holder, directory));
  return { identity, ...limitsOf(user, directory) };
}

/** The same for the sessions of a role. */
function attachedToRole({ roleArn, roleName, userId }: SessionCaller, directory: Directory): Attached {
  const role = directory.roles.find(roleName);
  if (role?.arn !== roleArn || !userId.startsWith(`${role.id}:`)) return { identity: [] };
  return { identity: policiesOf(role, directory), ...limitsOf(role, directory) };
}

/** Policies that are attached to a role, a user or a group, read. */
export function policiesOf({ attached, inline }: Holdings, directory: Directory): readonly Policy[] {
  const managed = attached.flatMap((arn) => {
    const policy = policyByArn(directory, arn);
    return policy === undefined ? [] : [read(policy.name, defaultDocument(policy))];
  });
  return [...managed, ...Object.entries(inline).map(([name, document]) => read(name, document))];
}

function limitsOf({ boundary, tags }: RoleRecord | UserRecord, directory: Directory): Omit<Attached, 'identity'> {
  const policy = boundary === undefined ? undefined : policyByArn(directory, boundary);
  // A boundary that is gone allows nothing: who is bounded must not become free by a deletion.
  const limits =
    boundary === undefined ? {} : { boundary: policy === undefined ? [] : read(policy.name, defaultDocument(policy)) };
  return { ...limits, tags: tagTable(tags) };
}

/** Tags as a table. */
export function tagTable(tags: readonly TagRecord[]): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

const policies = new Map<string, Policy>();
/** Documents are long; a sandbox has some hundreds. */
const mostPolicies = 2000;

/** Reads a document, once: decisions come by the thousand. */
function read(label: string, document: string): Policy {
  const key = `${label}\n${document}`;
  const known = policies.get(key);
  if (known !== undefined) return known;
  const policy = readPolicy(label, document);
  if (policies.size >= mostPolicies) policies.clear();
  policies.set(key, policy);
  return policy;
}

function assume(
  { roleArn, sessionName, service, context }: Parameters<Identity['assume']>[0],
  host: Host,
  account: AccountOf,
): SessionCaller {
  const owner = roleArn.split(':')[4] ?? '';
  const role = account(owner).roles.find(roleArn.split('/').at(-1) ?? '');
  const refusal = (because: string) =>
    new AwsError(
      'AccessDenied',
      `${service} is not authorized to perform: sts:AssumeRole on resource: ${roleArn} ${because}`,
      { status: 403 },
    );
  if (role?.arn !== roleArn) throw refusal('because the role does not exist');
  const caller: Caller = {
    kind: 'service',
    principal: service,
    ...(context?.['aws:SourceArn'] !== undefined && { sourceArn: context['aws:SourceArn'] }),
    ...(context?.['aws:SourceAccount'] !== undefined && { sourceAccount: context['aws:SourceAccount'] }),
  };
  const need = {
    action: 'sts:AssumeRole',
    resource: roleArn,
    owner,
    resourcePolicy: role.trust,
    identityPoliciesSuffice: false,
    context: { 'sts:RoleSessionName': sessionName, ...context },
  };
  const { allowed, because } = decide({ caller, need, context: {} });
  host.observed.decision({ caller, action: need.action, resource: roleArn, allowed, because, at: host.clock.now() });
  if (!allowed) throw refusal(because);
  return sessionOf(role, owner, sessionName);
}

function sessionOf({ arn, id, name }: RoleRecord, account: string, sessionName: string): SessionCaller {
  const partition = arn.split(':')[1] ?? 'aws';
  return {
    kind: 'session',
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    userId: `${id}:${sessionName}`,
    roleArn: arn,
    roleName: name,
    sessionName,
  };
}

/** Whose access key that is: of a user, or of an account's root. */
function lookUpLasting(accessKeyId: string, { accounts }: Host, account: AccountOf): AccessKey | undefined {
  for (const id of accounts) {
    const directory = account(id);
    const key = directory.accessKeys.get(accessKeyId);
    if (key === undefined) continue;
    const caller = key.isActive ? ownerOf(key.userName, directory) : undefined;
    return caller && { caller, secretAccessKey: key.secret };
  }
  return undefined;
}

function ownerOf(userName: string | undefined, { account, users }: Directory): UserCaller | RootCaller | undefined {
  if (userName === undefined) return { kind: 'root', account, arn: `arn:aws:iam::${account}:root`, userId: account };
  const user = users.find(userName);
  return user && { kind: 'user', account, arn: user.arn, userId: user.id, userName };
}
