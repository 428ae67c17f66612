import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { meetingPoint } from '#lib/constructs/product-template.ts';

/** What others read of a tenant at run time. The names are a contract with every consumer. */
export type Entries = {
  readonly 'bucket-name': string;
  readonly 'bucket-arn': string;
  readonly 'bucket-region': string;
  readonly 'bucket-account': string;
  /** `product` or `launcher`: who made the bucket, and so who may remove it. */
  readonly 'bucket-owner': string;
  readonly 'key-arn': string;
  readonly 'upload-account': string;
  readonly 'tenant-name': string;
};

/** The record of a tenant: one Systems Manager parameter for each entry, below the meeting point of the launch. */
export class TenantRecord extends Construct {
  private readonly values = new Map<string, string>();

  constructor(scope: Construct, id: string, entries: Entries) {
    super(scope, id);
    for (const [name, value] of Object.entries(entries)) {
      const parameter = new CfnParameter(this, pascal(name), { type: 'String', name: meetingPoint(this, name), value });
      this.values.set(name, parameter.attrValue);
    }
  }

  /** An entry as it was written, for outputs: they may then refer to what exists under a condition only. */
  value(name: keyof Entries): string {
    const value = this.values.get(name);
    if (value === undefined) throw new Error(`the record of the tenant has no entry ${name}`);
    return value;
  }
}

/** `bucket-name` to `BucketName`. */
function pascal(name: string): string {
  return name.replace(/(^|-)([a-z])/gu, (_, __, letter: string) => letter.toUpperCase());
}
