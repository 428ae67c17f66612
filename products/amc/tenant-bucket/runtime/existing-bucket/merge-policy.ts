import { createHash } from 'node:crypto';
import type { BucketStatement } from './contract.ts';
import { cutPolicy, emptyPolicy, printPolicy } from './policy-text.ts';

/** Bytes that S3 takes as the policy of a bucket. */
export const POLICY_LIMIT_BYTES = 20_480;

const PREFIX = 'FactoryTenant';
const ANY_PREFIX = new RegExp(`^${PREFIX}[0-9a-f]{12}`);

/** How the ids of a launch's statements begin. Letters and digits only; another launch, another prefix. */
export function prefixFor(stackId: string): string {
  return `${PREFIX}${createHash('sha256').update(stackId).digest('hex').slice(0, 12)}`;
}

/** The statements as they go into the policy: with ids that say whose they are. */
export function ownStatements(statements: readonly BucketStatement[], prefix: string): BucketStatement[] {
  const names = statements.map(({ Sid }) => String(Sid ?? '').replace(/[^A-Za-z0-9]/g, ''));
  return statements.map((statement, i) => {
    const name = names[i] ?? '';
    const isTaken = name === '' || names.indexOf(name) !== i;
    return { ...statement, Sid: `${prefix}${name}${isTaken ? i + 1 : ''}` };
  });
}

/** The statements of one launch, and how their ids begin. */
export type Own = { readonly own: readonly BucketStatement[]; readonly prefix: string };

/**
 * The policy with our statements behind those of others; undefined when it is like that. Statements with our prefix that
 * are not wanted any more go.
 */
export function merge(policy: string | undefined, { own, prefix }: Own): { readonly text: string } | undefined {
  const parts = policy === undefined ? emptyPolicy : cutPolicy(policy);
  const { ours, others } = divided(parts.statements, prefix);
  if (isSame(ours, own)) return undefined;
  return {
    text: printPolicy({ ...parts, statements: [...others, ...own.map((statement) => JSON.stringify(statement))] }),
  };
}

/**
 * The policy without our statements; undefined when there are none in it. `isEmpty` when they were all there was: a policy
 * without statements cannot be written.
 */
export function takeOut(
  policy: string | undefined,
  prefix: string,
): { readonly text: string; readonly isEmpty: boolean } | undefined {
  if (policy === undefined) return undefined;
  const parts = cutPolicy(policy);
  const { ours, others } = divided(parts.statements, prefix);
  if (ours.length === 0) return undefined;
  return { text: printPolicy({ ...parts, statements: others }), isEmpty: others.length === 0 };
}

/** Statements of others, as they are written. */
export function othersIn(policy: string | undefined, prefix: string): readonly string[] {
  return policy === undefined ? [] : divided(cutPolicy(policy).statements, prefix).others;
}

/** Ids of statements that other launches of this product have put there. */
export function strangersIn(policy: string | undefined, prefix: string): string[] {
  return othersIn(policy, prefix)
    .map((text) => sidOf(JSON.parse(text)))
    .filter((sid) => ANY_PREFIX.test(sid));
}

function divided(statements: readonly string[], prefix: string): { ours: unknown[]; others: string[] } {
  const isOurs = (text: string) => sidOf(JSON.parse(text)).startsWith(prefix);
  return {
    ours: statements.filter(isOurs).map((text): unknown => JSON.parse(text)),
    others: statements.filter((text) => !isOurs(text)),
  };
}

function sidOf(statement: unknown): string {
  const sid: unknown = typeof statement === 'object' && statement !== null ? Reflect.get(statement, 'Sid') : undefined;
  return typeof sid === 'string' ? sid : '';
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  const forms = [some, others].map((list) => list.map(canonical).sort());
  return JSON.stringify(forms[0]) === JSON.stringify(forms[1]);
}

/**
 * A statement in one spelling. S3 gives a policy back in its own: one name instead of a list of one, the ARN of an account
 * instead of its number, lists in another order.
 */
function canonical(statement: unknown): string {
  return JSON.stringify(
    membersOf(statement).map(([element, value]) => {
      if (element === 'Principal' || element === 'NotPrincipal') return [element, principalsIn(value)];
      if (element === 'Action' || element === 'NotAction')
        return [element, namesIn(value).map((name) => name.toLowerCase())];
      if (element === 'Condition') return [element, testsIn(value)];
      return [element, namesIn(value)];
    }),
  );
}

function principalsIn(value: unknown): unknown {
  if (value === '*') return [['AWS', ['*']]];
  return membersOf(value).map(([kind, names]) => [
    kind,
    namesIn(names)
      .map((name) => name.replace(/^arn:[^:]*:iam::(\d{12}):root$/, '$1'))
      .sort(),
  ]);
}

function testsIn(value: unknown): unknown {
  return membersOf(value).map(([operator, tests]) => [
    operator,
    membersOf(tests).map(([key, values]) => [key.toLowerCase(), namesIn(values)]),
  ]);
}

function namesIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String).sort();
}

function membersOf(value: unknown): [string, unknown][] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return members.sort(([a], [b]) => (a < b ? -1 : 1));
}
