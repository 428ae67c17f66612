import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { KMSClient } from '@aws-sdk/client-kms';
import type { CustomResourceHandler } from '#lib/handler/custom-resource.ts';
import { stackStatus } from '#lib/handler/stack-status.ts';
import { existingKeyCheck } from './handler.ts';
import { keyReader } from './key-reader.ts';

const cloudFormation = new CloudFormationClient();

/** What Lambda runs. */
export const handler: CustomResourceHandler = existingKeyCheck({
  ...keyReader(new KMSClient({ maxAttempts: 5 })),
  stackStatus: (stackId, signal) => stackStatus(cloudFormation, stackId, { signal }),
});
