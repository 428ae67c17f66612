import { Aws, CfnCondition, CfnOutput, Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { DataDisposal } from '#custom-resources/data-disposal/index.ts';
import { ExistingKeyCheck } from '#custom-resources/existing-key-check/index.ts';
import { AccessLogBucket } from '#lib/constructs/access-log-bucket.ts';
import { encryptedWith, ProductBucket, tlsOnly } from '#lib/constructs/bucket.ts';
import { consoleLink } from '#lib/constructs/console-link.ts';
import { acknowledge } from '#lib/constructs/decisions.ts';
import { accountRoot, ProductKey } from '#lib/constructs/key.ts';
import { either, eitherNumber } from '#lib/constructs/launch-value.ts';
import { meetingPoint, ProductTemplate, physicalName } from '#lib/constructs/product-template.ts';
import type { Parties } from './access.ts';
import { bucketAccess, keyAccess } from './access.ts';
import { ExistingBucket } from './existing-bucket.ts';
import { parameters } from './parameters.ts';
import { TenantRecord } from './record.ts';

/** Days that access logs of the tenant's bucket are kept. */
const accessLogDays = 400;

/** The bucket for access logs, as the rest of the template needs it. */
type Logs = { readonly bucketName: string; readonly own: AccessLogBucket; readonly isOwn: CfnCondition };

/** The home of one tenant's results: a bucket of its own or an existing one, its key, its logs and its record. */
export class Template extends ProductTemplate<typeof parameters> {
  private readonly usesExisting: CfnCondition;
  private readonly makesBucket: CfnCondition;
  /** Whoever sets up AMC has to type this name, so it is a physical one; the account makes it unique in the world. */
  private readonly ownName: string;
  private readonly parties: Parties;

  constructor(scope: Construct, id: string) {
    super(scope, id, parameters);
    const { ExistingBucketName, TenantId, AmcUploadAccountId } = this.launch;
    this.usesExisting = ExistingBucketName.isGiven(this, 'UsesExistingBucket');
    this.makesBucket = new CfnCondition(this, 'MakesBucket', { expression: Fn.conditionNot(this.usesExisting) });
    this.ownName = physicalName('amc', TenantId.asString(), Aws.ACCOUNT_ID);
    this.parties = {
      amc: { AWS: accountRoot(AmcUploadAccountId.asString()) },
      readers: { AWS: this.readerAccounts() },
    };

    const bucketName = either(this.makesBucket, this.ownName, ExistingBucketName.asString());
    const key = this.addKey(bucketName);
    const logs = this.addLogBucket();
    const bucket = this.addBucket(key, logs);
    this.fitExistingBucket();
    this.addDisposal(key, bucket, logs);
    this.addOutputs(bucketName, this.addRecord(bucketName, key));
  }

  /** Without readers the statements speak of this account, which its own policies rule anyway: they stay unconditional. */
  private readerAccounts(): unknown {
    const { ReaderAccountIds } = this.launch;
    const hasReaders = ReaderAccountIds.isGiven(this, 'HasReaders');
    return Fn.conditionIf(hasReaders.logicalId, ReaderAccountIds.ref, [Aws.ACCOUNT_ID]);
  }

  private addKey(bucketName: string): ProductKey {
    const { TenantId } = this.launch;
    const key = new ProductKey(this, 'Key', {
      description: `Results of Amazon Marketing Cloud for ${TenantId.asString()}`,
      alias: physicalName('amc', TenantId.asString()),
      statements: keyAccess(this.parties, arnOf(bucketName)),
    });
    new ExistingKeyCheck(this, 'ExistingKeyCheck', { key });
    return key;
  }

  private addLogBucket(): Logs {
    const { AccessLogBucketName } = this.launch;
    const isGiven = AccessLogBucketName.isGiven(this, 'HasAccessLogBucket');
    const isOwn = new CfnCondition(this, 'MakesAccessLogBucket', {
      expression: Fn.conditionAnd(this.makesBucket, Fn.conditionNot(isGiven)),
    });
    const own = new AccessLogBucket(this, 'AccessLogs', { expirationDays: accessLogDays, condition: isOwn });
    return { own, isOwn, bucketName: either(isGiven, AccessLogBucketName.asString(), own.name) };
  }

  private addBucket(key: ProductKey, { bucketName: logBucketName }: Logs): ProductBucket {
    const { ResultExpirationDays, RestoreDays } = this.launch;
    const keepsResults = ResultExpirationDays.is(this, 'KeepsResults', 0);
    const bucket = new ProductBucket(this, 'Bucket', {
      bucketName: this.ownName,
      keyArn: key.arn,
      condition: this.makesBucket,
      accessLogs: { bucketName: logBucketName, prefix: `${this.ownName}/` },
      statements: (bucketArn) => bucketAccess(this.parties, bucketArn),
      lifecycleRules: [
        {
          id: 'OldResults',
          status: either(keepsResults, 'Disabled', 'Enabled'),
          // The rule stays in the template; where it is disabled, any number of days will do.
          expirationInDays: eitherNumber(keepsResults, 1, ResultExpirationDays.asNumber()),
        },
        {
          id: 'OverwrittenResults',
          status: 'Enabled',
          noncurrentVersionExpiration: { noncurrentDays: RestoreDays.asNumber() },
          expiredObjectDeleteMarker: true,
        },
      ],
    });
    acknowledge(bucket, {
      rule: 'CT.S3.PR.2',
      reason:
        'Access logs go to the bucket that the launcher names, else to the one the product makes. The rule does not look into the Fn::If that picks it.',
    });
    return bucket;
  }

  /** A rule makes sure that whoever gives a bucket gives the key it is encrypted with. */
  private fitExistingBucket(): void {
    const bucketName = this.launch.ExistingBucketName.asString();
    const bucketArn = arnOf(bucketName);
    const keyArn = this.launch.KmsKeyArn.asString();
    const { amc } = this.parties;
    new ExistingBucket(this, 'ExistingBucket', {
      bucketName,
      bucketArn,
      keyArn,
      record: meetingPoint(this, 'existing-bucket'),
      // Refusals hit the AMC account alone: what others do with this bucket is not the tenant's concern.
      statements: [
        ...bucketAccess(this.parties, bucketArn),
        tlsOnly(bucketArn, amc),
        ...encryptedWith(keyArn, bucketArn, amc),
      ],
      onlyIf: this.usesExisting,
    });
  }

  private addDisposal(key: ProductKey, bucket: ProductBucket, logs: Logs): void {
    const ownArn = arnOf(this.ownName);
    new DataDisposal(this, 'DataDisposal', {
      buckets: [
        { id: either(this.makesBucket, bucket.name, ''), arn: ownArn },
        { id: either(logs.isOwn, logs.own.name, ''), arn: either(logs.isOwn, logs.own.arn, ownArn) },
      ],
      keys: [{ id: key.ownKeyId, arn: key.ownArn }],
    });
  }

  private addRecord(bucketName: string, key: ProductKey): TenantRecord {
    const { AmcUploadAccountId, TenantId, TenantName } = this.launch;
    const isNamed = TenantName.isGiven(this, 'HasTenantName');
    return new TenantRecord(this, 'Record', {
      'bucket-name': bucketName,
      'bucket-arn': arnOf(bucketName),
      'bucket-region': Aws.REGION,
      'bucket-account': Aws.ACCOUNT_ID,
      'bucket-owner': either(this.usesExisting, 'launcher', 'product'),
      'key-arn': key.arn,
      'upload-account': AmcUploadAccountId.asString(),
      'tenant-name': either(isNamed, TenantName.asString(), TenantId.asString()),
    });
  }

  private addOutputs(bucketName: string, record: TenantRecord): void {
    const output = (name: string, description: string, value: string) =>
      new CfnOutput(this, name, { description, value });
    const keyArn = record.value('key-arn');
    const url = consoleLink(this, `s3/buckets/${bucketName}?region=${Aws.REGION}`);
    const destroys = this.launch.DataRetention.is(this, 'DestroysData', 'destroy');
    output('BucketConsoleUrl', 'The bucket in the S3 console', url);
    output('BucketName', 'Name to enter in Amazon Marketing Cloud as the bucket for results', bucketName);
    output('KeyArn', 'KMS key that results are encrypted with; Amazon Marketing Cloud may ask for it', keyArn);
    output('MeetingPoint', 'Path in the Parameter Store below which others find this tenant', meetingPoint(this, ''));
    output(
      'RetainedResources',
      'What stays when this product is terminated, and how to remove it',
      either(destroys, nothingStays, dataStays(bucketName, keyArn)),
    );
  }
}

function arnOf(bucketName: string): string {
  return `arn:${Aws.PARTITION}:s3:::${bucketName}`;
}

const nothingStays =
  'Nothing stays: the buckets are emptied and deleted, the key is scheduled for deletion. Above 100,000 objects a bucket empties itself within days, is tagged factory:disposal and has to be deleted afterwards.';

function dataStays(bucketName: string, keyArn: string): string {
  return `Bucket ${bucketName}, its access logs and KMS key ${keyArn} stay. To remove what the product made: empty and delete the buckets in the S3 console, then schedule the deletion of the key in the KMS console.`;
}
