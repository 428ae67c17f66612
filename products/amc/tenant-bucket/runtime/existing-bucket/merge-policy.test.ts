import fc from 'fast-check';
import { asStored } from '#test/kit/existing-bucket-world.ts';
import type { BucketStatement } from './contract.ts';
import { merge, othersIn, ownStatements, prefixFor, strangersIn, takeOut } from './merge-policy.ts';

const prefix = prefixFor('arn:aws:cloudformation:eu-central-1:111122223333:stack/one/1');

function allow(Sid: string, more: object = {}): BucketStatement {
  return {
    Sid,
    Effect: 'Allow',
    Principal: { AWS: ['444455556666'] },
    Action: ['s3:PutObject'],
    Resource: 'arn:aws:s3:::results/*',
    ...more,
  };
}

const own = ownStatements(
  [
    allow('AllowUploads'),
    allow('AllowReaders', {
      Principal: { AWS: ['777788889999', '444455556666'] },
      Action: ['s3:ListBucket', 's3:GetObject'],
    }),
    allow('DenyWithoutTls', { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  ],
  prefix,
);

function policyOf(...statements: readonly (string | object)[]): string {
  const texts = statements.map((statement) => (typeof statement === 'string' ? statement : JSON.stringify(statement)));
  return `{"Version":"2008-10-17","Id":"Old","Statement":[${texts.join(',')}]}`;
}

function idsIn(policy: string | undefined): string[] {
  const { Statement }: { Statement: { Sid?: string }[] } = JSON.parse(policy ?? '{"Statement":[]}');
  return Statement.map(({ Sid = '' }) => Sid);
}

const foreign =
  '{"Sid":"Backup","Effect":"Allow", "Principal":{"AWS":"AROAEXAMPLE"},"Action":"s3:*","Resource":["b","a"],"N":1.0}';

describe('ids', () => {
  test('begin with twelve digits that belong to the stack, letters and digits only', () => {
    expect(prefix).toMatch(/^FactoryTenant[0-9a-f]{12}$/);
    expect(prefixFor('another stack')).not.toBe(prefix);
    expect(ownStatements([allow('Allow-uploads_1')], prefix)[0]?.Sid).toBe(`${prefix}Allowuploads1`);
  });

  test('are told apart, also when the names are not', () => {
    const ids = ownStatements([allow('A'), allow('A'), allow(''), allow('')], prefix).map(({ Sid }) => Sid);

    expect(new Set(ids).size).toBe(4);
  });
});

describe('merging', () => {
  test('makes a policy where there is none', () => {
    const { text } = merge(undefined, { own, prefix }) ?? {};

    expect(JSON.parse(text ?? '')).toEqual({ Version: '2012-10-17', Statement: own });
  });

  test('keeps the rest as it is written, and adds to the end', () => {
    const { text } = merge(policyOf(foreign), { own, prefix }) ?? {};

    expect(text).toBe(policyOf(foreign, ...own));
  });

  test('replaces what it put there before, and nothing of others', () => {
    const stranger = allow('FactoryTenant000000000000AllowUploads');
    const before = policyOf(allow(`${prefix}Gone`), foreign, allow(`${prefix}AllowUploads`), stranger);

    expect(idsIn(merge(before, { own, prefix })?.text)).toEqual(['Backup', stranger.Sid, ...own.map(({ Sid }) => Sid)]);
  });

  test('has nothing to do when S3 has only changed the spelling', () => {
    expect(merge(asStored(policyOf(foreign, ...own)), { own, prefix })).toBeUndefined();
    expect(merge(asStored(policyOf(...own.toReversed(), foreign)), { own, prefix })).toBeUndefined();
  });

  test.each<[string, object]>([
    ['effect', { Effect: 'Deny' }],
    ['account', { Principal: { AWS: ['000011112222'] } }],
    ['everybody', { Principal: '*' }],
    ['action', { Action: ['s3:PutObject', 's3:PutObjectAcl'] }],
    ['resource', { Resource: '*' }],
    ['condition', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['denied action', { Action: [], NotAction: ['s3:PutObject'] }],
  ])('sees another %s', (_, change) => {
    const [first, ...rest] = own;

    expect(merge(policyOf({ ...first, ...change }, ...rest), { own, prefix })).toBeDefined();
  });
});

describe('taking out', () => {
  test('leaves the rest as it is written', () => {
    const [first, ...rest] = own;

    expect(takeOut(policyOf(first ?? '', foreign, ...rest), prefix)).toEqual({
      text: policyOf(foreign),
      isEmpty: false,
    });
  });

  test('says when nothing is left', () => {
    expect(takeOut(policyOf(...own), prefix)).toMatchObject({ isEmpty: true });
  });

  test.each([undefined, policyOf(foreign), policyOf(allow('FactoryTenant000000000000AllowUploads'))])(
    'has nothing to do in %s',
    (policy) => {
      expect(takeOut(policy, prefix)).toBeUndefined();
    },
  );
});

test('statements of other launches are found', () => {
  const policy = policyOf(
    foreign,
    ...own,
    allow('FactoryTenant0123456789abAllowUploads'),
    '{"Sid":"FactoryTenantX"}',
    '{}',
  );

  expect(strangersIn(policy, prefix)).toEqual(['FactoryTenant0123456789abAllowUploads']);
  expect(strangersIn(undefined, prefix)).toEqual([]);
});

test('whatever others have in the policy is there byte for byte, in order, with ours and without', () => {
  const statement = fc
    .tuple(fc.string(), fc.json({ maxDepth: 2 }), fc.constantFrom('', ' ', '\n  '))
    .map(([sid, content, space]) => `{${space}"Sid":${JSON.stringify(sid)},${space}"Condition":${content}}`);
  const some = fc.array(statement, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(some, fc.nat(), (others, at) => {
      const [ours = ''] = own.map((one) => JSON.stringify(one));
      const before = policyOf(...others.toSpliced(at % (others.length + 1), 0, ours));

      const merged = merge(before, { own, prefix })?.text;
      expect(othersIn(merged, prefix)).toEqual(others);
      expect(takeOut(merged, prefix)).toEqual({ text: policyOf(...others), isEmpty: false });
      expect(merge(merged, { own, prefix })).toBeUndefined();
    }),
  );
});
