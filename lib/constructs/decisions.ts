import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { InputError, type Issue, show } from '../errors.ts';
import type { Acknowledgement } from '../findings.ts';
import { type Decision, decisions } from '../house-decisions.ts';

export { type Decision, decisions };

// CDK's own key hides a finding from the rule packs before we have seen it.
const metadataKey = 'factory:acknowledgement';

/**
 * Answers for one rule at a construct and everything below it: the finding is right as it is, for this reason.
 *
 * The same can be written in CDK's way, `Validations.of(construct).acknowledge({ id, reason })`.
 *
 * @throws InputError when the reason would not convince a stranger.
 */
export function acknowledge(
  construct: IConstruct,
  acknowledgement: { readonly rule: string; readonly reason: string },
): void {
  const { rule, reason } = acknowledgement;
  refuse(`acknowledgement of ${show(rule)} at ${show(construct.node.path)}`, issuesInReason(reason));
  construct.node.addMetadata(metadataKey, { rule, reason });
}

/** Answers for all rules of house decisions at a construct and everything below it. */
export function decide(construct: IConstruct, ...taken: readonly Decision[]): void {
  for (const decision of taken) {
    refuse(`decision ${show(decision.id)}`, issuesInReason(decision.reason));
    for (const rule of decision.rules) {
      construct.node.addMetadata(metadataKey, { rule, reason: decision.reason, decision: decision.id });
    }
  }
}

function refuse(subject: string, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InputError(subject, issues);
}

const fewestCharacters = 30;

// What is left of "This finding is not relevant here at all." without these words is nothing.
const emptyWords =
  /\b(a|all|an|and|applicable|apply|applies|at|be|because|by|case|check|currently|does|doesn't|false|finding|for|here|in|ignored?|is|isn't|it|n\/a|necessary|needed|not|now|of|our|positive|product|relevant|required|resource|rule|suppress(ed)?|that|the|this|to|us|we|with)\b/gi;

/** What keeps a reason from convincing a stranger: too short, or nothing but "not needed" in more words. */
export function issuesInReason(reason: string): Issue[] {
  const text = reason.trim();
  if (text.length < fewestCharacters) {
    return [
      {
        path: '/reason',
        message: `must have at least ${fewestCharacters} characters that convince a stranger, got ${show(text)}`,
      },
    ];
  }
  const said = text.replace(emptyWords, '').replace(/[^\p{L}\p{N}]/gu, '');
  if (said.length >= 10) return [];
  return [
    {
      path: '/reason',
      message: `must say why the finding is right as it is, got no more than "not needed": ${show(text)}`,
    },
  ];
}

/**
 * All acknowledgements below a construct, ours and CDK's, in tree order. Those written above it (at the App) hold for
 * all of it and come first, with an empty path like its own.
 */
export function acknowledgementsIn(root: IConstruct): Acknowledgement[] {
  const above = root.node.scopes.slice(0, -1);
  return [
    ...above.flatMap((construct) => writtenAt(construct, '')),
    ...root.node.findAll().flatMap((construct) => writtenAt(construct, pathBelow(root, construct))),
  ];
}

function pathBelow(root: IConstruct, construct: IConstruct): string {
  return construct.node.path.slice(root.node.path.length).replace(/^\//, '');
}

function writtenAt(construct: IConstruct, path: string): Acknowledgement[] {
  return construct.node.metadata.flatMap(({ type, data }) => {
    if (type === metadataKey) return [{ ...data, rule: withoutNamespace(data.rule), path }];
    if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) return [];
    return Object.entries(data).map(([rule, reason]) => ({
      rule: withoutNamespace(rule),
      reason: String(reason),
      path,
    }));
  });
}

/**
 * A rule id without the namespace that CDK puts before it: `Annotation::AwsSolutions-S1`,
 * `CloudFormation-Validate::W1030`. A `::` in square brackets belongs to the rule (`AwsSolutions-IAM5[Resource::*]`).
 */
function withoutNamespace(rule: string): string {
  return rule.replace(/^[^[\]:]*::/, '');
}
