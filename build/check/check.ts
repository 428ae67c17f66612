import type { Stack } from 'aws-cdk-lib/core';
import { acknowledgementsIn, issuesInReason } from '#lib/constructs/decisions.ts';
import type { Acknowledgement, CheckReport, Finding } from '#lib/findings.ts';
import { settle } from './acknowledgements.ts';
import { findingsOfAnnotations } from './annotations.ts';
import { findingsOfEngine } from './cloudformation-validate.ts';
import { constructPaths } from './construct-paths.ts';
import type { ProductFacts } from './house-rules/house-rule.ts';
import { findingsOfHouseRules } from './house-rules.ts';
import { findingsOfPacks, type PackName, packNames } from './nag.ts';
import type { Template } from './template.ts';

/** A synthesized stack, the template it became, and what the checks have to know besides. */
export type Subject = { readonly stack: Stack; readonly template: Template; readonly facts: ProductFacts };

export type CheckOptions = {
  /** @default - all six */
  readonly packs?: readonly PackName[];
  /** Whether CloudFormation Validate runs. @default true */
  readonly engine?: boolean;
};

/** What the checks say, and which acknowledgements answered something: a decision that never does is out of date. */
export type Checked = CheckReport & { readonly used: readonly Acknowledgement[] };

/**
 * Runs all checks on a template and matches what they find with what authors answered for.
 *
 * Nothing is left out: both lists together are all that was found, sorted by place, rule and message.
 */
export function check(subject: Subject, options: CheckOptions = {}): Checked {
  return judge(subject, findingsIn(subject, options), options);
}

/** {@link check} while the engine looks at the template on a thread of its own. */
export async function checkBeside(
  subject: Subject,
  engine: Promise<readonly Finding[]>,
  options: Pick<CheckOptions, 'packs'> = {},
): Promise<Checked> {
  engine.catch(() => {}); // Awaited below; until then a failure is not an unhandled one.
  const others = findingsIn(subject, { ...options, engine: false });
  return judge(subject, [...others, ...(await engine)], { ...options, engine: true });
}

function judge(subject: Subject, findings: readonly Finding[], options: CheckOptions): Checked {
  const acknowledgements = acknowledgementsIn(subject.stack);
  const weak = acknowledgements.filter(({ reason }) => issuesInReason(reason).length > 0);
  const settled = settle(
    findings,
    acknowledgements.filter((one) => !weak.includes(one)),
  );
  const unused = settled.unused.filter((one) => one.decision === undefined && hasRun(one.rule, options));
  return {
    findings: [...settled.open, ...weak.map(toWeakReason), ...unused.map(toUnused)].sort(byPlace),
    acknowledged: [...settled.acknowledged].sort(byPlace),
    used: settled.used,
  };
}

function findingsIn(
  { stack, template, facts }: Subject,
  { packs = packNames, engine = true }: CheckOptions,
): Finding[] {
  const paths = constructPaths(stack);
  return [
    ...findingsOfAnnotations(stack),
    ...findingsOfHouseRules(template, facts, paths),
    ...(engine ? findingsOfEngine(template, paths) : []),
    ...findingsOfPacks(stack, packs),
  ];
}

/** Whether the check that a rule belongs to has run; only then is it known that nothing was found. */
function hasRun(rule: string, { packs = packNames, engine = true }: CheckOptions): boolean {
  const pack = packNames.find((name) => rule.startsWith(`${name}-`));
  if (pack !== undefined) return packs.includes(pack);
  if (/^([EFW]\d|CT\.)/.test(rule)) return engine;
  // CDK drops its own warnings where they are acknowledged in its way, so we cannot see that they were there.
  return !rule.startsWith('@aws-cdk/');
}

function toUnused({ rule, path }: Acknowledgement): Finding {
  const message = `nothing to acknowledge for ${rule}, remove the acknowledgement`;
  return { rule: 'factory-unused-acknowledgement', severity: 'error', message, path };
}

function toWeakReason({ rule, path, reason }: Acknowledgement): Finding {
  const [issue] = issuesInReason(reason);
  const message = `the reason for ${rule} ${issue?.message ?? ''}`;
  return { rule: 'factory-weak-reason', severity: 'error', message, path };
}

function byPlace(a: Finding, b: Finding): number {
  return compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.message, b.message);
}

// Not by locale: the order is part of what we publish.
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
