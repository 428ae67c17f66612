import type { Caller } from '../../core/caller.ts';
import { holds } from './conditions.ts';
import type { Keys } from './keys.ts';
import { covers, patternOf } from './pattern.ts';
import type { Listed, Policy, Statement } from './policy.ts';
import type { Principals, Standing } from './principal.ts';
import { isLeftOut, standingOf } from './principal.ts';
import { expandPattern } from './variables.ts';

/** A request as statements are held against it. */
export type Request = {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly keys: Keys;
};

/** The statements of policies that apply to a request, by effect. */
export type Spoken = { readonly denies: readonly Statement[]; readonly allows: readonly Statement[] };

/** What the policies say to a request. */
export function spoken(policies: readonly Policy[], request: Request): Spoken {
  const applying = policies.flat().filter((statement) => applies(statement, request));
  return {
    denies: applying.filter(({ isDeny }) => isDeny),
    allows: applying.filter(({ isDeny }) => !isDeny),
  };
}

/** Whether a statement is about a request: principal, action, resource and conditions. */
export function applies(statement: Statement, request: Request): boolean {
  const { principals, conditions, hasVariables } = statement;
  return (
    coversAction(statement, request.action) &&
    coversResource(statement, request) &&
    (principals === undefined || standingIn(principals, request.caller) !== undefined) &&
    conditions.every((condition) => holds(condition, request.keys, hasVariables))
  );
}

/** Whether a statement is about an action. Names of actions do not distinguish case. */
export function coversAction({ actions }: Statement, action: string): boolean {
  const name = action.toLowerCase();
  return actions.isNot !== actions.items.some((pattern) => covers(patternOf(pattern.toLowerCase()), name));
}

/** How a statement names the caller. Undefined: it does not. */
export function standingIn({ isNot, items }: Listed<Principals>, caller: Caller): Standing | undefined {
  if (!isNot) return standingOf(items, caller);
  return isLeftOut(items, caller) ? undefined : 'everyone';
}

/** A wildcard of a Resource element reaches beyond the colons of an ARN (documented). */
function coversResource({ resources, hasVariables }: Statement, { resource, keys }: Request): boolean {
  if (resources === undefined) return true;
  const patterns = resources.items.map((item) => (hasVariables ? expandPattern(item, keys.one) : patternOf(item)));
  // A variable without a value matches no resource, and leaves none out.
  if (resources.isNot && patterns.includes(undefined)) return false;
  return resources.isNot !== patterns.some((pattern) => pattern !== undefined && covers(pattern, resource));
}
