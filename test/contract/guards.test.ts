import fc from 'fast-check';
import type { Formed } from '#lib/constructs/to-cloudformation.ts';
import { toCloudFormation } from '#lib/constructs/to-cloudformation.ts';
import { issuesInLaunchTexts } from '#lib/launch.ts';
import { compileParameters, type Facts } from '#sandbox/cloudformation/parameters/index.ts';
import { anyProduct, anyTexts } from '../kit/random-launches.ts';

/** An account that has everything, so that what is left is what a template can tell by itself. */
const facts: Facts = {
  exists: (_, value) => value !== '',
  parameter: (name) => (name === '' ? undefined : { type: 'String', value: 'stored' }),
  attribute: () => undefined,
};

/** Guard 1 of a product: what CloudFormation says to the texts of a launch. */
function guardOne(product: Formed) {
  const { Parameters, Rules, gaps } = toCloudFormation(product);
  const { evaluate } = compileParameters({ Parameters, Rules });
  const violationsIn = (texts: Record<string, string>) => {
    const pairs = Object.entries(texts).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
    return evaluate(pairs, { facts }).violations;
  };
  return { gaps, violationsIn };
}

test('x', () => {
  const seen = { both: 0, neither: 0, gap: 0 };
  fc.assert(
    fc.property(
      anyProduct.chain((product) =>
        fc.tuple(fc.constant(product), fc.array(anyTexts(product), { minLength: 20, maxLength: 20 })),
      ),
      ([product, launches]) => {
        const { gaps, violationsIn } = guardOne(product);
        for (const texts of launches) {
          const violations = violationsIn(texts);
          const issues = issuesInLaunchTexts(product, texts);
          if (issues.length === 0) {
            seen.both += 1;
            if (violations.length > 0) throw new Error(`refused: ${JSON.stringify({ texts, violations })}`);
          }
          if (violations.length > 0) {
            seen.neither += 1;
            continue;
          }
          if (issues.length > 0) seen.gap += 1;
          for (const { path, message } of issues) {
            const subject = /^keeps (R\d):/.exec(message)?.[1] ?? path.split('/')[1];
            if (!gaps.some((gap) => gap.subject === subject))
              throw new Error(`not covered: ${JSON.stringify({ texts, path, message, gaps })}`);
          }
        }
      },
    ),
    { numRuns: +(process.env.RUNS ?? 300) },
  );
  console.log(seen);
});
