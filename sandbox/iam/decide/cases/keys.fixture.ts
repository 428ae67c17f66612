import type { DecisionCase } from './case.fixture.ts';
import {
  allow,
  decrypt,
  grantTo,
  guarded,
  key,
  noBoundary,
  noIdentity,
  noResource,
  other,
  own,
  policy,
  root,
  session,
  user,
} from './case.fixture.ts';

const all = policy(allow('*'));
const nothingOfS3 = policy(allow('sqs:*'));

const keyRoot = grantTo({ AWS: `arn:aws:iam::${own}:root` }, 'kms:*', '*');

/** Keys, whose policy has to let the account's identities in. */
export const keys: readonly DecisionCase[] = [
  {
    name: 'identity alone does not open a key',
    caller: user,
    need: decrypt,
    identity: [all],
    expected: noResource('kms:Decrypt'),
  },
  {
    name: 'a key that hands on to the account, and identity',
    caller: user,
    need: guarded(decrypt, keyRoot),
    identity: [policy(allow('kms:Decrypt', key))],
    expected: 'allowed',
  },
  {
    name: 'a key that hands on to the account, without identity',
    caller: user,
    need: guarded(decrypt, keyRoot),
    expected: noIdentity('kms:Decrypt'),
  },
  {
    name: 'a key that names the user',
    caller: user,
    need: guarded(decrypt, grantTo({ AWS: user.arn }, 'kms:Decrypt', '*')),
    expected: 'allowed',
  },
  {
    name: 'a key that names the role',
    caller: session,
    need: guarded(decrypt, grantTo({ AWS: session.roleArn }, 'kms:Decrypt', '*')),
    expected: 'allowed',
  },
  {
    name: 'a key that names the role, within its boundary',
    caller: session,
    need: guarded(decrypt, grantTo({ AWS: session.roleArn }, 'kms:Decrypt', '*')),
    boundary: nothingOfS3,
    expected: noBoundary('kms:Decrypt'),
  },
  {
    name: 'not even the root opens a key that does not know the account',
    caller: root,
    need: guarded(decrypt, grantTo({ AWS: session.roleArn }, 'kms:*', '*')),
    expected: noResource('kms:Decrypt'),
  },
  { name: 'the root where the key hands on', caller: root, need: guarded(decrypt, keyRoot), expected: 'allowed' },
  {
    name: 'a key for one way only: that way',
    caller: session,
    need: guarded(
      decrypt,
      allow('kms:*', '*', {
        Principal: { AWS: own },
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
      }),
    ),
    context: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
    identity: [all],
    expected: 'allowed',
  },
  {
    name: 'a key for one way only: another',
    caller: session,
    need: guarded(
      decrypt,
      allow('kms:*', '*', {
        Principal: { AWS: own },
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
      }),
    ),
    identity: [all],
    expected: noResource('kms:Decrypt'),
  },
  {
    name: 'a key of another account needs both',
    caller: user,
    need: guarded({ ...decrypt, owner: other }, grantTo({ AWS: own }, 'kms:Decrypt', '*')),
    identity: [policy(allow('kms:Decrypt', key))],
    expected: 'allowed',
  },
  {
    name: 'a key of another account, without identity',
    caller: user,
    need: guarded({ ...decrypt, owner: other }, grantTo({ AWS: own }, 'kms:Decrypt', '*')),
    expected: noIdentity('kms:Decrypt'),
  },
];
