import type { Host } from '../core/host.ts';
import type { Service } from '../core/service.ts';
import { getOperations } from './get.ts';
import { manageOperations } from './manage.ts';
import { putOperations } from './put.ts';
import { ssmResources } from './resources.ts';
import { tagOperations } from './tags.ts';

/** The Parameter Store of AWS Systems Manager. */
export const ssm = (_host: Host): Service => ({
  id: 'ssm',
  protocol: 'json-1.1',
  targetPrefix: 'AmazonSSM',
  model: () => import('@aws-sdk/client-ssm'),
  operations: { ...putOperations, ...getOperations, ...manageOperations, ...tagOperations },
  resources: ssmResources,
});
