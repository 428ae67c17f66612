import type { Issue } from '#lib/errors.ts';
import type { Parameter } from '#lib/parameters.ts';
import { isList } from '#lib/parameters.ts';
import type { AnyRule } from '#lib/rules.ts';
import { parametersIn } from '#lib/rules.ts';
import type { SiteForm } from '#lib/site.ts';
import type { Described } from '#lib/to-json-schema.ts';

/** An issue inside a field: `path` is the JSON pointer below the field, empty for the field as a whole. */
export type FieldIssue = Issue;

/** Name of the field that an issue belongs to; undefined when it is about the launch as a whole. */
export function fieldOf({ path }: Issue): string | undefined {
  const name = path.split('/')[1];
  return name === undefined || name === '' ? undefined : name;
}

/**
 * The issues to show at a field: all of them once somebody has been there; before that, the rules that are broken by what
 * was given elsewhere, since nobody would look for them here.
 */
export function issuesToShow(name: string, product: Described, { issues, visited }: Judged): FieldIssue[] {
  return issues
    .filter((issue) => fieldOf(issue) === name)
    .filter((issue) => visited.has(name) || namesIn(product, issue).some((other) => visited.has(other)))
    .map(({ path, message }) => ({ path: path.slice(name.length + 1), message }));
}

/** What is wrong with the form, and where somebody has been. */
export type Judged = { readonly issues: readonly Issue[]; readonly visited: ReadonlySet<string> };

/** What a broken rule says at the other fields that have a say in it. */
export function hintsAt(name: string, product: Described, { issues, visited }: Judged): string[] {
  return issues.flatMap((issue) => {
    const names = namesIn(product, issue);
    const culprit = fieldOf(issue);
    if (culprit === undefined || culprit === name || !names.includes(name)) return [];
    if (!names.some((other) => visited.has(other))) return [];
    return [`${ruleOf(product, issue)?.description}: see ${product.parameters[culprit]?.title ?? culprit}`];
  });
}

/** The fields that the rule behind an issue speaks of; none, when it is an issue of one field. */
function namesIn(product: Described, issue: Issue): string[] {
  const rule = ruleOf(product, issue);
  return rule === undefined ? [] : [...parametersIn(rule.if), ...parametersIn(rule.then)];
}

/** The rule whose own sentence an issue begins with. */
function ruleOf({ rules = {} }: Described, { message }: Issue): AnyRule | undefined {
  return Object.values(rules).find(({ description }) => message.startsWith(description));
}

/** Where in its field an issue is, in words: an item of a list, a place in a document; empty for the field as a whole. */
export function placeIn(parameter: Parameter, { path }: Issue): string {
  const inner = path.split('/').slice(2);
  const [index] = inner;
  return isList(parameter) && index !== undefined ? `item ${Number(index) + 1}` : inner.join('/');
}

/** Issues from the top of the form to its foot; what is about the launch as a whole comes first. */
export function inFormOrder({ groups }: SiteForm, issues: readonly Issue[]): Issue[] {
  const names = groups.flatMap(({ parameters }) => parameters);
  const rank = (issue: Issue) => names.indexOf(fieldOf(issue) ?? '');
  return [...issues].sort((a, b) => rank(a) - rank(b));
}
