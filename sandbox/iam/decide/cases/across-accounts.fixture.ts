import type { DecisionCase } from './case.fixture.ts';
import {
  allow,
  anonymous,
  deniedBy,
  deny,
  events,
  grantTo,
  guarded,
  noBoundary,
  noIdentity,
  noResource,
  noSession,
  object,
  other,
  own,
  policy,
  queue,
  read,
  readOther,
  session,
  strangerRoot,
  user,
} from './case.fixture.ts';

const all = policy(allow('*'));
const nothingOfS3 = policy(allow('sqs:*'));
const limited = { ...session, sessionPolicies: [JSON.stringify(nothingOfS3)] };
const named = (principal: unknown) => guarded(read, grantTo(principal));
const namedByOther = (principal: unknown) => guarded(readOther, grantTo(principal));

/** Resources of another account, services and strangers. */
export const acrossAccounts: readonly DecisionCase[] = [
  {
    name: 'identity alone does not reach another account',
    caller: user,
    need: readOther,
    identity: [all],
    expected: noResource(),
  },
  {
    name: 'a resource policy alone does not either',
    caller: user,
    need: namedByOther({ AWS: user.arn }),
    expected: noIdentity(),
  },
  {
    name: 'both together do: the user',
    caller: user,
    need: namedByOther({ AWS: user.arn }),
    identity: [all],
    expected: 'allowed',
  },
  {
    name: 'both together do: the account',
    caller: user,
    need: namedByOther({ AWS: own }),
    identity: [all],
    expected: 'allowed',
  },
  { name: 'both together do: everyone', caller: user, need: namedByOther('*'), identity: [all], expected: 'allowed' },
  {
    name: 'both together do: the role',
    caller: session,
    need: namedByOther({ AWS: session.roleArn }),
    identity: [all],
    expected: 'allowed',
  },
  {
    name: 'both together do: the session',
    caller: session,
    need: namedByOther({ AWS: session.arn }),
    identity: [all],
    expected: 'allowed',
  },
  {
    name: 'naming the owner’s account does not name the caller',
    caller: user,
    need: namedByOther({ AWS: other }),
    identity: [all],
    expected: noResource(),
  },
  {
    name: 'the caller’s boundary counts',
    caller: user,
    need: namedByOther({ AWS: user.arn }),
    identity: [all],
    boundary: nothingOfS3,
    expected: noBoundary(),
  },
  {
    name: 'the caller’s session policies count, even where the session is named',
    caller: limited,
    need: namedByOther({ AWS: session.arn }),
    identity: [all],
    expected: noSession(),
  },
  {
    name: 'a deny on the other side wins',
    caller: user,
    need: guarded(readOther, grantTo('*'), deny('s3:*', object, { Principal: '*' })),
    identity: [all],
    expected: deniedBy('a resource-based policy'),
  },
  {
    name: 'the root of another account needs the resource’s policy',
    caller: strangerRoot,
    need: read,
    expected: noResource(),
  },
  {
    name: 'the root of another account that is named',
    caller: strangerRoot,
    need: named({ AWS: other }),
    expected: 'allowed',
  },
  {
    name: 'a service that nobody names',
    caller: events,
    need: { action: 'sqs:SendMessage', resource: queue, owner: own },
    expected: noResource('sqs:SendMessage'),
  },
  {
    name: 'a service that is named',
    caller: events,
    need: guarded(
      { action: 'sqs:SendMessage', resource: queue, owner: own },
      grantTo({ Service: 'events.amazonaws.com' }, 'sqs:SendMessage', queue),
    ),
    expected: 'allowed',
  },
  {
    name: 'another service that is named',
    caller: events,
    need: guarded(
      { action: 'sqs:SendMessage', resource: queue, owner: own },
      grantTo({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', queue),
    ),
    expected: noResource('sqs:SendMessage'),
  },
  {
    name: 'a service’s name is no AWS principal',
    caller: events,
    need: named({ AWS: 'events.amazonaws.com' }),
    expected: noResource(),
  },
  { name: 'an account that is named is no service', caller: events, need: named({ AWS: own }), expected: noResource() },
  { name: 'everyone includes services', caller: events, need: named('*'), expected: 'allowed' },
  {
    name: 'a service for its source account',
    caller: events,
    need: guarded(
      read,
      allow('s3:*', object, {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': own } },
      }),
    ),
    expected: 'allowed',
  },
  {
    name: 'a service for another source account',
    caller: events,
    need: guarded(
      read,
      allow('s3:*', object, {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': other } },
      }),
    ),
    expected: noResource(),
  },
  {
    name: 'a service for its source ARN',
    caller: events,
    need: guarded(
      read,
      allow('s3:*', object, {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:*:${own}:rule/*` } },
      }),
    ),
    expected: 'allowed',
  },
  {
    name: 'a service for another source ARN',
    caller: events,
    need: guarded(
      read,
      allow('s3:*', object, {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:*:${own}:rule/weekly` } },
      }),
    ),
    expected: noResource(),
  },
  { name: 'a stranger without a name', caller: anonymous, need: read, expected: noResource() },
  { name: 'a stranger where everyone may', caller: anonymous, need: named('*'), expected: 'allowed' },
  { name: 'a stranger where an account may', caller: anonymous, need: named({ AWS: own }), expected: noResource() },
  {
    name: 'a stranger where everyone may but over TLS',
    caller: anonymous,
    need: guarded(
      read,
      grantTo('*'),
      deny('s3:*', object, { Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ),
    context: { 'aws:SecureTransport': 'false' },
    expected: deniedBy('a resource-based policy'),
  },
];
