import type { Resource, Template } from '../template.ts';
import type { HouseRule, ProductFacts } from './house-rule.ts';

const facts: ProductFacts = { addressMapping: 'Address', identity: ['Project', 'Environment'] };

/** What a rule finds in a template, for tests: the places, each with its detail where there is one. */
export function found(rule: HouseRule, template: Template, more: Partial<ProductFacts> = {}): string[] {
  return rule
    .find(template, { ...facts, ...more })
    .map(({ at, detail }) => (detail === undefined ? at : `${at}[${detail}]`));
}

/** What a rule finds in a template of these resources. */
export function foundIn(rule: HouseRule, resources: { readonly [id: string]: Resource }): string[] {
  return found(rule, { Resources: resources });
}
