import { throughS3For } from '#lib/constructs/key.ts';
import type { ResourceStatement } from '#lib/constructs/statement.ts';

type Principal = ResourceStatement['Principal'];

/** Who deals with a tenant's results besides the account that holds them. */
export type Parties = {
  /** The account that Amazon Marketing Cloud uploads from. */
  readonly amc: Principal;
  readonly readers: Principal;
};

/** Who may do what with the results, for the bucket's policy. */
export function bucketAccess({ amc, readers }: Parties, bucketArn: string): ResourceStatement[] {
  const allow = (Sid: string, who: Principal, Action: string[], Resource: string): ResourceStatement => ({
    Sid,
    Effect: 'Allow',
    Principal: who,
    Action,
    Resource,
  });
  return [
    allow('AllowAmcUploads', amc, ['s3:PutObject', 's3:AbortMultipartUpload'], `${bucketArn}/*`),
    allow('AllowReadersToRead', readers, ['s3:GetObject', 's3:GetObjectVersion'], `${bucketArn}/*`),
    allow('AllowReadersToList', readers, ['s3:ListBucket', 's3:GetBucketLocation'], bucketArn),
  ];
}

/** The same for the key's policy: the key serves this bucket through S3, and nothing else. */
export function keyAccess({ amc, readers }: Parties, bucketArn: string): ResourceStatement[] {
  const allow = (Sid: string, who: Principal, Action: string[]): ResourceStatement => ({
    Sid,
    Effect: 'Allow',
    Principal: who,
    Action,
    Resource: '*',
    Condition: throughS3For(bucketArn),
  });
  return [
    // S3 decrypts the parts of a multipart upload in the name of who uploads; reading the object is not granted.
    allow('AllowAmcToEncrypt', amc, ['kms:GenerateDataKey', 'kms:Decrypt']),
    allow('AllowReadersToDecrypt', readers, ['kms:Decrypt']),
  ];
}
