import type { Host } from '../core/host.ts';
import type { AnyOperation, Service } from '../core/service.ts';
import { artifactOperations } from './artifacts.ts';
import { associationOperations } from './associations.ts';
import { browseOperations } from './browse.ts';
import { constraintOperations } from './constraints.ts';
import { historyOperations } from './history.ts';
import { launchOperations } from './launch.ts';
import { resumeArtifacts } from './new-artifact.ts';
import { resumePlans } from './plan-work.ts';
import { planOperations } from './plans.ts';
import { portfolioOperations } from './portfolios.ts';
import { principalOperations } from './principals.ts';
import { productOperations } from './products.ts';
import { provisionedOperations } from './provisioned.ts';
import { provisioningParameterOperations } from './provisioning-parameters.ts';
import { checkShapes } from './shapes.ts';
import { shareOperations } from './shares.ts';
import { tagOptionOperations } from './tag-options.ts';
import type { Throttle } from './throttle.ts';
import { openThrottle } from './throttle.ts';
import { openWorkshop, resumeWork } from './work.ts';

/**
 * Service Catalog: portfolios, products and their versions, who may launch what under which constraints, and the launches
 * themselves, which are stacks of CloudFormation.
 */
export const servicecatalog = (host: Host): Service => {
  const workshop = openWorkshop(host);
  const operations = {
    ...portfolioOperations,
    ...productOperations,
    ...artifactOperations,
    ...associationOperations,
    ...constraintOperations,
    ...principalOperations,
    ...shareOperations,
    ...tagOptionOperations,
    ...browseOperations,
    ...provisioningParameterOperations,
    ...launchOperations(workshop),
    ...planOperations(workshop),
    ...historyOperations,
    ...provisionedOperations,
  };
  return {
    id: 'servicecatalog',
    protocol: 'json-1.1',
    targetPrefix: 'AWS242ServiceCatalogService',
    model: () => import('@aws-sdk/client-service-catalog'),
    operations: guarded(operations, openThrottle(host)),
    resume: () => {
      for (const scope of host.store.scopes('servicecatalog', 'artifacts')) resumeArtifacts(host, scope);
      for (const scope of host.store.scopes('servicecatalog', 'work')) resumeWork(host, workshop, scope);
      for (const scope of host.store.scopes('servicecatalog', 'plans')) resumePlans(host, scope);
    },
    onEvent: workshop.hear,
  };
};

/** Every operation behind the throttle and the service's model, in this order, before anybody is asked for permissions. */
function guarded(
  operations: Readonly<Record<string, AnyOperation>>,
  throttle: Throttle,
): Readonly<Record<string, AnyOperation>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, { needs, run }]) => [
      name,
      {
        run,
        needs: (input: object, call: Parameters<AnyOperation['needs']>[1]) => {
          throttle(call, name);
          checkShapes(name, input);
          return needs(input, call);
        },
      },
    ]),
  );
}
