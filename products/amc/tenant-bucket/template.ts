import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm';
import { Aws, CfnCondition, CfnOutput, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DataDisposal } from '#custom-resources/data-disposal/index.ts';
import { ExistingKeyCheck } from '#custom-resources/existing-key-check/index.ts';
import { AccessLogBucket } from '#lib/constructs/access-log-bucket.ts';
import { encryptedWith, ProductBucket, tlsOnly } from '#lib/constructs/bucket.ts';
import { consoleLink } from '#lib/constructs/console-link.ts';
import { acknowledge } from '#lib/constructs/decisions.ts';
import { accountRoot, ProductKey, throughS3For } from '#lib/constructs/key.ts';
import { meetingPoint, ProductTemplate, physicalName } from '#lib/constructs/product-template.ts';
import type { ResourceStatement } from '#lib/constructs/statement.ts';
import { ExistingBucket } from './existing-bucket.ts';
import { parameters } from './parameters.ts';

/** Days that access logs of the tenant's bucket are kept. */
const accessLogDays = 400;

/** The home of one tenant's results: a bucket of its own or an existing one, its key, its logs and its record. */
export class Template extends ProductTemplate<typeof parameters> {
  private readonly makesBucket: CfnCondition;
  private readonly ownName: string;
  private readonly amc: ResourceStatement['Principal'];
  private readonly readers: ResourceStatement['Principal'];

  constructor(scope: Construct, id: string) {
    super(scope, id, parameters);
    const { ExistingBucketName, TenantId, AmcUploadAccountId } = this.launch;
    const usesExisting = ExistingBucketName.isGiven(this, 'UsesExistingBucket');
    this.makesBucket = new CfnCondition(this, 'MakesBucket', { expression: Fn.conditionNot(usesExisting) });
    // Whoever sets up AMC has to type this name, so it is a physical one; the account makes it unique in the world.
    this.ownName = physicalName('amc', TenantId.asString(), Aws.ACCOUNT_ID);
    this.amc = { AWS: accountRoot(AmcUploadAccountId.asString()) };
    this.readers = { AWS: this.readerAccounts() };

    const bucketName = Fn.conditionIf(
      this.makesBucket.logicalId,
      this.ownName,
      ExistingBucketName.asString(),
    ).toString();
    const bucketArn = `arn:${Aws.PARTITION}:s3:::${bucketName}`;
    const key = this.addKey(bucketArn);
    const logs = this.addLogBucket();
    const bucket = this.addBucket(key, logs.name);
    this.fitExistingBucket(usesExisting);
    this.addDisposal(key, bucket, logs);
    this.addOutputs(bucketName, this.addRecord({ bucketName, bucketArn, key, usesExisting }));
  }

  /** Without readers the statement speaks of this account, which its own policies rule anyway: it can stay unconditional. */
  private readerAccounts(): unknown {
    const { ReaderAccountIds } = this.launch;
    const hasReaders = ReaderAccountIds.isGiven(this, 'HasReaders');
    return Fn.conditionIf(hasReaders.logicalId, ReaderAccountIds.ref, [Aws.ACCOUNT_ID]);
  }

  private addKey(bucketArn: string): ProductKey {
    const key = new ProductKey(this, 'Key', {
      description: `Results of Amazon Marketing Cloud for ${this.launch.TenantId.asString()}`,
      alias: physicalName('amc', this.launch.TenantId.asString()),
      statements: [
        {
          Sid: 'AllowAmcToEncrypt',
          Effect: 'Allow',
          Principal: this.amc,
          // S3 decrypts the parts of a multipart upload in the name of who uploads; reading the object is not granted.
          Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
          Resource: '*',
          Condition: throughS3For(bucketArn),
        },
        {
          Sid: 'AllowReadersToDecrypt',
          Effect: 'Allow',
          Principal: this.readers,
          Action: ['kms:Decrypt'],
          Resource: '*',
          Condition: throughS3For(bucketArn),
        },
      ],
    });
    new ExistingKeyCheck(this, 'ExistingKeyCheck', { key });
    return key;
  }

  private addLogBucket(): { name: string; ownName: string; isOwn: CfnCondition; own: AccessLogBucket } {
    const { AccessLogBucketName } = this.launch;
    const isGiven = AccessLogBucketName.isGiven(this, 'HasAccessLogBucket');
    const isOwn = new CfnCondition(this, 'MakesAccessLogBucket', {
      expression: Fn.conditionAnd(this.makesBucket, Fn.conditionNot(isGiven)),
    });
    const own = new AccessLogBucket(this, 'AccessLogs', { expirationDays: accessLogDays, condition: isOwn });
    return {
      own,
      isOwn,
      name: Fn.conditionIf(isGiven.logicalId, AccessLogBucketName.asString(), own.name).toString(),
      ownName: Fn.conditionIf(isOwn.logicalId, own.name, '').toString(),
    };
  }

  private addBucket(key: ProductKey, logBucketName: string): ProductBucket {
    const { ResultExpirationDays, RestoreDays } = this.launch;
    const keepsResults = ResultExpirationDays.is(this, 'KeepsResults', 0);
    const bucket = new ProductBucket(this, 'Bucket', {
      bucketName: this.ownName,
      keyArn: key.arn,
      condition: this.makesBucket,
      accessLogs: { bucketName: logBucketName, prefix: `${this.ownName}/` },
      statements: (bucketArn) => this.access(bucketArn),
      lifecycleRules: [
        {
          id: 'OldResults',
          status: Fn.conditionIf(keepsResults.logicalId, 'Disabled', 'Enabled').toString(),
          // The rule stays in the template; where it is disabled, any number of days will do.
          expirationInDays: Fn.conditionIf(
            keepsResults.logicalId,
            1,
            ResultExpirationDays.asNumber(),
          ) as unknown as number, // A token for a number, which Fn types as an object.
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

  /** Who may do what with the results, beyond this account's own policies. */
  private access(bucketArn: string): ResourceStatement[] {
    return [
      {
        Sid: 'AllowAmcUploads',
        Effect: 'Allow',
        Principal: this.amc,
        Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
        Resource: `${bucketArn}/*`,
      },
      {
        Sid: 'AllowReadersToRead',
        Effect: 'Allow',
        Principal: this.readers,
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: `${bucketArn}/*`,
      },
      {
        Sid: 'AllowReadersToList',
        Effect: 'Allow',
        Principal: this.readers,
        Action: ['s3:ListBucket', 's3:GetBucketLocation'],
        Resource: bucketArn,
      },
    ];
  }

  /** A rule makes sure that whoever gives a bucket gives the key it is encrypted with. */
  private fitExistingBucket(usesExisting: CfnCondition): void {
    const bucketName = this.launch.ExistingBucketName.asString();
    const bucketArn = `arn:${Aws.PARTITION}:s3:::${bucketName}`;
    const keyArn = this.launch.KmsKeyArn.asString();
    new ExistingBucket(this, 'ExistingBucket', {
      bucketName,
      bucketArn,
      keyArn,
      record: meetingPoint(this, 'existing-bucket'),
      statements: [
        ...this.access(bucketArn),
        tlsOnly(bucketArn, this.amc),
        ...encryptedWith(keyArn, bucketArn, this.amc),
      ],
      onlyIf: usesExisting,
    });
  }

  private addDisposal(
    key: ProductKey,
    bucket: ProductBucket,
    logs: { ownName: string; own: AccessLogBucket; isOwn: CfnCondition },
  ): void {
    const ownArn = `arn:${Aws.PARTITION}:s3:::${this.ownName}`;
    new DataDisposal(this, 'DataDisposal', {
      buckets: [
        { id: Fn.conditionIf(this.makesBucket.logicalId, bucket.name, '').toString(), arn: ownArn },
        { id: logs.ownName, arn: Fn.conditionIf(logs.isOwn.logicalId, logs.own.arn, ownArn).toString() },
      ],
      keys: [{ id: key.ownKeyId, arn: key.arn }],
    });
  }

  /** What others read at run time, below the meeting point of this launch. */
  private addRecord({
    bucketName,
    bucketArn,
    key,
    usesExisting,
  }: {
    bucketName: string;
    bucketArn: string;
    key: ProductKey;
    usesExisting: CfnCondition;
  }): Record<'KeyArn', string> {
    const { AmcUploadAccountId, TenantId, TenantName } = this.launch;
    const isNamed = TenantName.isGiven(this, 'HasTenantName');
    const entries = {
      'bucket-name': bucketName,
      'bucket-arn': bucketArn,
      'bucket-region': Aws.REGION,
      'bucket-account': Aws.ACCOUNT_ID,
      'key-arn': key.arn,
      'upload-account': AmcUploadAccountId.asString(),
      'tenant-name': Fn.conditionIf(isNamed.logicalId, TenantName.asString(), TenantId.asString()).toString(),
      'bucket-owner': Fn.conditionIf(usesExisting.logicalId, 'launcher', 'product').toString(),
    };
    const record = new Construct(this, 'Record');
    const written = Object.entries(entries).map(([name, value]): [string, string] => {
      const { attrValue } = new SsmParameter(record, pascal(name), {
        type: 'String',
        name: meetingPoint(this, name),
        value,
      });
      return [pascal(name), attrValue];
    });
    return { KeyArn: '', ...Object.fromEntries(written) };
  }

  private addOutputs(bucketName: string, { KeyArn }: Record<'KeyArn', string>): void {
    const outputs: [name: string, description: string, value: string][] = [
      [
        'BucketConsoleUrl',
        'The bucket in the S3 console',
        consoleLink(this, `s3/buckets/${bucketName}?region=${Aws.REGION}`),
      ],
      ['BucketName', 'Name to enter in Amazon Marketing Cloud as the bucket for results', bucketName],
      ['KeyArn', 'KMS key that results are encrypted with; Amazon Marketing Cloud may ask for it', KeyArn],
      [
        'MeetingPoint',
        'Path in the Parameter Store below which other products find this tenant',
        meetingPoint(this, ''),
      ],
      [
        'RetainedResources',
        'What stays when this product is terminated, and how to remove it',
        this.retainedResources(bucketName, KeyArn),
      ],
    ];
    for (const [name, description, value] of outputs) new CfnOutput(this, name, { description, value });
  }

  private retainedResources(bucketName: string, keyArn: string): string {
    const destroys = this.launch.DataRetention.is(this, 'DestroysData', 'destroy');
    const kept = `Bucket ${bucketName}, its access logs and KMS key ${keyArn} stay. To remove what the product made: empty and delete the buckets in the S3 console, then schedule the deletion of the key in the KMS console.`;
    return Fn.conditionIf(
      destroys.logicalId,
      'Nothing stays: the buckets are emptied and deleted, the key is scheduled for deletion. Above 100,000 objects a bucket empties itself within days, is tagged factory:disposal and has to be deleted afterwards.',
      kept,
    ).toString();
  }
}

/** `bucket-name` to `BucketName`. */
function pascal(name: string): string {
  return name.replace(/(^|-)([a-z])/gu, (_, __, letter: string) => letter.toUpperCase());
}
