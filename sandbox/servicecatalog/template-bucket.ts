import { createHash } from 'node:crypto';
import { isAwsError } from '../core/aws-error.ts';
import type { RootCaller } from '../core/caller.ts';
import type { Host } from '../core/host.ts';
import { domainOf, partitionOf } from '../core/partition.ts';

/** An account of the service's own, as AWS has them. Nobody has its keys. */
export const serviceAccount = '000000000000';

/**
 * Puts a template where CloudFormation can read it: into a bucket of the service, under the tag
 * `servicecatalog:provisioning`, by which the policies of launch roles tell these objects from all others [D]. CloudFormation
 * reads with the permissions of whoever launches, so what the launch role may not read, it cannot launch.
 *
 * @returns URL of the object
 */
export async function putForLaunch(host: Host, region: string, template: Uint8Array): Promise<string> {
  const bucket = bucketName(region);
  await ensureBucket(host, region, bucket);
  const key = `templates/${createHash('sha256').update(template).digest('hex')}.template`;
  await asService(host, region)('PutObject', {
    Bucket: bucket,
    Key: key,
    Body: template,
    Tagging: 'servicecatalog:provisioning=true',
  });
  return `https://${bucket}.s3.${region}.${domainOf(region)}/${key}`;
}

/** `sc-` and twelve digits, as such buckets are called on AWS [I]. */
function bucketName(region: string): string {
  return `sc-${createHash('sha256').update(region).digest('hex').slice(0, 12)}-${region}`;
}

async function ensureBucket(host: Host, region: string, bucket: string): Promise<void> {
  const ask = asService(host, region);
  try {
    const place = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    await ask('CreateBucket', { Bucket: bucket, ...place });
  } catch (error) {
    if (!isAwsError(error, 'BucketAlreadyOwnedByYou', 'BucketAlreadyExists')) throw error;
  }
  await ask('PutBucketPolicy', { Bucket: bucket, Policy: JSON.stringify(policyOf(host, bucket, region)) });
}

/** Every account may read: it is for its own policies to say who in it may. */
function policyOf({ accounts }: Host, bucket: string, region: string): object {
  const partition = partitionOf(region);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: accounts.map((account) => `arn:${partition}:iam::${account}:root`) },
        Action: 's3:GetObject',
        Resource: `arn:${partition}:s3:::${bucket}/*`,
      },
    ],
  };
}

function asService(host: Host, region: string): (operation: string, input: object) => Promise<unknown> {
  const caller: RootCaller = {
    kind: 'root',
    account: serviceAccount,
    arn: `arn:${partitionOf(region)}:iam::${serviceAccount}:root`,
    userId: serviceAccount,
  };
  const scope = { account: serviceAccount, region };
  return (operation, input) => host.invoke({ service: 's3', operation, input, caller, scope });
}
