import type {
  PrincipalType,
  ProvisionedProductStatus,
  ProvisioningArtifactGuidance,
  RecordStatus,
  Status,
} from '@aws-sdk/client-service-catalog';
import type { Caller } from '../core/caller.ts';

/** A tag as the service keeps it. */
export type KeptTag = { readonly Key: string; readonly Value: string };

/** A portfolio, in the scope of the account that owns it. Dates here and below are milliseconds since 1970. */
export type Portfolio = {
  readonly id: string;
  readonly owner: string;
  readonly displayName: string;
  readonly description?: string;
  readonly providerName: string;
  readonly createdAt: number;
  readonly tags: readonly KeptTag[];
};

export type Product = {
  readonly id: string;
  /** `prodview-...`: the product as end users know it. */
  readonly viewId: string;
  readonly owner: string;
  readonly name: string;
  /** The team that answers for it, `Owner` in the API. */
  readonly ownerName: string;
  readonly description?: string;
  readonly distributor?: string;
  readonly supportDescription?: string;
  readonly supportEmail?: string;
  readonly supportUrl?: string;
  readonly createdAt: number;
  readonly tags: readonly KeptTag[];
};

/** A version of a product. What it is made of never changes. */
export type Artifact = {
  readonly id: string;
  readonly productId: string;
  readonly name?: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly active: boolean;
  readonly guidance: ProvisioningArtifactGuidance;
  readonly status: Status;
  /** Where the template was fetched, as the caller wrote it. */
  readonly source: { readonly [key in 'LoadTemplateFromURL' | 'ImportFromPhysicalId']?: string };
  /** The service's own copy: SHA-256 of its bytes in the store. Absent for a version that could not be read. */
  readonly template?: string;
};

/** A product in a portfolio. */
export type Association = {
  readonly portfolioId: string;
  readonly productId: string;
  /** Account of the product; another one's for products that came by a share. */
  readonly productOwner: string;
  readonly sourcePortfolioId?: string;
};

export const constraintTypes = ['LAUNCH', 'NOTIFICATION', 'RESOURCE_UPDATE', 'STACKSET', 'TEMPLATE'] as const;
export type ConstraintType = (typeof constraintTypes)[number];

export type Constraint = {
  readonly id: string;
  readonly owner: string;
  readonly type: ConstraintType;
  readonly portfolioId: string;
  readonly productId: string;
  readonly description?: string;
  /** JSON, as the caller wrote it. */
  readonly parameters: string;
};

/** Somebody who may launch what is in a portfolio. */
export type Access = { readonly portfolioId: string; readonly arn: string; readonly type: PrincipalType };

/** A share of a portfolio with another account, in the owner's scope. */
export type Share = {
  readonly portfolioId: string;
  readonly accountId: string;
  readonly accepted: boolean;
  readonly shareTagOptions: boolean;
};

/** A share that was accepted, in the scope of the account that accepted it. */
export type Import = { readonly portfolioId: string; readonly owner: string };

export type TagOption = {
  readonly id: string;
  readonly owner: string;
  readonly key: string;
  readonly value: string;
  readonly active: boolean;
};

/** A TagOption on a portfolio or a product. */
export type TagOptionLink = { readonly tagOptionId: string; readonly resourceId: string };

/** What a launch and its updates were asked for. */
export type Requested = {
  readonly productId: string;
  readonly productOwner: string;
  readonly artifactId: string;
  readonly pathId: string;
  readonly portfolioId: string;
  readonly portfolioOwner: string;
  /** Role that the work is done under; absent: the caller's own permissions. */
  readonly launchRoleArn?: string;
  readonly tags: readonly KeptTag[];
};

export type ProvisionedProduct = {
  readonly id: string;
  readonly name: string;
  readonly status: ProvisionedProductStatus;
  readonly statusMessage?: string;
  readonly createdAt: number;
  readonly token: string;
  readonly current: Requested;
  readonly stackName: string;
  /** Undefined until CloudFormation has answered. */
  readonly stackId?: string;
  readonly lastRecordId: string;
  readonly lastProvisioningRecordId: string;
  readonly lastSuccessfulProvisioningRecordId?: string;
  /** Who launched it: the user's or session's ARN, and the user or role behind it. */
  readonly userArnSession: string;
  readonly userArn: string;
};

export type Output = { readonly OutputKey: string; readonly OutputValue: string; readonly Description?: string };

export type RecordType = 'PROVISION_PRODUCT' | 'UPDATE_PROVISIONED_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT';

/** A parameter as CloudFormation takes it. */
export type StackParameter = {
  readonly ParameterKey: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
};

/** A piece of work on a provisioned product, and all that is needed to take it up after a restart. */
export type WorkRecord = {
  readonly id: string;
  readonly type: RecordType;
  readonly status: RecordStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly provisionedProductId: string;
  readonly provisionedProductName: string;
  readonly requested: Requested;
  readonly errors: readonly { readonly Code: string; readonly Description: string }[];
  readonly outputs: readonly Output[];
  readonly userArnSession: string;
  readonly userArn: string;
  /** The caller, for work under its own permissions and for the tag that names it. */
  readonly caller: Caller;
  readonly parameters: readonly StackParameter[];
  readonly notificationArns: readonly string[];
  /** The template that the stack is made of: the version's copy with the rules of TEMPLATE constraints. */
  readonly template?: string;
  readonly retainResources: boolean;
  readonly ignoreErrors: boolean;
  /** The plan that is carried out, and the change set it consists of. */
  readonly plan?: { readonly id: string; readonly changeSetArn: string };
  /** Whether CloudFormation has taken the work on. */
  readonly begun: boolean;
};

/** What was answered to an idempotency token. */
export type Remembered = { readonly fingerprint: string; readonly id: string };

export type PlanStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_SUCCESS'
  | 'CREATE_FAILED'
  | 'EXECUTE_IN_PROGRESS'
  | 'EXECUTE_SUCCESS'
  | 'EXECUTE_FAILED';
