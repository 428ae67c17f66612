import type {
  ProvisionProductCommandInput,
  UpdateProvisionedProductCommandInput,
  UpdateProvisioningParameter,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { invalid, unsupportedMember } from './errors.ts';
import type { Path } from './launch-paths.ts';
import { pathFor } from './launch-paths.ts';
import { launchableArtifact } from './launchable.ts';
import { within } from './quotas.ts';
import type { Artifact, KeptTag, ProvisionedProduct, Requested, StackParameter } from './records.ts';
import { artifactsOf } from './shelf.ts';
import { tagsForLaunch } from './tag-choices.ts';
import { merged, tagsFrom } from './tags.ts';
import type { Terms } from './terms.ts';
import { templateFor, termsOf } from './terms.ts';

/** What CloudFormation is to be asked for, settled in every detail. */
export type Order = {
  readonly requested: Requested;
  readonly parameters: readonly StackParameter[];
  readonly notificationArns: readonly string[];
  /** SHA-256 of the template in the store. */
  readonly template: string;
};

const mostNotificationArns = 5;

/** A new launch. @throws AwsError */
export async function launchOrder(call: Call, input: ProvisionProductCommandInput): Promise<Order> {
  if (input.ProvisioningPreferences !== undefined)
    throw unsupportedMember('ProvisionProduct', 'ProvisioningPreferences (StackSets)');
  const path = await pathFor(call, input);
  const artifact = launchableArtifact(call, path.product, input);
  if (artifact.guidance === 'DEPRECATED')
    throw invalid(`Provisioning artifact ${artifact.id} is deprecated and cannot be used for new launches.`);
  const terms = await usableTerms(call, path);
  const notificationArns = [...(input.NotificationArns ?? []), ...terms.notificationArns];
  if (notificationArns.length > mostNotificationArns)
    throw invalid(`At most ${mostNotificationArns} NotificationArns can be given.`);
  const tags = tagsForLaunch(call, path, tagsFrom(input.Tags, 'tagsOfLaunch'));
  within('tagsOfLaunch', tags.length);
  return {
    requested: requestedFor({ path, artifact, terms, tags }),
    parameters: stackParameters(input.ProvisioningParameters),
    notificationArns,
    template: call.host.store.blobsOf('servicecatalog').put(templateFor(call, artifact, terms)),
  };
}

/**
 * A change of a launch: what the request does not say stays as it was, but for parameters: those go to CloudFormation as
 * they are given, and what is not given gets the template's default. AWS documents neither.
 *
 * @throws AwsError
 */
export async function updateOrder(
  call: Call,
  { current }: ProvisionedProduct,
  input: UpdateProvisionedProductCommandInput,
): Promise<Order> {
  if (input.ProvisioningPreferences !== undefined)
    throw unsupportedMember('UpdateProvisionedProduct', 'ProvisioningPreferences (StackSets)');
  const path = await updatePath(call, current, input);
  const artifact = versionFor(call, path, current, input);
  const terms = await usableTerms(call, path);
  if (input.Tags !== undefined && terms.tagUpdates !== 'ALLOWED')
    throw invalid('Tags cannot be updated: no RESOURCE_UPDATE constraint of the product allows it.');
  const picked = input.Tags === undefined ? current.tags : merged(current.tags, tagsFrom(input.Tags, 'tagsOfLaunch'));
  const tags = input.Tags === undefined ? picked : tagsForLaunch(call, path, picked);
  within('tagsOfLaunch', tags.length);
  return {
    requested: requestedFor({ path, artifact, terms, tags }),
    parameters: stackParameters(input.ProvisioningParameters),
    notificationArns: terms.notificationArns,
    template: call.host.store.blobsOf('servicecatalog').put(templateFor(call, artifact, terms)),
  };
}

/** The path that the request names, else the one of the launch as long as it is there. */
async function updatePath(call: Call, current: Requested, input: UpdateProvisionedProductCommandInput): Promise<Path> {
  const { ProductId, ProductName, PathId, PathName } = input;
  const naming = ProductId === undefined && ProductName === undefined ? { ProductId: current.productId } : input;
  if (PathId !== undefined || PathName !== undefined) return pathFor(call, { ...naming, PathId, PathName });
  const isSame = ProductId === undefined || ProductId === current.productId;
  try {
    return await pathFor(call, isSame ? { ...naming, PathId: current.pathId } : naming);
  } catch (error) {
    if (!isSame) throw error;
    return pathFor(call, naming);
  }
}

/** The version that the request names, else the one of the launch, which may be deprecated by now. */
function versionFor(
  call: Call,
  { product }: Path,
  current: Requested,
  input: UpdateProvisionedProductCommandInput,
): Artifact {
  const { ProvisioningArtifactId, ProvisioningArtifactName } = input;
  if (ProvisioningArtifactId === undefined && ProvisioningArtifactName === undefined) {
    const same = artifactsOf(call, product).find(({ id }) => id === current.artifactId);
    if (same !== undefined) return same;
  }
  return launchableArtifact(call, product, input);
}

async function usableTerms(call: Call, path: Path): Promise<Terms> {
  const terms = await termsOf(call, path);
  if (terms.usesStackSet) throw unsupportedMember('ProvisionProduct', 'a STACKSET constraint');
  return terms;
}

type Chosen = {
  readonly path: Path;
  readonly artifact: Artifact;
  readonly terms: Terms;
  readonly tags: readonly KeptTag[];
};

function requestedFor({ path, artifact, terms, tags }: Chosen): Requested {
  return {
    productId: path.product.id,
    productOwner: path.product.owner,
    artifactId: artifact.id,
    pathId: path.id,
    portfolioId: path.portfolio.id,
    portfolioOwner: path.portfolio.owner,
    ...(terms.launchRoleArn !== undefined && { launchRoleArn: terms.launchRoleArn }),
    tags,
  };
}

const [longestKey, longestValue] = [1000, 4096];

function stackParameters(given: readonly UpdateProvisioningParameter[] | undefined): StackParameter[] {
  return (given ?? []).map(({ Key = '', Value, UsePreviousValue }) => {
    if (Key === '' || Key.length > longestKey || (Value?.length ?? 0) > longestValue)
      throw invalid(
        `Provisioning parameter ${Key} must have a key of 1 to ${longestKey} and a value of up to ${longestValue} characters.`,
      );
    if (UsePreviousValue === true) return { ParameterKey: Key, UsePreviousValue };
    return { ParameterKey: Key, ParameterValue: Value ?? '' };
  });
}
