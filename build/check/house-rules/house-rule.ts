import type { Severity } from '#lib/findings.ts';
import type { Template } from '../template.ts';

/** What the rules know about a product besides its template. */
export type ProductFacts = {
  /** Name of the Mapping that says where our assets are. */
  readonly addressMapping: string;
  /** Parameters that tell two launches apart; every physical name has to contain them. */
  readonly identity: readonly string[];
  /** Logical id of the in-stack check. It is handed every parameter, which does not count as a use. */
  readonly launchCheck?: string;
};

/** Where in a template a rule found something, and what. */
export type Spot = {
  /** Section and name, `Resources/Bucket` or `Parameters/Project`; empty for the template as a whole. */
  readonly at: string;
  /** What is wrong and what to do instead. No period. */
  readonly message: string;
  /** Tells apart what one rule found at one place; becomes part of the rule id, `factory-iam-wildcard[Resource::*]`. */
  readonly detail?: string;
  /** When it differs from the rule's. */
  readonly severity?: Severity;
};

/** One convention of ours, checked in the template as CloudFormation will see it. */
export type HouseRule = {
  readonly id: `factory-${string}`;
  readonly severity: Severity;
  readonly find: (template: Template, facts: ProductFacts) => readonly Spot[];
};

/** The place of a resource. */
export function atResource(id: string): string {
  return `Resources/${id}`;
}
