import type {
  ConstraintDetail,
  PortfolioDetail,
  ProductViewDetail,
  ProductViewSummary,
  ProvisionedProductDetail,
  ProvisioningArtifact,
  ProvisioningArtifactDetail,
  RecordDetail,
  Status,
  TagOptionDetail,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { portfolioArn, productArn } from './needs.ts';
import type { Artifact, Constraint, Portfolio, Product, ProvisionedProduct, TagOption, WorkRecord } from './records.ts';

/** Records of the service as its API shows them. */

export function portfolioDetail(call: Call, portfolio: Portfolio): PortfolioDetail {
  const { id, owner, displayName, description, providerName, createdAt } = portfolio;
  return {
    Id: id,
    ARN: portfolioArn(call, id, owner),
    DisplayName: displayName,
    ...(description !== undefined && { Description: description }),
    CreatedTime: new Date(createdAt),
    ProviderName: providerName,
  };
}

/** `hasDefaultPath` is false in all recorded answers [R]. */
export function productSummary(product: Product): ProductViewSummary {
  return {
    Id: product.viewId,
    ProductId: product.id,
    Name: product.name,
    Owner: product.ownerName,
    ShortDescription: product.description ?? '',
    Type: 'CLOUD_FORMATION_TEMPLATE',
    Distributor: product.distributor ?? '',
    HasDefaultPath: false,
    SupportEmail: product.supportEmail ?? '',
    SupportDescription: product.supportDescription ?? '',
    SupportUrl: product.supportUrl ?? '',
  };
}

export function productDetail(call: Call, product: Product): ProductViewDetail {
  return {
    ProductViewSummary: productSummary(product),
    // AWS answers a word that its own model does not know [R: search-products-as-admin, 2018 and 2021].
    Status: 'CREATED' as Status,
    ProductARN: productArn(call, product.id, product.owner),
    CreatedTime: new Date(product.createdAt),
  };
}

export function artifactDetail(artifact: Artifact): ProvisioningArtifactDetail {
  const { id, name, description, createdAt, active, guidance } = artifact;
  return {
    Id: id,
    ...(name !== undefined && { Name: name }),
    ...(description !== undefined && { Description: description }),
    Type: 'CLOUD_FORMATION_TEMPLATE',
    CreatedTime: new Date(createdAt),
    Active: active,
    Guidance: guidance,
  };
}

/** A version as end users see it. */
export function artifactView({ id, name, description, createdAt, guidance }: Artifact): ProvisioningArtifact {
  return {
    Id: id,
    ...(name !== undefined && { Name: name }),
    ...(description !== undefined && { Description: description }),
    CreatedTime: new Date(createdAt),
    Guidance: guidance,
  };
}

export function constraintDetail({
  id,
  type,
  description,
  owner,
  productId,
  portfolioId,
}: Constraint): ConstraintDetail {
  return {
    ConstraintId: id,
    Type: type,
    ...(description !== undefined && { Description: description }),
    Owner: owner,
    ProductId: productId,
    PortfolioId: portfolioId,
  };
}

export function tagOptionDetail({ id, key, value, active, owner }: TagOption): TagOptionDetail {
  return { Key: key, Value: value, Active: active, Id: id, Owner: owner };
}

/** `arn:aws:servicecatalog:eu-west-1:111111111111:stack/<name>/pp-abc` */
export function provisionedProductArn(call: Pick<Call, 'arn'>, { name, id }: { name: string; id: string }): string {
  return call.arn('servicecatalog', `stack/${name}/${id}`);
}

export function provisionedDetail(call: Call, provisioned: ProvisionedProduct): ProvisionedProductDetail {
  const { current, statusMessage, lastSuccessfulProvisioningRecordId } = provisioned;
  return {
    Name: provisioned.name,
    Arn: provisionedProductArn(call, provisioned),
    Type: 'CFN_STACK',
    Id: provisioned.id,
    Status: provisioned.status,
    ...(statusMessage !== undefined && { StatusMessage: statusMessage }),
    CreatedTime: new Date(provisioned.createdAt),
    IdempotencyToken: provisioned.token,
    LastRecordId: provisioned.lastRecordId,
    LastProvisioningRecordId: provisioned.lastProvisioningRecordId,
    ...(lastSuccessfulProvisioningRecordId !== undefined && {
      LastSuccessfulProvisioningRecordId: lastSuccessfulProvisioningRecordId,
    }),
    ProductId: current.productId,
    ProvisioningArtifactId: current.artifactId,
    ...(current.launchRoleArn !== undefined && { LaunchRoleArn: current.launchRoleArn }),
  };
}

export function recordDetail(call: Call, record: WorkRecord): RecordDetail {
  const { requested } = record;
  return {
    RecordId: record.id,
    ProvisionedProductName: record.provisionedProductName,
    Status: record.status,
    CreatedTime: new Date(record.createdAt),
    UpdatedTime: new Date(record.updatedAt),
    ProvisionedProductType: 'CFN_STACK',
    RecordType: record.type,
    ProvisionedProductId: record.provisionedProductId,
    ProductId: requested.productId,
    ProvisioningArtifactId: requested.artifactId,
    PathId: requested.pathId,
    RecordErrors: [...record.errors],
    // Empty until the work was begun [R].
    RecordTags: record.status === 'CREATED' ? [] : recordTags(call, record),
    ...(requested.launchRoleArn !== undefined && { LaunchRoleArn: requested.launchRoleArn }),
  };
}

function recordTags(call: Call, { requested, userArnSession }: WorkRecord): { Key: string; Value: string }[] {
  return [
    { Key: 'aws:servicecatalog:productArn', Value: productArn(call, requested.productId, requested.productOwner) },
    { Key: 'aws:servicecatalog:provisioningPrincipalArn', Value: userArnSession },
    {
      Key: 'aws:servicecatalog:portfolioArn',
      Value: portfolioArn(call, requested.portfolioId, requested.portfolioOwner),
    },
    ...requested.tags,
  ];
}
