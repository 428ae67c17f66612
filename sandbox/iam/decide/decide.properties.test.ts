import fc from 'fast-check';
import type { Caller } from '../../core/caller.ts';
import { allow, deny, key, object, other, own, policy, queue, root, session, user } from './cases/case.fixture.ts';
import { decide } from './decide.ts';
import { covers, patternOf } from './pattern.ts';
import { readPolicy } from './policy.ts';

const actions = ['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'sqs:SendMessage'];
const resources = [object, key, queue, '*'];
const principals = [
  '*',
  { AWS: user.arn },
  { AWS: session.roleArn },
  { AWS: session.arn },
  { AWS: own },
  { AWS: other },
];

const action = fc.constantFrom('*', 's3:*', ...actions);
const resource = fc.constantFrom(...resources);
const condition = fc.constantFrom(
  {},
  { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
  { Condition: { Null: { 'test:Key': 'true' } } },
);
const statement = fc
  .tuple(fc.boolean(), action, resource, condition)
  .map(([allows, one, on, more]) => (allows ? allow(one, on, more) : deny(one, on, more)));
const statements = fc.array(statement, { maxLength: 4 });
const grants = fc.array(
  fc.tuple(statement, fc.constantFrom(...principals)).map(([one, principal]) => ({ ...one, Principal: principal })),
  { maxLength: 3 },
);
const situation = fc.record({
  caller: fc.constantFrom<Caller>(user, session, root),
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  owner: fc.constantFrom(own, other),
  identityPoliciesSuffice: fc.boolean(),
  secure: fc.boolean(),
  identity: statements,
  boundary: fc.option(statements, { nil: undefined }),
  session: fc.option(statements, { nil: undefined }),
  grants,
});
type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

function isAllowed({
  caller,
  identity,
  boundary,
  session: limits,
  grants: given,
  secure,
  ...need
}: Situation): boolean {
  return decide({
    caller:
      caller.kind === 'session' && limits
        ? { ...caller, sessionPolicies: [JSON.stringify(policy(...limits))] }
        : caller,
    need: { ...need, resourcePolicy: policy(...given) },
    context: { 'aws:SecureTransport': String(secure) },
    attached: {
      identity: [readPolicy('a', policy(...identity))],
      ...(boundary && { boundary: readPolicy('b', policy(...boundary)) }),
    },
  }).allowed;
}

const check = (property: (situation: Situation) => void) =>
  fc.assert(fc.property(situation, property), { numRuns: 1000 });

test('an explicit deny wins, wherever it stands', () => {
  check((one) => {
    expect(isAllowed({ ...one, grants: [...one.grants, { ...deny('*'), Principal: '*' }] })).toBe(false);
    if (one.caller.kind === 'root') return;
    expect(isAllowed({ ...one, identity: [...one.identity, deny('*')] })).toBe(false);
    expect(isAllowed({ ...one, boundary: [...(one.boundary ?? []), deny('*')] })).toBe(false);
    if (one.caller.kind === 'session')
      expect(isAllowed({ ...one, session: [deny('*'), ...(one.session ?? [])] })).toBe(false);
  });
});

test('another Allow never takes away', () => {
  fc.assert(
    fc.property(situation, statement, fc.constantFrom(...principals), (one, added, principal) => {
      if (!isAllowed(one)) return;
      const allowing = { ...added, Effect: 'Allow' };
      expect(isAllowed({ ...one, identity: [...one.identity, allowing] })).toBe(true);
      expect(isAllowed({ ...one, grants: [...one.grants, { ...allowing, Principal: principal }] })).toBe(true);
      expect(isAllowed({ ...one, boundary: one.boundary && [...one.boundary, allowing] })).toBe(true);
      expect(isAllowed({ ...one, session: one.session && [...one.session, allowing] })).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('boundary and session policies only take away', () => {
  check((one) => {
    if (isAllowed(one)) expect(isAllowed({ ...one, boundary: undefined, session: undefined })).toBe(true);
  });
});

test('nobody but the root may anything without an Allow', () => {
  check((one) => {
    const denies = (list: Situation['identity']) => list.filter(({ Effect }) => Effect === 'Deny');
    const silent = {
      ...one,
      identity: denies(one.identity),
      grants: one.grants.filter(({ Effect }) => Effect === 'Deny'),
    };
    if (isAllowed(silent)) expect(one.caller.kind).toBe('root');
  });
});

test('across accounts nothing is allowed that the owner did not grant', () => {
  check((one) => {
    expect(isAllowed({ ...one, owner: other, grants: [{ ...allow('*'), Principal: { AWS: other } }] })).toBe(false);
  });
});

test('a pattern covers what a regular expression covers', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(letters, letters, (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, 'u');
      expect(covers(patternOf(pattern), text)).toBe(expression.test(text));
    }),
    { numRuns: 2000 },
  );
});
