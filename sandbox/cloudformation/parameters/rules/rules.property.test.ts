import fc from 'fast-check';
import { compileParameters } from '../evaluate.ts';

const VALUES = ['', 'a', 'b', 'c'] as const;

type Launch = { readonly One: string; readonly Two: string; readonly Many: readonly string[] };
type Sample<T> = { readonly node: unknown; readonly oracle: (launch: Launch) => T };

const value = fc.constantFrom(...VALUES);

const text: fc.Arbitrary<Sample<string>> = fc.oneof(
  value.map((literal) => ({ node: literal, oracle: () => literal })),
  fc
    .constantFrom('One' as const, 'Two' as const)
    .map((name) => ({ node: { Ref: name }, oracle: (it: Launch) => it[name] })),
);

const list: fc.Arbitrary<Sample<readonly string[]>> = fc.oneof(
  fc.array(text, { maxLength: 3 }).map((items) => ({
    node: items.map((item) => item.node),
    oracle: (launch: Launch) => items.map((item) => item.oracle(launch)),
  })),
  fc.constant({ node: { Ref: 'Many' }, oracle: (launch: Launch) => launch.Many }),
);

/** Rule expressions together with what plain JavaScript makes of them. */
const { condition } = fc.letrec<{ condition: Sample<boolean> }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.tuple(text, text).map(([a, b]) => ({
      node: { 'Fn::Equals': [a.node, b.node] },
      oracle: (it: Launch) => a.oracle(it) === b.oracle(it),
    })),
    fc.tuple(list, text).map(([a, b]) => ({
      node: { 'Fn::Contains': [a.node, b.node] },
      oracle: (it: Launch) => a.oracle(it).includes(b.oracle(it)),
    })),
    fc.tuple(list, text).map(([a, b]) => ({
      node: { 'Fn::EachMemberEquals': [a.node, b.node] },
      oracle: (it: Launch) => !a.oracle(it).some((member) => member !== b.oracle(it)),
    })),
    fc.tuple(list, list).map(([a, b]) => ({
      node: { 'Fn::EachMemberIn': [a.node, b.node] },
      oracle: (it: Launch) => a.oracle(it).filter((member) => b.oracle(it).indexOf(member) < 0).length === 0,
    })),
    tie('condition').map((a) => ({ node: { 'Fn::Not': [a.node] }, oracle: (it: Launch) => !a.oracle(it) })),
    fc.array(tie('condition'), { minLength: 2, maxLength: 10 }).map((terms) => ({
      node: { 'Fn::And': terms.map((term) => term.node) },
      oracle: (it: Launch) => terms.filter((term) => term.oracle(it)).length === terms.length,
    })),
    fc.array(tie('condition'), { minLength: 2, maxLength: 10 }).map((terms) => ({
      node: { 'Fn::Or': terms.map((term) => term.node) },
      oracle: (it: Launch) => terms.filter((term) => term.oracle(it)).length > 0,
    })),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([a, b, c]) => ({
      node: { 'Fn::If': [a.node, b.node, c.node] },
      oracle: (it: Launch) => (a.oracle(it) ? b.oracle(it) : c.oracle(it)),
    })),
  ),
}));

const launches = fc.record({ One: value, Two: value, Many: fc.array(value, { minLength: 1, maxLength: 3 }) });

const Parameters = { One: { Type: 'String' }, Two: { Type: 'String' }, Many: { Type: 'CommaDelimitedList' } };

function supply(launch: Launch) {
  return [
    { ParameterKey: 'One', ParameterValue: launch.One },
    { ParameterKey: 'Two', ParameterValue: launch.Two },
    { ParameterKey: 'Many', ParameterValue: launch.Many.join(',') },
  ];
}

test('an assertion fails exactly where plain JavaScript says that it is false', () => {
  fc.assert(
    fc.property(condition, fc.array(launches, { minLength: 4, maxLength: 8 }), ({ node, oracle }, samples) => {
      const compiled = compileParameters({ Parameters, Rules: { R: { Assertions: [{ Assert: node }] } } });
      for (const launch of samples) {
        expect(compiled.evaluate(supply(launch)).violations.length === 0).toBe(oracle(launch));
      }
    }),
    { numRuns: 300 },
  );
});

test('a rule with a condition is an implication', () => {
  fc.assert(
    fc.property(condition, condition, launches, (when, then, launch) => {
      const Rules = { R: { RuleCondition: when.node, Assertions: [{ Assert: then.node }] } };
      const { violations } = compileParameters({ Parameters, Rules }).evaluate(supply(launch));

      expect(violations.length === 0).toBe(!when.oracle(launch) || then.oracle(launch));
    }),
  );
});
