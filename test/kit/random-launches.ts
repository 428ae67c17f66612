import fc from 'fast-check';
import { encodeFor } from '#lib/codec.ts';
import type { Formed } from '#lib/constructs/to-cloudformation.ts';
import { issuesInLaunchTexts } from '#lib/launch.ts';
import type { Json, Parameter, Parameters } from '#lib/parameters.ts';
import { isStored, kindOf } from '#lib/parameters.ts';
import type { AnyClaim, AnyRule, AnyTest } from '#lib/rules.ts';
import { anyParameters, anyText, valueFor } from './random-parameters.ts';

/** A product with any parameters and rules of the dialect, as far as guards look at it. */
export const anyProduct: fc.Arbitrary<Formed> = anyParameters.chain((parameters) =>
  anyRules(parameters).map((rules) => ({ id: 'any', title: 'Any', parameters, rules, groups: [] })),
);

function anyRules(parameters: Parameters): fc.Arbitrary<Record<string, AnyRule>> {
  // What CloudFormation reads from Parameter Store is in no rule.
  const judged = Object.entries(parameters).filter(([, parameter]) => !isStored(parameter));
  if (judged.length === 0) return fc.constant({});
  const claims = anyClaim(Object.fromEntries(judged));
  return fc.array(fc.record({ if: claims, then: claims }, { requiredKeys: ['then'] }), { maxLength: 3 }).map((rules) =>
    // The description names the rule, so that an issue tells which one it is about.
    Object.fromEntries(rules.map((rule, index) => [`R${index}`, { description: `keeps R${index}:`, ...rule }])),
  );
}

function anyClaim(parameters: Parameters): fc.Arbitrary<AnyClaim> {
  const tests = Object.entries(parameters).map(([name, parameter]) =>
    anyTest(parameter, parameters).map((test): AnyClaim => ({ properties: { [name]: test } })),
  );
  const { claim } = fc.letrec<{ claim: AnyClaim; several: AnyClaim[] }>((tie) => ({
    several: fc.array(tie('claim'), { minLength: 1, maxLength: 3 }),
    claim: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.oneof(...tests),
      tie('several').map((allOf) => ({ allOf })),
      tie('several').map((anyOf) => ({ anyOf })),
      tie('claim').map((not) => ({ not })),
    ),
  }));
  return claim;
}

function anyTest(parameter: Parameter, parameters: Parameters): fc.Arbitrary<AnyTest> {
  const tests = fc.oneof(
    ...testsFor(parameter, parameters),
    valueFor(parameter).map((value) => ({ const: value })),
    fc.uniqueArray(valueFor(parameter), { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
  );
  return fc.oneof(
    { weight: 3, arbitrary: tests },
    { weight: 1, arbitrary: tests.map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;

function testsFor(parameter: Parameter, parameters: Parameters): readonly fc.Arbitrary<AnyTest>[] {
  const kind = kindOf(parameter);
  const small = fc.integer({ min: 0, max: 3 });
  switch (kind) {
    case 'text':
    case 'aws':
      return [
        small.map((minLength) => ({ minLength })),
        small.map((maxLength) => ({ maxLength })),
        fc.constantFrom('^a', '^[a-z]*$').map((pattern) => ({ pattern: `${pattern.replace(/\$$/u, '')}$` })),
      ];
    case 'integer':
    case 'number': {
      const others = Object.keys(parameters).filter((name) => /^(integer|number)$/u.test(parameters[name]?.type ?? ''));
      const limit = fc.oneof(
        small,
        fc.constantFrom(...others).map(($data) => ({ $data: `1/${$data}` })),
      );
      return [fc.tuple(fc.constantFrom(...limits), limit).map(([keyword, value]) => ({ [keyword]: value }))];
    }
    case 'list':
      return [small.map((minItems) => ({ minItems })), small.map((maxItems) => ({ maxItems }))];
    case 'document':
      return [fc.constant({ const: '' })];
    case 'boolean':
      return [];
    default:
      return kind satisfies never;
  }
}

/** Typed values of a launch, valid or not; what has a default may be left out, and now and then what has none. */
export function anyValues({ parameters }: Formed): fc.Arbitrary<Record<string, Json>> {
  return partly(parameters, valueFor);
}

/** The same as texts, in all the spellings that people and other tools come up with. */
export function anyTexts({ parameters }: Formed): fc.Arbitrary<Record<string, string>> {
  return fc
    .tuple(
      partly(parameters, textFor),
      fc.dictionary(fc.constant('Unknown'), anyText, { maxKeys: 1, noNullPrototype: true }),
    )
    .chain(([known, unknown]) => fc.constantFrom(known, known, known, known, known, { ...known, ...unknown }));
}

function partly<T>(
  parameters: Parameters,
  make: (parameter: Parameter) => fc.Arbitrary<T>,
): fc.Arbitrary<Record<string, T>> {
  const entries = Object.entries(parameters).map(([name, parameter]) =>
    fc
      .option(make(parameter), { freq: parameter.default === undefined ? 20 : 2 })
      .map((value): [string, T][] => (value === null ? [] : [[name, value]])),
  );
  return fc.tuple(...entries).map((found) => Object.fromEntries(found.flat()));
}

const strangeTexts = {
  text: [''],
  aws: ['', 'vpc-1'],
  integer: ['01', '1.0', '+1', '-0', '1e1', ' 1', '1.5', '', 'one', '9007199254740993', '1e400', '.5', '5.'],
  number: ['00.5', '0.50', '+0.5', '-0', '5e-1', '.5', '5.', ' 0.5', '', '0.1234567890123456789', '1e999'],
  boolean: ['', 'TRUE', 'True', '1', 'yes', ' true'],
  list: [' ', ',', 'a,', ',a', 'a,,b', 'a, b', ' a ,b ', 'a,a', '1, 2', '01', '1,1', 'a\n,b', 'subnet-1 , subnet-2'],
  document: [' ', '{', '5', 'null', '"a"', '[ ]', '{"a" : 1}', '{"a":1.0}', `{"a":1}${' '.repeat(4096)}`, '[1e20]'],
} as const;

/** A text for a parameter, mostly a valid one, now and then one that is spelled strangely. */
export function textFor(parameter: Parameter): fc.Arbitrary<string> {
  const alone: Formed = { id: 'alone', title: 'Alone', parameters: { P: parameter }, groups: [] };
  const isValid = (text: string) => issuesInLaunchTexts(alone, { P: text }).length === 0;
  const likely = valueFor(parameter).map((value) => encodeFor(parameter, value));
  return fc.oneof(
    // One bad text spoils a launch: most have to be good for launches to be.
    {
      weight: 20,
      arbitrary: fc.array(likely, { minLength: 1, maxLength: 8 }).map((texts) => texts.find(isValid) ?? ''),
    },
    { weight: 1, arbitrary: likely },
    { weight: 2, arbitrary: fc.constantFrom<string>(...strangeTexts[kindOf(parameter)]) },
    { weight: 1, arbitrary: anyText },
  );
}
