import fc from 'fast-check';
import { issuesInLaunch } from '#lib/launch.ts';
import type { Json, Parameter, Parameters } from '#lib/parameters.ts';
import { isList, kindOf } from '#lib/parameters.ts';

const words = { title: 'Title', description: 'What it changes' } as const;
const json = { type: 'string', contentMediaType: 'application/json', ...words } as const;

const patterns = [
  '^[a-z]*$',
  '^[a-z][a-z0-9-]{0,5}$',
  '^(|[0-9]{3})$',
  '^[^,]*$',
  '^(a|b|ab)+$',
  '^[ -~]+$',
  '^(?!x)[^b]*$',
  '^([^\\n]|\\n)+$',
] as const;

const contentSchemas = [
  { type: 'object' },
  { type: 'object', required: ['a'], properties: { a: { type: 'integer' } }, additionalProperties: false },
  { type: 'array', items: { type: 'string', minLength: 1 } },
] as const;

/** Two bounds in order, each of which may be left out. */
function bounds(value: fc.Arbitrary<number>): fc.Arbitrary<{ readonly low?: number; readonly high?: number }> {
  return fc.record({ low: value, high: value }, { requiredKeys: [] }).map(({ low, high }) => {
    const areSwapped = low !== undefined && high !== undefined && low > high;
    return areSwapped ? { low: high, high: low } : { low, high };
  });
}

const lengths = bounds(fc.integer({ min: 0, max: 4 })).map(({ low, high }) => ({
  ...(low !== undefined && { minLength: low }),
  ...(high !== undefined && { maxLength: high }),
}));

function ranges(...values: readonly number[]) {
  return bounds(fc.constantFrom(...values)).map(({ low, high }) => ({
    ...(low !== undefined && { minimum: low }),
    ...(high !== undefined && { maximum: high }),
  }));
}

function some<T>(values: readonly T[]) {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
}

const pattern = fc.constantFrom(...patterns).map((text) => ({ pattern: text }));
const textConstraints = fc
  .tuple(fc.oneof(fc.constant({}), pattern), lengths)
  .map(([own, others]) => ({ ...own, ...others }));
const choice = some(['', 'a', 'b', 'ab', 'a b', '1', 'A']).map((values) => ({ enum: values }));
const itemChoice = some(['a', 'b', 'ab', 'a b', '1']).map((values) => ({ enum: values }));
const numbers = fc.oneof(
  ranges(-2, -1, 0, 1, 3, 0.5, 10),
  some([-1, 0, 1, 30]).map((values) => ({ enum: values })),
);
const counts = fc.record(
  { minItems: fc.integer({ min: 0, max: 2 }), maxItems: fc.integer({ min: 2, max: 3 }), uniqueItems: fc.boolean() },
  { requiredKeys: [] },
);

const scalars: readonly fc.Arbitrary<Parameter>[] = [
  fc.oneof(textConstraints, choice).map((constraints) => ({ type: 'string', ...constraints, ...words })),
  fc
    .constantFrom('AWS::EC2::VPC::Id', 'AWS::SSM::Parameter::Name')
    .map((awsType) => ({ type: 'string', awsType, ...words })),
  fc.constant({ type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', ...words }),
  numbers.map((constraints) => ({ type: 'integer', ...constraints, ...words })),
  fc
    .oneof(
      numbers,
      some([0.5, 1, 2.25]).map((values) => ({ enum: values })),
    )
    .map((constraints) => ({ type: 'number', ...constraints, ...words })),
  fc.constant({ type: 'boolean', ...words }),
];

const lists: readonly fc.Arbitrary<Parameter>[] = [
  fc
    .tuple(fc.oneof(textConstraints, itemChoice), counts)
    .map(([items, constraints]) => ({ type: 'array', items: { type: 'string', ...items }, ...constraints, ...words })),
  fc.tuple(ranges(0, 1, 3, 10), counts).map(([items, constraints]) => ({
    type: 'array',
    items: { type: 'integer', ...items },
    ...constraints,
    ...words,
  })),
  fc.integer({ min: 1, max: 2 }).map((minItems) => ({
    type: 'array',
    items: { type: 'string', awsType: 'AWS::EC2::Subnet::Id' },
    minItems,
    ...words,
  })),
];

const documents: fc.Arbitrary<Parameter> = fc
  .constantFrom(...contentSchemas)
  .map((contentSchema) => ({ contentSchema, ...json }));

/** A parameter of any kind, with any constraints of the dialect and, where it may have one, a default that keeps them. */
export const anyParameter: fc.Arbitrary<Parameter> = fc
  .oneof(...scalars, ...lists, documents)
  .chain((parameter) =>
    fc.option(fc.oneof(valueFor(parameter), fc.constant(''))).map((value) => withDefault(parameter, value)),
  );

function withDefault(parameter: Parameter, value: Json): Parameter {
  const mayHave = !('awsType' in parameter) && !(isList(parameter) && 'awsType' in parameter.items);
  if (value === null || !mayHave || issuesAlone(parameter, value).length > 0) return parameter;
  return Object.assign({}, parameter, { default: value });
}

function issuesAlone(parameter: Parameter, value: Json) {
  return issuesInLaunch({ id: 'a', title: 'A', parameters: { A: parameter } }, { A: value });
}

/** Up to six parameters. */
export const anyParameters: fc.Arbitrary<Parameters> = fc
  .array(anyParameter, { minLength: 1, maxLength: 6 })
  .map((list) => Object.fromEntries(list.map((parameter, index) => [`P${index}`, parameter])));

/** Texts with all that texts can have against them. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'b', 'ab', 'a b', 'abc', 'x', 'xa', '123', '12', '1', 'A') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(' ', ' a', 'a ', 'a\n', '\n', '\t', '\u0085', '\u00a0a', 'é', '😀', '😀😀😀'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(4096), 'a'.repeat(4097), 'é'.repeat(2049)) },
);

const integers = fc.oneof(
  fc.integer({ min: -3, max: 12 }),
  fc.constantFrom(30, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21),
);
const decimals = fc.oneof(
  integers,
  fc.constantFrom(0.5, 1.5, 2.25, -0.5, 1e-6, 1e-7, 123456789.123456),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const subnets = fc.array(fc.constantFrom('subnet-1', 'subnet-2', ''), { maxLength: 3 });

/** A value of the kind of a parameter, near what it admits, valid or not. */
export function valueFor(parameter: Parameter): fc.Arbitrary<Json> {
  const kind = kindOf(parameter);
  switch (kind) {
    case 'text':
      return 'enum' in parameter && parameter.enum !== undefined
        ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom<Json>(...parameter.enum) }, anyText)
        : anyText;
    case 'aws':
      return fc.constantFrom('vpc-1', '/factory/a', '');
    case 'integer':
    case 'number':
      return kind === 'integer' ? integers : decimals;
    case 'boolean':
      return fc.boolean();
    case 'list':
      return isList(parameter) ? itemsOf(parameter.items) : fc.constant([]);
    case 'document':
      return fc.oneof(
        fc.constantFrom<Json>('', {}, { a: 1 }, { a: 'x' }, { a: 1, b: 2 }, [], ['x'], ['x', ''], [1], {
          a: 'é'.repeat(2048),
        }),
        fc.dictionary(fc.constantFrom('a', 'b', '"'), fc.oneof(fc.integer(), anyText), { noNullPrototype: true }),
      );
    default:
      return kind satisfies never;
  }
}

type Items = Extract<Parameter, { readonly type: 'array' }>['items'];

function itemsOf(items: Items): fc.Arbitrary<Json> {
  if (items.type === 'integer') return fc.array(integers, { maxLength: 4 });
  if (items.awsType !== undefined) return subnets;
  const item =
    items.enum === undefined ? anyText : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...items.enum) }, anyText);
  return fc.array(item, { maxLength: 4 });
}
