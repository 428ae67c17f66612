import type { Issue } from '#lib/errors.ts';
import { isRecord, type JsonRecord, pointer } from '../template-json.ts';
import type { Violation } from '../types.ts';
import { compileCondition } from './compile-expression.ts';
import { type Declared, type Expression, type RuleScope, truth } from './expression.ts';

/** A rule that was checked and can be evaluated. */
export type Rule = {
  readonly name: string;
  readonly condition?: Expression;
  readonly assertions: readonly { readonly assert: Expression; readonly description: string }[];
  /** Parameters it refers to. */
  readonly needs: readonly string[];
};

type Reading = Declared & {
  readonly name: string;
  readonly issues: Issue[];
  readonly needs: Set<string>;
};

/** Reads and checks the whole `Rules` section, whether or not a branch is ever reached. */
export function readRules(section: unknown, declared: Declared, issues: Issue[]): readonly Rule[] {
  if (section === undefined) {
    return [];
  }
  if (!isRecord(section)) {
    issues.push({ path: '/Rules', message: 'Template format error: Rules must be a JSON object.' });
    return [];
  }
  return Object.entries(section).flatMap(([name, value]) =>
    readRule(value, { ...declared, name, issues, needs: new Set() }),
  );
}

/** The failed assertions of a rule that applies. */
export function failedAssertions(rule: Rule, scope: RuleScope): readonly Violation[] {
  if (rule.condition !== undefined && !truth(rule.condition, scope)) {
    return [];
  }
  return rule.assertions
    .filter(({ assert }) => !truth(assert, scope))
    .map(({ description }) => ({ kind: 'rule', rule: rule.name, message: description }));
}

function readRule(value: unknown, reading: Reading): readonly Rule[] {
  const { name, needs } = reading;
  if (!/^[A-Za-z0-9]+$/.test(name)) {
    report(reading, [], `Template format error: Rule name ${name} is non alphanumeric.`);
  }
  if (!isRecord(value)) {
    report(reading, [], 'Template format error: Any Rules member must be a JSON object.');
    return [];
  }
  checkKeys(value, ['RuleCondition', 'Assertions'], reading, []);
  const node = value['RuleCondition'];
  const condition = node === undefined ? undefined : compileAt(node, reading, ['RuleCondition']);
  const assertions = readAssertions(value['Assertions'], reading);
  return [{ name, condition, assertions, needs: [...needs] }];
}

function readAssertions(value: unknown, reading: Reading): Rule['assertions'] {
  if (!Array.isArray(value) || value.length === 0) {
    report(reading, ['Assertions'], 'Template format error: Every Rules object must contain a list of Assertions.');
    return [];
  }
  return value.flatMap((assertion: unknown, index) => readAssertion(assertion, reading, index));
}

function readAssertion(value: unknown, reading: Reading, index: number): Rule['assertions'] {
  const steps = ['Assertions', index];
  if (!isRecord(value) || value['Assert'] === undefined) {
    report(reading, steps, 'Template format error: Every Assertions member must contain an Assert.');
    return [];
  }
  checkKeys(value, ['Assert', 'AssertDescription'], reading, steps);
  const { AssertDescription: description = `Assertion ${index + 1} of rule ${reading.name} is not satisfied` } = value;
  if (typeof description !== 'string') {
    const place = [...steps, 'AssertDescription'];
    report(reading, place, 'Template format error: Every AssertDescription member must be a string.');
  }
  return [{ assert: compileAt(value['Assert'], reading, [...steps, 'Assert']), description: String(description) }];
}

function compileAt(node: unknown, reading: Reading, steps: readonly (string | number)[]): Expression {
  const path = pointer('Rules', reading.name, ...steps);
  return compileCondition(node, { ...reading, path });
}

function checkKeys(
  value: JsonRecord,
  known: readonly string[],
  reading: Reading,
  steps: readonly (string | number)[],
): void {
  for (const key of Object.keys(value).filter((name) => !known.includes(name))) {
    report(reading, [...steps, key], `Template format error: Invalid template rule property '${key}'`);
  }
}

function report(reading: Reading, steps: readonly (string | number)[], message: string): void {
  reading.issues.push({ path: pointer('Rules', reading.name, ...steps), message });
}
