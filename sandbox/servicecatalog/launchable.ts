import type { Call } from '../core/service.ts';
import { invalid, notFound } from './errors.ts';
import type { Artifact, Product } from './records.ts';
import { artifactsOf } from './shelf.ts';

/** How a request names a version. */
export type ArtifactNaming = {
  readonly ProvisioningArtifactId?: string | undefined;
  readonly ProvisioningArtifactName?: string | undefined;
};

/**
 * The version that a request means, if it can be used: versions that are not active are invisible.
 *
 * @throws AwsError
 */
export function launchableArtifact(call: Call, product: Product, naming: ArtifactNaming): Artifact {
  const { ProvisioningArtifactId: byId, ProvisioningArtifactName: byName } = naming;
  if ((byId === undefined) === (byName === undefined))
    throw invalid('You must provide the name or ID of the provisioning artifact, but not both.');
  const [artifact, ...others] = artifactsOf(call, product).filter(
    ({ id, name, active }) => active && (byId === undefined ? name === byName : id === byId),
  );
  if (artifact === undefined) throw notFound('Provisioning artifact', byId ?? byName ?? '');
  if (others.length > 0)
    throw invalid(`Multiple provisioning artifacts with the name ${byName} were found. Use the ID.`);
  if (artifact.status !== 'AVAILABLE') throw invalid(`Provisioning artifact ${artifact.id} is ${artifact.status}.`);
  return artifact;
}

/** Versions that are shown to end users, the newest last. */
export function visibleArtifacts(call: Call, product: Product): Artifact[] {
  return artifactsOf(call, product).filter(({ active, status }) => active && status === 'AVAILABLE');
}
