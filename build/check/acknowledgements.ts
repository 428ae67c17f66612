import type { AcknowledgedFinding, Acknowledgement, Finding } from '#lib/findings.ts';

/** Findings sorted by whether somebody answered for them, and acknowledgements by whether they answered anything. */
export type Settled = {
  readonly open: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
  readonly used: readonly Acknowledgement[];
  readonly unused: readonly Acknowledgement[];
};

/**
 * Matches findings with acknowledgements. Each finding takes the closest one that covers it, so that an answer given
 * twice shows up as unused.
 */
export function settle(findings: readonly Finding[], acknowledgements: readonly Acknowledgement[]): Settled {
  const answers = findings.map((finding) => ({ finding, answer: closest(finding, acknowledgements) }));
  const used = new Set(answers.flatMap(({ answer }) => answer ?? []));
  return {
    open: answers.filter(({ answer }) => answer === undefined).map(({ finding }) => finding),
    acknowledged: answers.flatMap(({ finding, answer }) =>
      answer === undefined ? [] : [acknowledged(finding, answer)],
    ),
    used: acknowledgements.filter((one) => used.has(one)),
    unused: acknowledgements.filter((one) => !used.has(one)),
  };
}

function acknowledged(finding: Finding, { reason, decision }: Acknowledgement): AcknowledgedFinding {
  return { ...finding, reason, ...(decision === undefined ? {} : { decision }) };
}

/** The deepest one in the tree; among those at one construct, one that names the finding whole; then the first. */
function closest(finding: Finding, acknowledgements: readonly Acknowledgement[]): Acknowledgement | undefined {
  const rank = (one: Acknowledgement) => one.path.length * 2 + (names(one, finding) ? 1 : 0);
  return acknowledgements
    .filter((one) => covers(one, finding))
    .reduce<Acknowledgement | undefined>(
      (best, one) => (best === undefined || rank(one) > rank(best) ? one : best),
      undefined,
    );
}

/**
 * An acknowledgement holds at its construct and below. One that names a rule without its detail covers all details
 * (`AwsSolutions-IAM5` the finding `AwsSolutions-IAM5[Resource::*]`), but not at the stack: a wildcard that is granted
 * tomorrow must not inherit today's reason.
 */
function covers(acknowledgement: Acknowledgement, finding: Finding): boolean {
  const { path, rule } = acknowledgement;
  if (path === '') return names(acknowledgement, finding);
  const isBelow = finding.path === path || finding.path.startsWith(`${path}/`);
  return isBelow && (names(acknowledgement, finding) || spelled(finding.rule).startsWith(`${spelled(rule)}[`));
}

function names(acknowledgement: Acknowledgement, finding: Finding): boolean {
  return spelled(acknowledgement.rule) === spelled(finding.rule);
}

// CDK writes hyphens for the spaces of an acknowledged id.
function spelled(rule: string): string {
  return rule.replaceAll(' ', '-');
}
