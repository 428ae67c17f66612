import { digest, fixed, parameters, schema, validate } from 'virtual:parameter-check';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stackStatus } from '#lib/handler/stack-status.ts';
import { issuesInChange, issuesInTexts } from '#lib/launch-check.ts';
import { issuesFrom } from '#lib/schema-issues.ts';
import { parameterCheck } from './handler.ts';

const client = new CloudFormationClient();

/** The in-stack check of one product: the build puts the product's compiled schema in place of the virtual module. */
export const handler = parameterCheck({
  digest,
  issuesIn: (texts, before) => [
    ...issuesInTexts(parameters, texts, (values) =>
      validate(values) ? [] : issuesFrom(validate.errors ?? [], schema),
    ),
    ...(before === undefined ? [] : issuesInChange(fixed, texts, before)),
  ],
  stackStatus: (stackId, signal) => stackStatus(client, stackId, { signal }),
});
