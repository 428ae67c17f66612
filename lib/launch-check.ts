import { decodeAll, issuesInEncoding } from './codec.ts';
import type { Issue } from './errors.ts';
import { show } from './errors.ts';
import type { Launch, Parameters } from './parameters.ts';
import { fillIn } from './to-json-schema.ts';

/** Says what is wrong with settled values. Ajv here and in the console, a compiled validator in the in-stack check. */
export type Validator = (values: Launch) => readonly Issue[];

/** The order of work in every guard, for typed values: fill in defaults, then validate. Every issue at once. */
export function issuesInValues(parameters: Parameters, values: Launch, validate: Validator): Issue[] {
  const filled = fillIn(parameters, values);
  return merge(issuesInEncoding(parameters, filled), validate(filled));
}

/** The order of work in every guard, for texts: decode (documents included), fill in defaults, then validate. */
export function issuesInTexts(
  parameters: Parameters,
  texts: { readonly [name: string]: string },
  validate: Validator,
): Issue[] {
  const { values, issues } = decodeAll(parameters, texts);
  // A default must not stand in for what was given and did not decode: rules would judge a value that nobody gave.
  const filled = Object.entries(fillIn(parameters, values)).filter(
    ([name]) => Object.hasOwn(values, name) || !Object.hasOwn(texts, name),
  );
  return merge(issues, validate(Object.fromEntries(filled)));
}

/** What did not decode is missing from the values: the second list may call it required, which the first knows better. */
function merge(first: readonly Issue[], second: readonly Issue[]): Issue[] {
  const paths = new Set(first.map(({ path }) => path));
  return [...first, ...second.filter(({ path }) => !paths.has(path))];
}

/** Parameters that an update may not change, and changes. */
export function issuesInChange(
  fixed: readonly string[],
  texts: { readonly [name: string]: string },
  before: { readonly [name: string]: string },
): Issue[] {
  return fixed
    .filter((name) => before[name] !== undefined && before[name] !== texts[name])
    .map((name) => ({
      path: `/${name}`,
      message: `cannot be changed after the launch, from ${show(before[name])} to ${show(texts[name])}: launch the product anew instead`,
    }));
}
