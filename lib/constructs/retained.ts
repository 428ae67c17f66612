import { CfnDeletionPolicy, type CfnResource } from 'aws-cdk-lib/core';

/**
 * Marks what holds the launcher's data: it survives the deletion of the stack and its own replacement, but not a
 * launch that never came to be. `DataRetention=destroy` is carried out by a disposal resource, never by CloudFormation.
 */
export function retained<R extends CfnResource>(resource: R): R {
  resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return resource;
}
