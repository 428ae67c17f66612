import { type PostDeployHandler, postDeployCode } from '#custom-resources/post-deploy-code/handler.ts';
import { existingBucketCode } from './attachment.ts';
import type { ExistingBucketInput } from './contract.ts';
import { realWorld } from './services.ts';

const { run, options } = existingBucketCode(realWorld());

/** What Lambda runs. */
export const handler: PostDeployHandler = postDeployCode<ExistingBucketInput>(run, options);
