import type { KeyStatement } from './contract.ts';
import { implies, isNegated } from './implies.ts';
import { accountOf, type Names, readStatement, type Statement, type Test } from './statement.ts';
import { hasVariable, includes, isLiteral } from './wildcard.ts';

/** A Deny of the policy that hits what is wanted. */
export type Denial = { readonly sid: string | undefined; readonly action: string; readonly principal: string };

/**
 * Whether a statement of a key policy does at least what another asks for. Careful rather than clever: what it calls
 * covered is covered; a policy that does the same in a roundabout way may be asked for the plain statement.
 */
export function covers(granted: KeyStatement, wanted: KeyStatement, keyArn: string): boolean {
  const statement = readStatement(granted);
  return statement !== undefined && isCovered([statement], wanted, keyArn);
}

/** The wanted statements that the policy does not cover. Several of its statements together may cover one. */
export function missingFrom(
  policy: readonly Statement[],
  wanted: readonly KeyStatement[],
  keyArn: string,
): KeyStatement[] {
  return wanted.filter((statement) => !isCovered(policy, statement, keyArn));
}

/**
 * What the policy's Deny statements certainly take away of the wanted use, or of a part of it. A Deny whose condition
 * depends on what nobody can know here (an organization, an address, a tag) is not among them.
 */
export function denialsOf(policy: readonly Statement[], wanted: KeyStatement, keyArn: string): Denial[] {
  if (wanted.Effect !== 'Allow') return [];
  const uses = usesIn(readStatement(wanted));
  const denials = policy
    .filter(({ effect }) => effect === 'Deny')
    .flatMap((denial) =>
      uses
        .filter((use) => appliesTo(denial, use, keyArn))
        .map(({ action, principal }) => ({ sid: denial.sid, action, principal })),
    );
  return [...new Map(denials.map((denial) => [JSON.stringify(denial), denial])).values()];
}

/** One kind of request: one action, one principal, one combination of what the condition asks for. */
type Use = { readonly action: string; readonly principal: string; readonly tests: readonly Test[] };

function isCovered(policy: readonly Statement[], wanted: KeyStatement, keyArn: string): boolean {
  const uses = usesIn(readStatement(wanted));
  return (
    uses.length > 0 &&
    uses.every((use) =>
      policy.some((statement) => statement.effect === wanted.Effect && appliesTo(statement, use, keyArn)),
    )
  );
}

/** Every request that a statement speaks of belongs to one of its uses. Of `NotAction` and its like nobody can list them. */
function usesIn(wanted: Statement | undefined): Use[] {
  if (wanted === undefined || wanted.actions.isAllBut || wanted.principals.isAllBut) return [];
  const combinations = combine(wanted.tests.map(alternatives));
  return wanted.principals.list.flatMap((principal) =>
    wanted.actions.list.flatMap((action) =>
      combinations.map((tests) => ({ principal, action, tests: [...tests, ...knownOf(principal)] })),
    ),
  );
}

/** A plain test passes with one of its values: each of them is a case of its own. */
function alternatives(test: Test): readonly Test[] {
  if (test.quantifier !== '' || isNegated(test.operator)) return [test];
  return test.values.map((value) => ({ ...test, values: [value] }));
}

function combine<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (combinations, choice) => combinations.flatMap((combination) => choice.map((one) => [...combination, one])),
    [[]],
  );
}

/** What is true of every request of a principal, also of those that a service makes in its name. */
function knownOf(principal: string): readonly Test[] {
  const account = accountOf(principal);
  if (account === undefined) return [];
  const equals = { quantifier: '', operator: 'StringEquals', isIfExists: false, values: [account] };
  return ['aws:PrincipalAccount', 'kms:CallerAccount'].map((key) => ({ ...equals, key }));
}

/** True when the statement applies to every request of this use. */
function appliesTo(statement: Statement, use: Use, keyArn: string): boolean {
  return (
    isAmong(statement.actions, use.action) &&
    isAbout(statement, keyArn) &&
    speaksOf(statement, use.principal, keyArn) &&
    statement.tests.every((test) => use.tests.some((known) => implies(known, test)))
  );
}

/** In a key policy `*` means the key. What `NotResource` means in one is nothing to build on. */
function isAbout({ resources: { isAllBut, list } }: Statement, keyArn: string): boolean {
  return !isAllBut && list.some((pattern) => includes(pattern, keyArn));
}

function isAmong({ isAllBut, list }: Names, text: string): boolean {
  if (!isAllBut) return list.some((pattern) => includes(pattern, text));
  return list.length > 0 && isLiteral(text) && list.every((pattern) => isApart(pattern, text));
}

/** A pattern with a variable could mean anything. */
function isApart(pattern: string, text: string): boolean {
  return !hasVariable(pattern) && !includes(pattern, text);
}

function speaksOf({ effect, principals: { isAllBut, list } }: Statement, principal: string, keyArn: string): boolean {
  if (!isAllBut) return list.some((named) => names({ named, effect, keyArn }, principal));
  // An Allow for everybody else is nothing to build on.
  return effect === 'Deny' && list.length > 0 && list.every((named) => isStranger(named, principal));
}

/**
 * Whether naming one principal speaks of another:
 *
 * | Named | Speaks of |
 * |---|---|
 * | everybody (`*`) | every AWS principal; in a Deny, services too |
 * | an account | itself; in a Deny and for accounts other than the key's, its roles and users too |
 * | anything else | itself |
 *
 * In the key's own account, naming the account only lets IAM policies decide; naming a role allows it by itself.
 */
function names(
  { named, effect, keyArn }: { named: string; effect: Statement['effect']; keyArn: string },
  principal: string,
): boolean {
  if (named === principal) return true;
  if (named === 'AWS:*') return effect === 'Deny' || principal.startsWith('AWS:');
  const account = isWholeAccount(named) ? accountOf(named) : undefined;
  if (account === undefined || account !== accountOf(principal)) return false;
  return effect === 'Deny' || account !== keyArn.split(':')[4];
}

function isWholeAccount(principal: string): boolean {
  return /^AWS:\d{12}$/.test(principal);
}

/** Certain only when the two have nothing in common: another kind, or another account. */
function isStranger(named: string, principal: string): boolean {
  const [kind] = named.split(':');
  if (kind !== principal.split(':')[0]) return true;
  const [account, other] = [accountOf(named), accountOf(principal)];
  return account !== undefined && other !== undefined && account !== other;
}
