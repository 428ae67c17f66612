import type { Need } from '../../../core/access.ts';
import type { DecisionCase } from './case.fixture.ts';
import { allow, deniedBy, events, noIdentity, noTrust, other, own, policy, session, user } from './case.fixture.ts';

const role = `arn:aws:iam::${own}:role/launch`;
const may = policy(allow('sts:AssumeRole', role));

function assume(statements: readonly object[], more: Partial<Need> = {}): Need {
  const resourcePolicy = { Version: '2012-10-17', Statement: statements };
  return {
    action: 'sts:AssumeRole',
    resource: role,
    owner: own,
    resourcePolicy,
    identityPoliciesSuffice: false,
    ...more,
  };
}

/** A trust policy has no Resource. */
function trust(principal: object | string, more: object = {}): object {
  return { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...more };
}

const external = (id: string) => ({ Condition: { StringEquals: { 'sts:ExternalId': id } } });

/** Who may take a role. */
export const trustPolicies: readonly DecisionCase[] = [
  {
    name: 'a role that trusts nobody of ours',
    caller: user,
    need: assume([trust({ Service: 'lambda.amazonaws.com' })]),
    identity: [may],
    expected: noTrust(),
  },
  { name: 'a role that trusts the user', caller: user, need: assume([trust({ AWS: user.arn })]), expected: 'allowed' },
  {
    name: 'a role that trusts the account, and a user who may',
    caller: user,
    need: assume([trust({ AWS: own })]),
    identity: [may],
    expected: 'allowed',
  },
  {
    name: 'a role that trusts the account, and a user who may not',
    caller: user,
    need: assume([trust({ AWS: own })]),
    expected: noIdentity('sts:AssumeRole'),
  },
  {
    name: 'a role of another account that trusts ours',
    caller: user,
    need: assume([trust({ AWS: own })], { owner: other }),
    identity: [may],
    expected: 'allowed',
  },
  {
    name: 'a role of another account, and a user who may not',
    caller: user,
    need: assume([trust({ AWS: own })], { owner: other }),
    expected: noIdentity('sts:AssumeRole'),
  },
  {
    name: 'a chain: a role that trusts another role',
    caller: session,
    need: assume([trust({ AWS: session.roleArn })]),
    expected: 'allowed',
  },
  {
    name: 'a service that the role trusts',
    caller: events,
    need: assume([trust({ Service: ['lambda.amazonaws.com', 'events.amazonaws.com'] })]),
    expected: 'allowed',
  },
  {
    name: 'a service that the role does not trust',
    caller: events,
    need: assume([trust({ Service: 'lambda.amazonaws.com' })]),
    expected: noTrust(),
  },
  {
    name: 'a service for the source account that the role names',
    caller: events,
    need: assume([
      trust({ Service: 'events.amazonaws.com' }, { Condition: { StringEquals: { 'aws:SourceAccount': own } } }),
    ]),
    expected: 'allowed',
  },
  {
    name: 'a service for another source account',
    caller: events,
    need: assume([
      trust({ Service: 'events.amazonaws.com' }, { Condition: { StringEquals: { 'aws:SourceAccount': other } } }),
    ]),
    expected: noTrust(),
  },
  {
    name: 'the right external id',
    caller: user,
    need: assume([trust({ AWS: user.arn }, external('s3cret'))], { context: { 'sts:ExternalId': 's3cret' } }),
    expected: 'allowed',
  },
  {
    name: 'a wrong external id',
    caller: user,
    need: assume([trust({ AWS: user.arn }, external('s3cret'))], { context: { 'sts:ExternalId': 'guess' } }),
    identity: [may],
    expected: noTrust(),
  },
  {
    name: 'no external id',
    caller: user,
    need: assume([trust({ AWS: user.arn }, external('s3cret'))]),
    identity: [may],
    expected: noTrust(),
  },
  {
    name: 'a deny in the trust policy wins',
    caller: user,
    need: assume([trust({ AWS: user.arn }), { ...trust('*'), Effect: 'Deny' }]),
    identity: [may],
    expected: deniedBy('the role trust policy'),
  },
  {
    name: 'session tags need their own trust',
    caller: user,
    need: { ...assume([trust({ AWS: user.arn })]), action: 'sts:TagSession' },
    expected: noTrust('sts:TagSession'),
  },
  {
    name: 'session tags that are trusted',
    caller: user,
    need: {
      ...assume([{ ...trust({ AWS: user.arn }), Action: ['sts:AssumeRole', 'sts:TagSession'] }]),
      action: 'sts:TagSession',
    },
    expected: 'allowed',
  },
];
