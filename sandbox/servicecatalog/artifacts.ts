import type {
  CreateProvisioningArtifactCommandInput,
  CreateProvisioningArtifactOutput,
  DeleteProvisioningArtifactCommandInput,
  DescribeProvisioningArtifactCommandInput,
  DescribeProvisioningArtifactOutput,
  ListProvisioningArtifactsCommandInput,
  ListProvisioningArtifactsOutput,
  UpdateProvisioningArtifactCommandInput,
  UpdateProvisioningArtifactOutput,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { artifactDetail } from './details.ts';
import { inUse, invalid, notFound } from './errors.ts';
import { onProduct } from './needs.ts';
import { infoOf, newArtifact } from './new-artifact.ts';
import { parametersIn } from './provisioning-parameters.ts';
import type { Artifact, Product } from './records.ts';
import { required } from './shapes.ts';
import {
  artifactsOf,
  associationsOf,
  found,
  knownPortfolios,
  knownProduct,
  ownProduct,
  shelf,
  shelfOfAccount,
} from './shelf.ts';
import { once } from './tokens.ts';

const create = operation<CreateProvisioningArtifactCommandInput, CreateProvisioningArtifactOutput>({
  needs: ({ ProductId }, call) => onProduct(call, 'CreateProvisioningArtifact', ProductId),
  run: async (input, call) => {
    const { ProductId, Parameters } = required(input, 'ProductId', 'Parameters');
    const product = ownProduct(call, ProductId);
    const { IdempotencyToken: token } = input;
    const made = await once(call, { operation: 'CreateProvisioningArtifact', token, input }, async () => {
      const { id } = await newArtifact(call, product, Parameters);
      return id;
    });
    return described(ownArtifact(call, ProductId, made.id));
  },
});

function described(artifact: Artifact) {
  return { ProvisioningArtifactDetail: artifactDetail(artifact), Info: infoOf(artifact), Status: artifact.status };
}

/** @throws AwsError `ResourceNotFoundException` */
function ownArtifact(call: Call, productId: string, id: string): Artifact {
  const { id: known } = ownProduct(call, productId);
  const artifact = shelf(call).artifacts.get(id);
  return found(artifact?.productId === known ? artifact : undefined, 'Provisioning artifact', id);
}

const describe = operation<DescribeProvisioningArtifactCommandInput, DescribeProvisioningArtifactOutput>({
  needs: ({ ProductId }, call) => onProduct(call, 'DescribeProvisioningArtifact', ProductId),
  run: (input, call) => {
    const artifact = artifactNamed(call, input);
    return {
      ...described(artifact),
      ...(input.Verbose !== true && { Info: {} }),
      ...(input.IncludeProvisioningArtifactParameters === true && {
        ProvisioningArtifactParameters: parametersIn(call.host, artifact),
      }),
    };
  },
});

type Named = Pick<
  DescribeProvisioningArtifactCommandInput,
  'ProductId' | 'ProductName' | 'ProvisioningArtifactId' | 'ProvisioningArtifactName'
>;

/** A version by ids or names, of a product of this account or of one that was shared with it. */
function artifactNamed(call: Call, input: Named): Artifact {
  const { ProductId, ProductName, ProvisioningArtifactId, ProvisioningArtifactName } = input;
  const byId = ProvisioningArtifactId === undefined ? undefined : productOf(call, ProvisioningArtifactId);
  const product =
    ProductId !== undefined
      ? knownProduct(call, ProductId)
      : ProductName !== undefined
        ? productByName(call, ProductName)
        : byId;
  if (product === undefined)
    throw invalid('You must provide the name or ID of the product, or the ID of the artifact.');
  const artifact = artifactsOf(call, product).find(
    ({ id, name }) =>
      id === ProvisioningArtifactId || (ProvisioningArtifactId === undefined && name === ProvisioningArtifactName),
  );
  return found(artifact, 'Provisioning artifact', ProvisioningArtifactId ?? ProvisioningArtifactName ?? '');
}

function everyProduct(call: Call): Product[] {
  const shared = knownPortfolios(call)
    .flatMap((portfolio) => associationsOf(call, portfolio))
    .flatMap(({ productId, productOwner }) => shelfOfAccount(call, productOwner).products.get(productId) ?? []);
  return [...shelf(call).products.values(), ...shared];
}

function productByName(call: Call, wanted: string): Product {
  const matching = new Map(
    everyProduct(call)
      .filter(({ name }) => name === wanted)
      .map((product) => [product.id, product]),
  );
  if (matching.size > 1) throw invalid(`Multiple products with the name ${wanted} were found. Use the product ID.`);
  return found([...matching.values()][0], 'Product', wanted);
}

function productOf(call: Call, artifactId: string): Product {
  const product = everyProduct(call).find((one) => artifactsOf(call, one).some(({ id }) => id === artifactId));
  return found(product, 'Provisioning artifact', artifactId);
}

const list = operation<ListProvisioningArtifactsCommandInput, ListProvisioningArtifactsOutput>({
  needs: ({ ProductId }, call) => onProduct(call, 'ListProvisioningArtifacts', ProductId),
  run: (input, call) => {
    const product = knownProduct(call, required(input, 'ProductId').ProductId);
    // The operation takes no page, and gives all that there are [D].
    return { ProvisioningArtifactDetails: artifactsOf(call, product).map(artifactDetail) };
  },
});

const update = operation<UpdateProvisioningArtifactCommandInput, UpdateProvisioningArtifactOutput>({
  needs: ({ ProductId }, call) => onProduct(call, 'UpdateProvisioningArtifact', ProductId),
  run: (input, call) => {
    const given = required(input, 'ProductId', 'ProvisioningArtifactId');
    const old = ownArtifact(call, given.ProductId, given.ProvisioningArtifactId);
    const { Name, Description, Active, Guidance } = input;
    if (Guidance !== undefined && Guidance !== 'DEFAULT' && Guidance !== 'DEPRECATED')
      throw invalid(`Guidance must be DEFAULT or DEPRECATED, got ${String(Guidance)}`);
    const artifact: Artifact = {
      ...old,
      ...(Name !== undefined && { name: Name }),
      ...(Description !== undefined && { description: Description }),
      active: Active ?? old.active,
      guidance: Guidance ?? old.guidance,
    };
    shelf(call).artifacts.put(old.id, artifact);
    return described(artifact);
  },
});

const remove = operation<DeleteProvisioningArtifactCommandInput, object>({
  needs: ({ ProductId }, call) => onProduct(call, 'DeleteProvisioningArtifact', ProductId),
  run: (input, call) => {
    const given = required(input, 'ProductId', 'ProvisioningArtifactId');
    const product = ownProduct(call, given.ProductId);
    const all = artifactsOf(call, product);
    if (!all.some(({ id }) => id === given.ProvisioningArtifactId))
      throw notFound('Provisioning artifact', given.ProvisioningArtifactId);
    if (all.length === 1)
      throw inUse(`Provisioning artifact ${given.ProvisioningArtifactId} is the last one of its product.`);
    if (isLaunched(call, given.ProvisioningArtifactId))
      throw inUse(`Provisioning artifact ${given.ProvisioningArtifactId} is used by a provisioned product.`);
    shelf(call).artifacts.delete(given.ProvisioningArtifactId);
    return {};
  },
});

/** Whether a launch of this account stands on the version. */
function isLaunched(call: Call, artifactId: string): boolean {
  return shelf(call)
    .provisioned.values()
    .some(({ current }) => current.artifactId === artifactId);
}

export const artifactOperations = {
  CreateProvisioningArtifact: create,
  DescribeProvisioningArtifact: describe,
  ListProvisioningArtifacts: list,
  UpdateProvisioningArtifact: update,
  DeleteProvisioningArtifact: remove,
};
