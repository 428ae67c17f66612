import type { Finding } from '#lib/findings.ts';
import { bucketRules } from './house-rules/bucket-rules.ts';
import { createsNoLogGroup } from './house-rules/creates-no-log-group.ts';
import { dataRetained } from './house-rules/data-retained.ts';
import { deliveryFailures } from './house-rules/delivery-failures.ts';
import { fixedCost } from './house-rules/fixed-cost.ts';
import { functionFailures } from './house-rules/function-failures.ts';
import { functionLogGroup } from './house-rules/function-log-group.ts';
import { functionPlatform } from './house-rules/function-platform.ts';
import { functionTracing } from './house-rules/function-tracing.ts';
import type { HouseRule, ProductFacts, Spot } from './house-rules/house-rule.ts';
import { iamWildcard } from './house-rules/iam-wildcard.ts';
import { limits } from './house-rules/limits.ts';
import { logRetention } from './house-rules/log-retention.ts';
import { noSecrets } from './house-rules/no-secrets.ts';
import { outputDescription } from './house-rules/output-description.ts';
import { ownFunctions } from './house-rules/own-functions.ts';
import { parameterUsed } from './house-rules/parameter-used.ts';
import { physicalName } from './house-rules/physical-name.ts';
import { portable } from './house-rules/portable.ts';
import { reservedConcurrency } from './house-rules/reserved-concurrency.ts';
import { roleBoundary } from './house-rules/role-boundary.ts';
import { rolePath } from './house-rules/role-path.ts';
import { selfContained } from './house-rules/self-contained.ts';
import { serviceTimeout } from './house-rules/service-timeout.ts';
import { stateMachineObserved } from './house-rules/state-machine-observed.ts';
import { tags } from './house-rules/tags.ts';
import { tlsOnly } from './house-rules/tls-only.ts';
import type { Template } from './template.ts';

/** Every convention that is checked in every template. */
export const houseRules: readonly HouseRule[] = [
  bucketRules,
  createsNoLogGroup,
  dataRetained,
  deliveryFailures,
  fixedCost,
  functionFailures,
  functionLogGroup,
  functionPlatform,
  functionTracing,
  iamWildcard,
  limits,
  logRetention,
  noSecrets,
  outputDescription,
  ownFunctions,
  parameterUsed,
  physicalName,
  portable,
  reservedConcurrency,
  roleBoundary,
  rolePath,
  selfContained,
  serviceTimeout,
  stateMachineObserved,
  tags,
  tlsOnly,
];

/** What the house rules find in a template. `paths` says where in the construct tree a logical id comes from. */
export function findingsOfHouseRules(
  template: Template,
  facts: ProductFacts,
  paths: ReadonlyMap<string, string>,
): Finding[] {
  return houseRules.flatMap((rule) => rule.find(template, facts).map((spot) => toFinding(rule, spot, paths)));
}

function toFinding(rule: HouseRule, spot: Spot, paths: ReadonlyMap<string, string>): Finding {
  const [, resource] = /^Resources\/(.+)$/.exec(spot.at) ?? [];
  return {
    rule: spot.detail === undefined ? rule.id : `${rule.id}[${spot.detail}]`,
    severity: spot.severity ?? rule.severity,
    message: spot.message,
    path: resource === undefined ? spot.at : (paths.get(resource) ?? spot.at),
    ...(resource === undefined ? {} : { resource }),
  };
}
