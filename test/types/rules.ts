import type { AnyRule, Rules } from '#lib/rules.ts';
import type { all } from './parameters.ts';

// Compiled by tsc, never run: each `@ts-expect-error` fails the compilation when the mistake below it compiles.

type All = typeof all;

export const unknownParameter = {
  R: {
    description: 'names what there is not',
    // @ts-expect-error a parameter that there is not
    then: { properties: { Txet: { const: 'a' } } },
  },
} as const satisfies Rules<All>;

export const unknownParameterInside = {
  R: {
    description: 'names what there is not',
    // @ts-expect-error a parameter that there is not, further down
    if: { anyOf: [{ not: { properties: { Txet: { const: 'a' } } } }] },
    then: { properties: { Text: { const: 'a' } } },
  },
} as const satisfies Rules<All>;

export const otherText = {
  // @ts-expect-error a comparison with a text that is not a number
  R: { description: 'compares', then: { properties: { Days: { maximum: { $data: '1/Text' } } } } },
} as const satisfies Rules<All>;

export const unknownOther = {
  // @ts-expect-error a comparison with a parameter that there is not
  R: { description: 'compares', then: { properties: { Days: { maximum: { $data: '1/Dyas' } } } } },
} as const satisfies Rules<All>;

export const outsideEnum = {
  // @ts-expect-error a value that cannot be picked
  R: { description: 'asks', then: { properties: { Choice: { const: 'c' } } } },
} as const satisfies Rules<All>;

export const textForNumber = {
  // @ts-expect-error a text where the parameter is a number
  R: { description: 'asks', then: { properties: { Days: { const: '3' } } } },
} as const satisfies Rules<All>;

export const lengthOfNumber = {
  // @ts-expect-error a length of a number
  R: { description: 'asks', then: { properties: { Days: { minLength: 3 } } } },
} as const satisfies Rules<All>;

export const misspelt = {
  // @ts-expect-error a misspelt keyword
  R: { description: 'asks', then: { properties: { Days: { minimun: 3 } } } },
} as const satisfies Rules<All>;

export const unanchored = {
  // @ts-expect-error a pattern that is not anchored
  R: { description: 'asks', then: { properties: { Text: { pattern: 'a' } } } },
} as const satisfies Rules<All>;

// @ts-expect-error a rule without words for the launcher
export const silent = { R: { then: { properties: { Days: { const: 3 } } } } } as const satisfies Rules<All>;

/** Every form of claim and test. */
export const rules = {
  Constant: { description: 'r', then: { properties: { Choice: { const: 'a' }, Days: { const: 3 } } } },
  Choice: { description: 'r', then: { properties: { Choice: { enum: ['a', 'b'] } } } },
  Bounds: { description: 'r', then: { properties: { Days: { minimum: 1, exclusiveMaximum: 3 } } } },
  Order: { description: 'r', then: { properties: { Days: { maximum: { $data: '1/Steps' } } } } },
  Given: {
    description: 'r',
    if: { properties: { Text: { minLength: 1 }, Settings: { not: { const: '' } } } },
    then: { properties: { Settings: { const: '' } } },
  },
  Whole: { description: 'r', then: { properties: { Names: { const: ['a'] }, Fields: { const: [{ a: 1 }] } } } },
  Counted: { description: 'r', then: { properties: { Names: { minItems: 1 }, Subnets: { not: { maxItems: 3 } } } } },
  Nested: {
    description: 'r',
    if: { not: { anyOf: [{ properties: { IsOn: { const: true } } }] } },
    then: { allOf: [{ properties: { Text: { not: { pattern: '^a$' } } } }, { properties: {} }] },
  },
} as const satisfies Rules<All>;

/** Code that handles all products alike takes them, too. */
export const worn: { readonly [name: string]: AnyRule } = rules;
