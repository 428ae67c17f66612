import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Formed, ParameterSection } from '#lib/constructs/to-cloudformation.ts';
import { toCloudFormation } from '#lib/constructs/to-cloudformation.ts';
import { encodeLaunch, issuesInLaunch, issuesInLaunchTexts } from '#lib/launch.ts';
import type { Launch } from '#lib/parameters.ts';
import { objectionsTo } from '#lib/pattern.ts';
import type { AnyProduct } from '#lib/product.ts';
import { products } from '#products/index.ts';
import { compileJavaPattern, compileParameters, type Facts } from '#sandbox/cloudformation/parameters/index.ts';
import { anyProduct, anyTexts, anyValues, textFor } from '../kit/random-launches.ts';
import { anyText } from '../kit/random-parameters.ts';

/*
 * The guards against each other: what the schema accepts (Ajv, over the codec), CloudFormation's parameters and Rules
 * accept; what these let through and the schema refuses is named as a gap, for which there is the in-stack check.
 */

/** An account that has whatever is named, so that what is left is what a template can tell by itself. */
const facts: Facts = {
  exists: (_, value) => value !== '',
  parameter: (name) => (name === '' ? undefined : { type: 'String', value: 'stored' }),
  attribute: () => undefined,
};

type Texts = { readonly [name: string]: string };
type Verdict = 'accepted' | 'refused' | 'left to the check';

/** Guard 1 of a product, ready for many launches. */
function guardOne({ Parameters, Rules }: ParameterSection) {
  const { evaluate } = compileParameters({ Parameters, Rules });
  return (texts: Texts) => {
    const pairs = Object.entries(texts).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
    return evaluate(pairs, { facts }).violations.map(({ message }) => message);
  };
}

/** Holds launches against both; what they make of each, or an error where they do not fit together. */
function judge(product: Formed, launches: readonly Texts[], section = toCloudFormation(product)): Verdict[] {
  const violationsIn = guardOne(section);
  const subjects = new Set(section.gaps.map(({ subject }) => subject));
  return launches.map((texts) => {
    const violations = violationsIn(texts);
    const issues = issuesInLaunchTexts(product, texts);
    const disagreement = (what: string) => new Error(`${what}: ${JSON.stringify({ texts, issues, violations })}`);
    if (issues.length === 0 && violations.length > 0) throw disagreement('refused by guard 1 alone');
    if (violations.length > 0) return 'refused';
    const open = issues.filter((issue) => !subjects.has(subjectOf(product, issue)));
    if (open.length > 0) throw disagreement('let through by guard 1, and no gap says so');
    return issues.length === 0 ? 'accepted' : 'left to the check';
  });
}

/** The parameter or rule that an issue is about: rules speak in their own words. */
function subjectOf({ rules = {} }: Formed, { path, message }: { path: string; message: string }): string {
  const rule = Object.entries(rules).find(([, { description }]) => message.startsWith(description));
  return rule?.[0] ?? path.split('/')[1] ?? '';
}

const launchesOfAny = anyProduct.chain((product) =>
  fc.tuple(fc.constant(product), fc.array(anyTexts(product), { minLength: 20, maxLength: 20 })),
);

test('guard 1 refuses nothing that the schema accepts, and a gap says what it lets through', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(launchesOfAny, ([product, launches]) => {
      const hasGaps = toCloudFormation(product).gaps.length > 0;
      for (const verdict of judge(product, launches)) {
        const key = `${verdict}, ${hasGaps ? 'with' : 'without'} gaps`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
    }),
    { numRuns: 150 },
  );

  // Every outcome has been met, and without gaps there is nothing to leave to a check.
  expect([...seen.keys()].sort()).toEqual([
    'accepted, with gaps',
    'accepted, without gaps',
    'left to the check, with gaps',
    'refused, with gaps',
    'refused, without gaps',
  ]);
}, 30_000);

test('what is valid as typed values is valid as the texts that they become, for both guards', () => {
  const typed = anyProduct.chain((product) =>
    fc.tuple(fc.constant(product), fc.array(anyValues(product), { minLength: 20, maxLength: 20 })),
  );
  let met = 0;
  fc.assert(
    fc.property(typed, ([product, launches]) => {
      const texts = launches
        .filter((values) => issuesInLaunch(product, values).length === 0)
        .map((values) => Object.fromEntries(encodeLaunch(product, values, 'the launch')));
      expect(judge(product, texts).every((verdict) => verdict === 'accepted')).toBe(true);
      met += texts.length;
    }),
    { numRuns: 80 },
  );

  expect(met).toBeGreaterThan(50);
}, 30_000);

describe('a disagreement is found', () => {
  const words = { title: 'Title', description: 'What it changes' } as const;
  const parameters = { Name: { type: 'string', ...words }, Days: { type: 'integer', ...words } } as const;
  const rules = { Long: { description: 'it is long', then: { properties: { Name: { minLength: 3 } } } } } as const;
  const product: Formed = { id: 'a', title: 'A', parameters, rules, groups: [] };
  const section = toCloudFormation(product);

  test('where there is none, both agree', () => {
    const launches: Texts[] = [{ Name: 'abc', Days: '1' }, { Name: 'ab', Days: '01' }, { Name: 'abc' }];

    expect(judge(product, launches)).toEqual(['accepted', 'left to the check', 'refused']);
  });

  test('when guard 1 is too strict', () => {
    const Parameters = { ...section.Parameters, Name: { Type: 'String', Description: 'a', MaxLength: 2 } };

    expect(() => judge(product, [{ Name: 'abc', Days: '1' }], { ...section, Parameters })).toThrow(
      /^refused by guard 1/,
    );
  });

  test.each([
    ['a parameter', 'Days', { Name: 'abc', Days: '01' }],
    ['a rule', 'Long', { Name: 'ab', Days: '1' }],
  ])('when a gap of %s is forgotten', (_, forgotten, texts) => {
    const gaps = section.gaps.filter(({ subject }) => subject !== forgotten);

    expect(() => judge(product, [texts], { ...section, gaps })).toThrow(/^let through by guard 1/);
  });
});

describe.each<AnyProduct>(products)('$address', (product) => {
  const examples = examplesOf(product);

  test('has examples that both guards accept', () => {
    expect(examples.length).toBeGreaterThan(0);
    expect(judge(product, examples)).toEqual(examples.map(() => 'accepted'));
  });

  test('is guarded alike around its examples', () => {
    const changed = fc
      .constantFrom(...examples)
      .chain((texts) => changesOf(product).map((changes) => ({ ...texts, ...changes })));
    fc.assert(
      fc.property(changed, (texts) => judge(product, [texts]).length === 1),
      { numRuns: 100 },
    );
  });
});

/** The examples of a product, as texts. */
function examplesOf(product: AnyProduct): Texts[] {
  const folder = join(product.home, 'examples');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const values: Launch = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return Object.fromEntries(encodeLaunch(product, values, name));
    });
}

/** Other texts for one or two parameters. */
function changesOf({ parameters }: AnyProduct): fc.Arbitrary<Texts> {
  return fc
    .uniqueArray(fc.constantFrom(...Object.entries(parameters)), {
      minLength: 1,
      maxLength: 2,
      selector: ([name]) => name,
    })
    .chain((chosen) => fc.tuple(...chosen.map(([name, parameter]) => textFor(parameter).map((text) => [name, text]))))
    .map((entries) => Object.fromEntries(entries));
}

describe('patterns of the dialect', () => {
  const pieces = [
    'a',
    'b',
    '-',
    '.',
    '\\.',
    '\\d',
    '\\w',
    '\\s',
    '\\n',
    '\\v',
    '\\b',
    '[a-z]',
    '[^a]',
    '[a&&b]',
    '[[]',
    '[]a]',
  ];
  const more = [
    '|',
    '(',
    ')',
    '(?:',
    '(?=',
    '(?!',
    '(?<=',
    '(?<!',
    '(?i:',
    '(?>',
    '*',
    '+',
    '?',
    '{2}',
    '{,2}',
    '$',
    '^',
    '\\1',
    '😀',
  ];
  const pattern = fc.oneof(
    fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 8 }).map((parts) => `^${parts.join('')}$`),
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }).map((parts) => `^(${parts.join('|')})*$`),
  );
  const text = fc.oneof(
    anyText,
    fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '&', '[', '\n', '\u000b', '😀'), maxLength: 4 }),
  );

  test('are read alike by Java and by ECMAScript', () => {
    let met = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 20, maxLength: 20 }), (source, texts) => {
        if (objectionsTo(source).length > 0) return;
        const java = compileJavaPattern(source);
        if ('problem' in java) throw new Error(`Java refuses ${source}: ${java.problem}`);
        const ours = new RegExp(source, 'u');
        const differing = texts.filter((each) => java.matches(each) !== ours.test(each));
        if (differing.length > 0) throw new Error(`${source} differs for ${JSON.stringify(differing)}`);
        met += 1;
      }),
      { numRuns: 3000 },
    );

    expect(met).toBeGreaterThan(100);
  });
});
