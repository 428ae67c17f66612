import { defineProduct } from '#lib/product.ts';
import { parameters, rules } from './parameters.ts';

export const tenantBucket = defineProduct({
  id: 'amc-tenant-bucket',
  home: import.meta.dirname,
  title: 'AMC tenant bucket',
  summary:
    'An encrypted, versioned home for the results of one Amazon Marketing Cloud instance, which only its AMC account may upload to.',
  owner: 'data-platform',
  version: '1.0.0',
  parameters,
  rules,
  groups: [
    { title: 'Tenant', parameters: ['Project', 'Environment', 'TenantId', 'TenantName', 'AmcUploadAccountId'] },
    {
      title: 'Bucket',
      parameters: ['ExistingBucketName', 'ResultExpirationDays', 'RestoreDays', 'AccessLogBucketName'],
    },
    { title: 'Access and encryption', parameters: ['ReaderAccountIds', 'KmsKeyArn', 'PermissionsBoundaryArn'] },
    { title: 'Operations', parameters: ['DataRetention', 'LogRetentionDays'] },
  ],
  identity: ['Project', 'Environment', 'TenantId'],
  fixed: ['ExistingBucketName'],
  template: () => import('./template.ts'),
});
