import type { Parameters } from '../parameters.ts';
import { kindOf } from '../parameters.ts';
import type { AnyClaim, AnyTest } from '../rules.ts';

/**
 * Claims of the dialect as rule-specific functions of CloudFormation. These know equality and membership of texts, so
 * a claim may have no equal there; then there is the strongest expression it implies and the weakest that implies it.
 */
export type Expression =
  | boolean
  | { readonly 'Fn::Equals': readonly [unknown, unknown] }
  | { readonly 'Fn::Contains': readonly [readonly string[], unknown] }
  | { readonly 'Fn::Not': readonly [Expression] }
  | { readonly 'Fn::And': readonly Expression[] }
  | { readonly 'Fn::Or': readonly Expression[] };

/** An expression, and whether it says exactly what the claim says. */
export type Translation = { readonly expression: Expression; readonly exact: boolean };

type Direction = 'implied' | 'implying';
const opposite = { implied: 'implying', implying: 'implied' } as const satisfies Record<Direction, Direction>;

/** The strongest expression that holds whenever the claim holds. */
export function implied(claim: AnyClaim, parameters: Parameters): Translation {
  return translate(claim, parameters, 'implied');
}

/** The weakest expression that holds only where the claim holds. */
export function implying(claim: AnyClaim, parameters: Parameters): Translation {
  return translate(claim, parameters, 'implying');
}

function translate(claim: AnyClaim, parameters: Parameters, direction: Direction): Translation {
  const parts: Translation[] = Object.entries(claim.properties ?? {}).map(([name, test]) =>
    translateTest({ name, test, parameters, direction }),
  );
  for (const inner of claim.allOf ?? []) parts.push(translate(inner, parameters, direction));
  if (claim.anyOf !== undefined) parts.push(or(claim.anyOf.map((inner) => translate(inner, parameters, direction))));
  if (claim.not !== undefined) parts.push(not(translate(claim.not, parameters, opposite[direction])));
  return and(parts);
}

type TestOf = {
  readonly name: string;
  readonly test: AnyTest;
  readonly parameters: Parameters;
  readonly direction: Direction;
};

function translateTest({ name, test, parameters, direction }: TestOf): Translation {
  return and(
    Object.entries(test).map(([keyword, operand]) =>
      translateKeyword({ name, keyword, operand, parameters, direction }),
    ),
  );
}

type KeywordOf = Omit<TestOf, 'test'> & { readonly keyword: string; readonly operand: unknown };

function translateKeyword(keyword: KeywordOf): Translation {
  const { name, operand, parameters, direction } = keyword;
  const ref = { Ref: name };
  const unknown: Translation = { expression: direction === 'implied', exact: false };
  const parameter = parameters[name];
  if (parameter === undefined) return unknown;
  const kind = kindOf(parameter);
  if (keyword.keyword === 'not' && isTest(operand)) {
    return not(translateTest({ name, test: operand, parameters, direction: opposite[direction] }));
  }
  // Rules on lists are left to the in-stack check: what Ref gives there inside rule functions is not documented.
  if (kind === 'list') return unknown;
  if (kind === 'document')
    return keyword.keyword === 'const' && operand === '' ? exactly({ 'Fn::Equals': [ref, ''] }) : unknown;
  switch (keyword.keyword) {
    case 'const':
      return exactly({ 'Fn::Equals': [ref, String(operand)] });
    case 'enum':
      return Array.isArray(operand) ? exactly({ 'Fn::Contains': [operand.map(String), ref] }) : unknown;
    case 'minLength':
      return minLength(Number(operand), ref, direction);
    case 'maxLength':
      return maxLength(Number(operand), ref, direction);
    default:
      return unknown;
  }
}

function minLength(limit: number, ref: unknown, direction: Direction): Translation {
  if (limit <= 0) return exactly(true);
  const notEmpty = not(exactly({ 'Fn::Equals': [ref, ''] })).expression;
  return { expression: limit === 1 || direction === 'implied' ? notEmpty : false, exact: limit === 1 };
}

function maxLength(limit: number, ref: unknown, direction: Direction): Translation {
  const empty: Expression = { 'Fn::Equals': [ref, ''] };
  return { expression: limit === 0 || direction === 'implying' ? empty : true, exact: limit === 0 };
}

function exactly(expression: Expression): Translation {
  return { expression, exact: true };
}

function isTest(value: unknown): value is AnyTest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function not({ expression, exact }: Translation): Translation {
  return { expression: typeof expression === 'boolean' ? !expression : { 'Fn::Not': [expression] }, exact };
}

function and(parts: readonly Translation[]): Translation {
  const exact = parts.every((part) => part.exact);
  const expressions = parts.map((part) => part.expression).filter((expression) => expression !== true);
  if (expressions.includes(false)) return { expression: false, exact };
  return { expression: nested('Fn::And', expressions) ?? true, exact };
}

function or(parts: readonly Translation[]): Translation {
  const exact = parts.every((part) => part.exact);
  const expressions = parts.map((part) => part.expression).filter((expression) => expression !== false);
  if (expressions.includes(true)) return { expression: true, exact };
  return { expression: nested('Fn::Or', expressions) ?? false, exact };
}

/** `Fn::And` and `Fn::Or` take 2 to 10 members: one stands for itself, more than ten are nested. */
function nested(name: 'Fn::And' | 'Fn::Or', members: readonly Expression[]): Expression | undefined {
  if (members.length <= 1) return members[0];
  if (members.length > 10) return nested(name, [nested(name, members.slice(0, 10)) ?? true, ...members.slice(10)]);
  return name === 'Fn::And' ? { 'Fn::And': members } : { 'Fn::Or': members };
}
