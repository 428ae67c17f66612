import type { ProvisioningArtifactProperties } from '@aws-sdk/client-service-catalog';
import type { Host } from '../core/host.ts';
import type { Call } from '../core/service.ts';
import type { Scope } from '../core/store.ts';
import { invalid, unsupportedMember } from './errors.ts';
import { within } from './quotas.ts';
import type { Artifact, Product } from './records.ts';
import type { Shelf } from './shelf.ts';
import { artifactsOf, shelf, shelfOf } from './shelf.ts';
import { fetchTemplate, sourceOf, validateTemplate } from './template.ts';

/**
 * A version of a product: fetches the template and keeps a copy of its own, so that whatever becomes of the source, the
 * version stays what it is. It is `CREATING` in the answer and settles by itself.
 *
 * @throws AwsError
 */
export async function newArtifact(
  call: Call,
  product: Pick<Product, 'id' | 'owner'>,
  properties: ProvisioningArtifactProperties,
): Promise<Artifact> {
  const { Name, Description, Info, Type = 'CLOUD_FORMATION_TEMPLATE', DisableTemplateValidation } = properties;
  if (Type !== 'CLOUD_FORMATION_TEMPLATE') throw unsupportedMember('CreateProvisioningArtifact', `Type ${Type}`);
  if (Name !== undefined && (/\s/u.test(Name) || Name.length > 8192))
    throw invalid('The name of a provisioning artifact must have up to 8192 characters and no spaces.');
  if ((Description?.length ?? 0) > 8192)
    throw invalid('The description of a provisioning artifact must have up to 8192 characters.');
  within('versions', artifactsOf(call, product).length + 1);
  const source = sourceOf(Info);
  const fetched = await fetchTemplate(call, source);
  if ('template' in fetched && DisableTemplateValidation !== true)
    await validateTemplate(call, source, fetched.template);
  const artifact: Artifact = {
    id: `pa-${call.host.ids.lower(13)}`,
    productId: product.id,
    ...(Name !== undefined && { name: Name }),
    ...(Description !== undefined && { description: Description }),
    createdAt: call.host.clock.now(),
    active: true,
    guidance: 'DEFAULT',
    status: 'CREATING',
    source,
    ...('template' in fetched && { template: call.host.store.blobsOf('servicecatalog').put(fetched.template) }),
  };
  shelf(call).artifacts.put(artifact.id, artifact);
  settleLater(call.host, shelf(call), artifact.id);
  return artifact;
}

/** `CREATING` becomes `AVAILABLE` or `FAILED` after the answer, at the same time of the clock. */
function settleLater({ clock }: Host, { artifacts }: Shelf, id: string): void {
  clock.at(clock.now(), () => {
    const artifact = artifacts.get(id);
    if (artifact?.status !== 'CREATING') return;
    artifacts.put(id, { ...artifact, status: artifact.template === undefined ? 'FAILED' : 'AVAILABLE' });
  });
}

/** Settles the versions that were on their way when the sandbox was stopped. */
export function resumeArtifacts(host: Host, scope: Scope): void {
  const own = shelfOf(host, scope);
  for (const { id, status } of own.artifacts.values()) if (status === 'CREATING') settleLater(host, own, id);
}

/** Where a version came from, as the API shows it. */
export function infoOf({ source }: Artifact): Record<string, string> {
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, value ?? '']));
}
