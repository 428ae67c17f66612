import type { Json } from '../parameters.ts';

/** What all requests of CloudFormation to a custom resource have in common. */
type Common = {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  /** Presigned: whoever has it can answer in the resource's name, so it is neither logged nor shown. */
  readonly ResponseURL: string;
  /** Every number and boolean arrives as text. */
  readonly ResourceProperties: RawProperties;
};

/** Properties as CloudFormation delivers them, `ServiceToken` and `ServiceTimeout` among them. */
export type RawProperties = { readonly [name: string]: Json | undefined };

/** A request of CloudFormation to a custom resource. */
export type CustomResourceEvent =
  | (Common & { readonly RequestType: 'Create' })
  | (Common & {
      readonly RequestType: 'Update';
      readonly PhysicalResourceId: string;
      readonly OldResourceProperties: RawProperties;
    })
  | (Common & { readonly RequestType: 'Delete'; readonly PhysicalResourceId: string });

/** What a handler needs of the context that Lambda passes along. */
export type LambdaContext = {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logStreamName: string;
  getRemainingTimeInMillis(): number;
};
