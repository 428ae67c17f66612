import fc from 'fast-check';
import type { KeyStatement } from './contract.ts';
import { covers, denialsOf, missingFrom } from './covers.ts';
import { readStatement, type Statement } from './statement.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const KEY = `arn:aws:kms:eu-central-1:${OWN}:key/11111111-2222-3333-4444-555555555555`;
const ARNS = 'kms:EncryptionContext:aws:s3:arn';
const VIA = 'kms:ViaService';

function root(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** What the tenant bucket asks for. */
const wanted: KeyStatement = {
  Sid: 'AllowAmcToEncrypt',
  Effect: 'Allow',
  Principal: { AWS: root(OTHER) },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: {
    StringEquals: { [VIA]: 's3.eu-central-1.amazonaws.com' },
    StringLike: { [ARNS]: ['arn:aws:s3:::results', 'arn:aws:s3:::results/*'] },
  },
};

function granted(parts: Partial<KeyStatement>): KeyStatement {
  return { ...wanted, Sid: undefined, Condition: undefined, ...parts };
}

/** Statements as they come out of a policy: with elements that the contract does not have. */
function policy(...statements: readonly unknown[]): Statement[] {
  return statements.flatMap((statement) => readStatement(statement) ?? []);
}

const isMissing = (...statements: readonly unknown[]) => missingFrom(policy(...statements), [wanted], KEY).length > 0;

describe('a statement is covered by', () => {
  test.each<[string, Partial<KeyStatement>]>([
    ['itself', wanted],
    ['one without a condition', {}],
    ['all actions', { Action: 'kms:*' }],
    ['every action there is', { Action: '*' }],
    ['actions in other letters', { Action: ['KMS:decrypt', 'kms:generatedatakey*'] }],
    ['the number of the account', { Principal: { AWS: OTHER } }],
    ['the account among others', { Principal: { AWS: [root(OWN), root(OTHER)] } }],
    ['everybody', { Principal: '*' }],
    ['everybody in AWS', { Principal: { AWS: '*' } }],
    ['the ARN of the key', { Resource: KEY }],
    ['all keys', { Resource: ['arn:aws:kms:*:*:key/*'] }],
    ['a wider text', { Condition: { StringLike: { [ARNS]: 'arn:aws:s3:::results*' } } }],
    ['any service of the region', { Condition: { StringLike: { [VIA]: '*.eu-central-1.amazonaws.com' } } }],
    [
      'a list of services',
      { Condition: { StringEquals: { [VIA]: ['ec2.amazonaws.com', 's3.eu-central-1.amazonaws.com'] } } },
    ],
    [
      'a condition on the same key if there is one',
      { Condition: { StringEqualsIfExists: { [VIA]: 's3.eu-central-1.amazonaws.com' } } },
    ],
    ['any service', { Condition: { Null: { [VIA]: 'false' } } }],
    ['every service but one', { Condition: { StringNotEquals: { [VIA]: 'ec2.eu-central-1.amazonaws.com' } } }],
    ['callers of the account', { Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': OTHER } } }],
  ])('%s', (_, parts) => {
    expect(covers(granted(parts), wanted, KEY)).toBe(true);
  });

  test('several statements together', () => {
    const one = granted({ Action: 'kms:Decrypt' });
    const two = granted({
      Action: 'kms:GenerateDataKey',
      Condition: { StringEquals: { [ARNS]: 'arn:aws:s3:::results' } },
    });
    const three = granted({
      Action: 'kms:GenerateDataKey',
      Condition: { StringLike: { [ARNS]: 'arn:aws:s3:::results/*' } },
    });

    expect(isMissing(one, two, three)).toBe(false);
    expect(isMissing(one, two)).toBe(true);
  });

  test('all other actions than some', () => {
    const { Action: _, ...rest } = granted({});

    expect(isMissing({ ...rest, NotAction: ['kms:Delete*', 'kms:Put*'] })).toBe(false);
    expect(isMissing({ ...rest, NotAction: ['kms:Delete*', 'kms:D*'] })).toBe(true);
  });
});

describe('a statement is not covered by', () => {
  test.each<[string, Partial<KeyStatement>]>([
    ['a Deny', { Effect: 'Deny' }],
    ['one of the actions', { Action: 'kms:Decrypt' }],
    ['actions of another service', { Action: ['s3:*'] }],
    ['another account', { Principal: { AWS: root(OWN) } }],
    ['a role of the account', { Principal: { AWS: `arn:aws:iam::${OTHER}:role/amc` } }],
    ['a service', { Principal: { Service: 's3.amazonaws.com' } }],
    ['nobody', { Principal: undefined }],
    ['an account number of another kind', { Principal: { Federated: OTHER } }],
    ['another key', { Resource: KEY.replace('key/1', 'key/2') }],
    ['a condition that is not asked for', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['a narrower text', { Condition: { StringLike: { [ARNS]: 'arn:aws:s3:::results/2026/*' } } }],
    ['one of the two texts', { Condition: { StringLike: { [ARNS]: 'arn:aws:s3:::results' } } }],
    [
      'equality with a text that has a wildcard',
      { Condition: { StringEquals: { [ARNS]: ['arn:aws:s3:::results', 'arn:aws:s3:::results/*'] } } },
    ],
    ['another service', { Condition: { StringEquals: { [VIA]: 'ec2.eu-central-1.amazonaws.com' } } }],
    [
      'every service but this one',
      { Condition: { StringNotEquals: { [VIA]: ['ec2.amazonaws.com', 's3.eu-central-1.amazonaws.com'] } } },
    ],
    ['everything that looks different', { Condition: { StringNotLike: { [ARNS]: 'arn:aws:s3:::results*' } } }],
    ['calls without a service', { Condition: { Null: { [VIA]: 'true' } } }],
    ['a test of all values', { Condition: { 'ForAnyValue:StringEquals': { [VIA]: 's3.eu-central-1.amazonaws.com' } } }],
    ['callers of another account', { Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': OWN } } }],
    ['a condition without values', { Condition: { StringEquals: { [VIA]: [] } } }],
  ])('%s', (_, parts) => {
    expect(covers(granted(parts), wanted, KEY)).toBe(false);
  });

  test('everybody but somebody', () => {
    const { Principal: _, ...rest } = granted({});

    expect(isMissing({ ...rest, NotPrincipal: { AWS: root(OWN) } })).toBe(true);
  });

  test('everything but another resource', () => {
    const { Resource: _, ...rest } = granted({});

    expect(isMissing({ ...rest, NotResource: 'arn:aws:s3:::bucket' })).toBe(true);
  });

  test.each([undefined, null, 'Allow', [], {}, { Effect: 'allow' }])('%j', (statement) => {
    expect(isMissing(statement)).toBe(true);
  });
});

test('of a negated operator, a longer list is the stricter one', () => {
  const but = (...accounts: string[]) =>
    granted({ Condition: { StringNotEquals: { 'aws:ResourceTag/owner': accounts } } });

  expect(covers(but('a'), but('a', 'b'), KEY)).toBe(true);
  expect(covers(but('a', 'b'), but('a'), KEY)).toBe(false);
});

test('a key that need not be there does not pass for one that has to', () => {
  const value = { [VIA]: 's3.eu-central-1.amazonaws.com' };

  const loose = { ...wanted, Condition: { StringEqualsIfExists: value } };
  expect(covers(granted({ Condition: { StringEquals: value } }), loose, KEY)).toBe(false);
  expect(covers(granted({ Condition: { StringEqualsIfExists: value } }), loose, KEY)).toBe(true);
  expect(covers(granted({ Condition: { Null: { [VIA]: 'false' } } }), loose, KEY)).toBe(false);
});

test('a wanted statement about nobody, nothing or something else than a key is never covered', () => {
  const everything = granted({ Principal: '*', Action: '*' });
  for (const parts of [{ Principal: undefined }, { Action: [] }, { Principal: { AWS: [] } }]) {
    expect(covers(everything, { ...wanted, ...parts }, KEY)).toBe(false);
  }
});

describe("in the key's own account", () => {
  const administration: KeyStatement = {
    Effect: 'Allow',
    Principal: { AWS: root(OWN) },
    Action: 'kms:*',
    Resource: '*',
  };

  test.each([root(OWN), OWN])('the administration by the account covers what %s wants', (account) => {
    expect(covers(administration, { ...wanted, Principal: { AWS: [account] } }, KEY)).toBe(true);
  });

  test('it does not cover a role: that one would still need policies of its own', () => {
    const role = `arn:aws:iam::${OWN}:role/reader`;

    expect(covers(administration, { ...wanted, Principal: { AWS: role } }, KEY)).toBe(false);
  });

  test('a role of another account needs policies of its own anyway', () => {
    const role = `arn:aws:iam::${OTHER}:role/reader`;

    expect(covers(granted({}), { ...wanted, Principal: { AWS: role } }, KEY)).toBe(true);
  });
});

test('a wanted Deny is covered by a Deny only', () => {
  const deny: KeyStatement = { ...wanted, Effect: 'Deny', Principal: '*', Action: 'kms:CreateGrant' };

  expect(covers({ ...deny, Action: 'kms:*', Condition: undefined }, deny, KEY)).toBe(true);
  expect(covers({ ...deny, Effect: 'Allow', Condition: undefined }, deny, KEY)).toBe(false);
});

describe('a Deny takes away what is wanted', () => {
  const denied = (parts: object) =>
    denialsOf(policy({ ...granted({}), Effect: 'Deny', Sid: 'No', ...parts }), wanted, KEY);

  test.each<[string, object]>([
    ['from everybody', { Principal: '*' }],
    ['from the account', {}],
    ['of everything', { Action: '*' }],
    ['of one action', { Action: 'kms:Decrypt' }],
    ['through this service', { Condition: { StringEquals: { [VIA]: 's3.eu-central-1.amazonaws.com' } } }],
    ['unless through another service', { Condition: { StringNotEquals: { [VIA]: 'ec2.eu-central-1.amazonaws.com' } } }],
    ['for the bucket, but not its objects', { Condition: { StringEquals: { [ARNS]: 'arn:aws:s3:::results' } } }],
    ['from other accounts', { Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': OWN } } }],
    ['from all but another account', { Principal: undefined, NotPrincipal: { AWS: root(OWN) } }],
    ['of all but another action', { Action: undefined, NotAction: 'kms:DescribeKey' }],
  ])('%s', (_, parts) => {
    expect(denied(parts)).toContainEqual({ sid: 'No', action: 'kms:decrypt', principal: `AWS:${OTHER}` });
  });

  test.each<[string, object]>([
    ['when it is about another action', { Action: 'kms:CreateGrant' }],
    ['when it is about others', { Principal: { AWS: root(OWN) } }],
    ['when nobody can tell', { Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
    ['when it spares the service', { Condition: { StringNotEquals: { [VIA]: 's3.eu-central-1.amazonaws.com' } } }],
    ['when it spares the account', { Principal: undefined, NotPrincipal: { AWS: [root(OWN), root(OTHER)] } }],
    [
      'when it spares somebody of the account',
      { Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:role/amc` } },
    ],
    ['when it spares the actions', { Action: undefined, NotAction: ['kms:Decrypt', 'kms:Generate*'] }],
    ['when it is about one of its roles', { Principal: { AWS: `arn:aws:iam::${OTHER}:role/other` } }],
    ['when it is an Allow', { Effect: 'Allow' }],
  ])('not %s', (_, parts) => {
    expect(denied(parts)).toEqual([]);
  });

  test('from a service, when it is for everybody', () => {
    const service = { ...wanted, Principal: { Service: 'logs.amazonaws.com' } };
    const everybody = policy({ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' });

    expect(denialsOf(everybody, service, KEY)).toHaveLength(2);
  });
});

// A second, naive reading of policies: it decides single requests. What `covers` says must be true of every one of them.

type Request = {
  readonly action: string;
  readonly principal: string;
  readonly context: Readonly<Record<string, string>>;
};

function speaksOf({ isAllBut, list }: Statement['actions'], matches: (name: string) => boolean): boolean {
  return list.some(matches) !== isAllBut;
}

function glob(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

function passes(test: Statement['tests'][number], context: Request['context']): boolean {
  const value = context[test.key];
  if (test.operator === 'Null') return test.values.some((text) => text === String(value === undefined));
  if (value === undefined) return test.isIfExists || test.operator.includes('Not');
  const isLike = test.operator.endsWith('Like');
  const isMatched = test.values.some((given) => (isLike ? glob(given, value) : given === value));
  return isMatched !== test.operator.includes('Not');
}

function decides(statement: Statement, { action, principal, context }: Request): boolean {
  const account = principal.match(/\d{12}/)?.[0];
  return (
    speaksOf(statement.actions, (name) => glob(name, action)) &&
    speaksOf(statement.principals, (name) => name === 'AWS:*' || name === principal || name === `AWS:${account}`) &&
    statement.tests.every((test) => passes(test, context))
  );
}

const operators = ['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike'].flatMap((name) => [
  name,
  `${name}IfExists`,
]);
const values = fc.uniqueArray(fc.constantFrom('a', 'b', 'ab', 'a*', '*', '?'), { minLength: 1, maxLength: 3 });
const anyCondition = fc.option(
  fc.dictionary(
    fc.constantFrom(...operators, 'Null'),
    fc.dictionary(fc.constantFrom(VIA, 'kms:KeyOrigin'), values, { minKeys: 1, maxKeys: 2 }),
    { maxKeys: 2 },
  ),
  { nil: undefined },
);
const condition = anyCondition.map((tests) => {
  if (tests?.['Null'] === undefined) return tests;
  const isNull = Object.keys(tests['Null']).map((key): [string, string[]] => [key, [String(key === VIA)]]);
  return { ...tests, Null: Object.fromEntries(isNull) };
});
const statement: fc.Arbitrary<KeyStatement> = fc.record({
  Effect: fc.constant('Allow' as const),
  Principal: fc.constantFrom<KeyStatement['Principal'][]>(
    '*',
    { AWS: root(OTHER) },
    { AWS: [OTHER, root('777788889999')] },
    { AWS: `arn:aws:iam::${OTHER}:role/amc` },
  ),
  Action: fc.uniqueArray(fc.constantFrom('kms:Decrypt', 'kms:Encrypt', 'kms:*', 'kms:?ncrypt', 'kms:De*'), {
    minLength: 1,
    maxLength: 2,
  }),
  Resource: fc.constant('*'),
  Condition: condition,
});

const requests: Request[] = ['kms:decrypt', 'kms:encrypt', 'kms:describekey'].flatMap((action) =>
  [
    `AWS:arn:aws:iam::${OTHER}:role/amc`,
    `AWS:arn:aws:iam::${OTHER}:role/x`,
    'AWS:arn:aws:iam::777788889999:role/x',
  ].flatMap((principal) =>
    [undefined, 'a', 'b', 'ab', 'c', '*', '?', 'a*'].flatMap((via) =>
      [undefined, 'a', 'b', 'ab', '*', '?', 'a*'].map((origin) => ({
        action,
        principal,
        context: {
          ...(via !== undefined && { [VIA]: via }),
          ...(origin !== undefined && { 'kms:KeyOrigin': origin }),
        },
      })),
    ),
  ),
);

describe('for any statements', () => {
  test('each covers itself', () => {
    fc.assert(fc.property(statement, (one) => covers(one, one, KEY)));
  });

  test('what covers another decides every request that the other decides', () => {
    let count = 0;
    fc.assert(
      fc.property(statement, statement, (one, two) => {
        const [wide, narrow] = [policy(one)[0], policy(two)[0]];
        if (wide === undefined || narrow === undefined || !covers(one, two, KEY)) return;
        count++;
        for (const request of requests) {
          if (decides(narrow, request))
            expect({ request, isDecided: decides(wide, request) }).toMatchObject({ isDecided: true });
        }
      }),
      { numRuns: 1_500, seed: 20261121 },
    );
    // Otherwise nothing was looked at.
    expect(count).toBeGreaterThan(50);
  });

  test('statements that together leave nothing missing decide every request that is wanted', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), statement, (several, one) => {
        const [want] = policy(one);
        if (want === undefined || missingFrom(policy(...several), [one], KEY).length > 0) return;
        for (const request of requests.filter((each) => decides(want, each))) {
          expect(policy(...several).some((each) => decides(each, request))).toBe(true);
        }
      }),
      { numRuns: 1_000, seed: 20261121 },
    );
  });

  test('a Deny that is reported hits a request that is wanted, if there is one', () => {
    fc.assert(
      fc.property(statement, statement, (one, two) => {
        const [denial] = policy({ ...one, Effect: 'Deny' });
        const [want] = policy(two);
        if (denial === undefined || want === undefined || denialsOf([denial], two, KEY).length === 0) return;
        const isWanted = requests.filter((request) => decides(want, request));
        expect(isWanted.length === 0 || isWanted.some((request) => decides(denial, request))).toBe(true);
      }),
      { numRuns: 1_000, seed: 20261121 },
    );
  });

  test('without one of its actions, principals or values a statement does not cover what it was', () => {
    const full = fc.record({
      actions: fc.uniqueArray(fc.constantFrom('kms:Decrypt', 'kms:Encrypt', 'kms:ReEncryptTo'), { minLength: 1 }),
      accounts: fc.uniqueArray(fc.constantFrom(OTHER, '777788889999', '888899990000'), { minLength: 1 }),
      services: fc.uniqueArray(fc.constantFrom('s3', 'ec2', 'sqs'), { minLength: 1 }),
    });
    const build = ({ actions, accounts, services }: { actions: string[]; accounts: string[]; services: string[] }) =>
      granted({ Action: actions, Principal: { AWS: accounts }, Condition: { StringEquals: { [VIA]: services } } });
    fc.assert(
      fc.property(full, fc.constantFrom('actions', 'accounts', 'services'), (parts, lost) => {
        const less = { ...parts, [lost]: parts[lost].slice(1) };
        expect(covers(build(less), build(parts), KEY)).toBe(false);
      }),
    );
  });

  test('a condition that is not asked for is one too many', () => {
    fc.assert(
      fc.property(statement, (one) => {
        const stricter = { ...one, Condition: { ...one.Condition, Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
        expect(covers(stricter, one, KEY)).toBe(false);
        expect(covers(one, stricter, KEY)).toBe(true);
      }),
    );
  });
});
