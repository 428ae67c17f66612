import { acrossAccounts } from './cases/across-accounts.fixture.ts';
import type { DecisionCase } from './cases/case.fixture.ts';
import { conditions } from './cases/conditions.fixture.ts';
import { keys } from './cases/keys.fixture.ts';
import { patterns } from './cases/patterns.fixture.ts';
import { products } from './cases/products.fixture.ts';
import { resourcePolicies } from './cases/resource-policies.fixture.ts';
import { trustPolicies } from './cases/trust.fixture.ts';
import { variables } from './cases/variables.fixture.ts';
import { withinAccount } from './cases/within-account.fixture.ts';
import { decide } from './decide.ts';
import { readPolicy } from './policy.ts';

const groups: Readonly<Record<string, readonly DecisionCase[]>> = {
  'within an account': withinAccount,
  'policies of resources': resourcePolicies,
  'across accounts': acrossAccounts,
  keys,
  'trust policies': trustPolicies,
  'actions and resources': patterns,
  conditions,
  variables,
  products,
};

describe.each(Object.entries(groups))('%s', (_group, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { expected, ...one }) => {
    const { allowed, because } = answer(one);

    expect(allowed ? 'allowed' : because).toBe(expected);
  });
});

test('the table has the decisions that were promised, each under a name of its own', () => {
  const names = Object.entries(groups).flatMap(([group, cases]) => cases.map(({ name }) => `${group}: ${name}`));

  expect(names.length).toBeGreaterThanOrEqual(150);
  expect(new Set(names).size).toBe(names.length);
});

test('names the statement that decided', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const identity = readPolicy('launch', {
    Version: '2012-10-17',
    Statement: [{ ...statement, Sid: 'Other', Action: 'x:y' }, statement],
  });
  const boundary = readPolicy('edge', { Statement: { ...statement, Sid: 'Nothing', Effect: 'Deny' } });
  const [{ caller, need }] = withinAccount as readonly [DecisionCase];

  expect(decide({ caller, need, context: {}, attached: { identity: [identity] } }).statement).toBe(
    "policy 'launch' statement 2",
  );
  expect(decide({ caller, need, context: {}, attached: { identity: [identity], boundary } }).statement).toBe(
    "policy 'edge' statement Nothing",
  );
});

function answer({ caller, need, context = {}, identity = [], boundary, tags }: Omit<DecisionCase, 'expected'>) {
  return decide({
    caller,
    need,
    context,
    attached: {
      identity: identity.map((document, index) => readPolicy(String(index), document)),
      ...(boundary && { boundary: readPolicy('boundary', boundary) }),
      ...(tags && { tags }),
    },
  });
}
