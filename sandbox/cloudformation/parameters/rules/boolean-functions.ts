import {
  below,
  type Expression,
  type Kind,
  list,
  type RuleScope,
  reportAt,
  type Site,
  text,
  truth,
  yields,
} from './expression.ts';
import { type CompileFunction, type CompileInner, elements, isListOf } from './function-arguments.ts';

type Combine = (terms: readonly Expression[], scope: RuleScope) => boolean;

/** `Fn::And` or `Fn::Or`: two to ten conditions. */
export function junction(name: string, holds: Combine): CompileFunction {
  return (argument, site, compile) => {
    const terms = elements(argument, site, compile);
    if (!isListOf(argument, 2, 10) || !terms.every((term) => yields(term, 'boolean'))) {
      const wanted = 'a list of at least 2 and at most 10 boolean parameters.';
      return reportAt(site, `Template error: every ${name} object requires ${wanted}`);
    }
    return { kinds: ['boolean'], evaluate: (scope) => holds(terms, scope) };
  };
}

/** `Fn::Not` with its one condition. */
export function compileNot(argument: unknown, site: Site, compile: CompileInner): Expression {
  const [term] = elements(argument, site, compile);
  if (!isListOf(argument, 1) || term === undefined || !yields(term, 'boolean')) {
    return reportAt(site, 'Template error: every Fn::Not object requires a list with exactly 1 boolean parameter.');
  }
  return { kinds: ['boolean'], evaluate: (scope) => !truth(term, scope) };
}

/** `Fn::Equals` of any two values. */
export function compileEquals(argument: unknown, site: Site, compile: CompileInner): Expression {
  const [left, right] = elements(argument, site, compile);
  if (!isListOf(argument, 2) || left === undefined || right === undefined) {
    return reportAt(site, 'Template error: every Fn::Equals object requires a list of 2 string parameters.');
  }
  return { kinds: ['boolean'], evaluate: (scope) => areEqual(left, right, scope) };
}

/** Texts compare as texts (a boolean is `true` or `false`), lists member by member, a text never with a list. */
function areEqual(left: Expression, right: Expression, scope: RuleScope): boolean {
  const [one, other] = [left.evaluate(scope), right.evaluate(scope)];
  if (typeof one === 'object' && typeof other === 'object') {
    return one.length === other.length && one.every((member, index) => member === other[index]);
  }
  return typeof one !== 'object' && typeof other !== 'object' && String(one) === String(other);
}

/**
 * `Fn::If` with a rule function, never the name of a condition, as its first element: conditions come after the rules.
 *
 * AWS's guide and AWS's own template validator list the function, although a real account was once seen to refuse it.
 */
export function compileIf(argument: unknown, site: Site, compile: CompileInner): Expression {
  const [condition, whenTrue, whenFalse] = elements(argument, site, compile);
  if (!isListOf(argument, 3) || condition === undefined || whenTrue === undefined || whenFalse === undefined) {
    return reportAt(site, 'Template error: every Fn::If object requires a list of 3 parameters.');
  }
  if (!yields(condition, 'boolean')) {
    const reason =
      'Fn::If in the Rules block requires a rule function as first parameter and cannot refer to conditions.';
    return reportAt(below(site, 0), `Template error: ${reason}`);
  }
  return {
    kinds: [...new Set<Kind>([...whenTrue.kinds, ...whenFalse.kinds])],
    evaluate: (scope) => (truth(condition, scope) ? whenTrue : whenFalse).evaluate(scope),
  };
}

type Compare = (members: Expression, wanted: Expression, scope: RuleScope) => boolean;

/** A function that compares the members of a list with a second argument, a text or another list. */
export function membership(name: string, second: 'text' | 'list', holds: Compare): CompileFunction {
  const wantedAs = second === 'list' ? 'a list of strings' : 'a string';
  return (argument, site, compile) => {
    const [members, wanted] = elements(argument, site, compile);
    const areThere = isListOf(argument, 2) && members !== undefined && wanted !== undefined;
    if (!areThere || !yields(members, 'list') || !yields(wanted, second)) {
      return reportAt(site, `Template error: every ${name} object requires a list of strings and ${wantedAs}.`);
    }
    return { kinds: ['boolean'], evaluate: (scope) => holds(members, wanted, scope) };
  };
}

/** `Fn::Contains`: the list has the text. */
export const contains: Compare = (members, wanted, scope) => list(members, scope).includes(text(wanted, scope));

/** `Fn::EachMemberEquals`: every member is the text; true of an empty list. */
export const eachMemberEquals: Compare = (members, wanted, scope) => {
  const value = text(wanted, scope);
  return list(members, scope).every((member) => member === value);
};

/** `Fn::EachMemberIn`: every member of the first list is in the second; true of an empty first list. */
export const eachMemberIn: Compare = (members, wanted, scope) => {
  const values = new Set(list(wanted, scope));
  return list(members, scope).every((member) => values.has(member));
};
