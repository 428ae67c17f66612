import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { decide, decisions } from './decisions.ts';
import { retained } from './retained.ts';

/** An attribute that is part of a key. */
export type KeyAttribute = { readonly name: string; readonly type: 'S' | 'N' | 'B' };

export type ProductTableProps = {
  readonly partitionKey: KeyAttribute;
  /** @default - none */
  readonly sortKey?: KeyAttribute;
  /** Key that the table is encrypted with. */
  readonly keyArn: string;
  /**
   * Attribute with the epoch second after which an item goes.
   * @default - items stay
   */
  readonly timeToLiveAttribute?: string;
  /**
   * Secondary indexes, all attributes projected.
   * @default - none
   */
  readonly indexes?: readonly {
    readonly name: string;
    readonly partitionKey: KeyAttribute;
    readonly sortKey?: KeyAttribute;
  }[];
  /**
   * What of a change goes to the table's stream.
   * @default - no stream
   */
  readonly stream?: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
};

/** A table for the launcher's data: paid by request, encrypted with the product's key, restorable to any second of 35 days. */
export class ProductTable extends Construct {
  readonly name: string;
  readonly arn: string;
  /** ARN of the stream; only where the props ask for one. */
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: ProductTableProps) {
    super(scope, id);
    const keys = [props, ...(props.indexes ?? [])];
    const table = retained(
      new CfnTable(this, 'Table', {
        billingMode: 'PAY_PER_REQUEST',
        keySchema: keySchema(props),
        attributeDefinitions: attributes(keys),
        sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId: props.keyArn },
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        // Deletion protection would keep a failed first launch from being rolled back: what protects the data is that
        // CloudFormation retains the table.
        deletionProtectionEnabled: false,
        ...(props.timeToLiveAttribute !== undefined && {
          timeToLiveSpecification: { attributeName: props.timeToLiveAttribute, enabled: true },
        }),
        ...(props.stream !== undefined && { streamSpecification: { streamViewType: props.stream } }),
        ...(props.indexes !== undefined && {
          globalSecondaryIndexes: props.indexes.map((index) => ({
            indexName: index.name,
            keySchema: keySchema(index),
            projection: { projectionType: 'ALL' },
          })),
        }),
      }),
    );
    decide(table, decisions.noBackupPlanByDefault);
    this.name = table.ref;
    this.arn = table.attrArn;
    this.streamArn = table.attrStreamArn;
  }
}

type Keys = { readonly partitionKey: KeyAttribute; readonly sortKey?: KeyAttribute };

function keySchema({ partitionKey, sortKey }: Keys) {
  const hash = { attributeName: partitionKey.name, keyType: 'HASH' };
  return sortKey === undefined ? [hash] : [hash, { attributeName: sortKey.name, keyType: 'RANGE' }];
}

function attributes(keys: readonly Keys[]) {
  const types = new Map(
    keys
      .flatMap(({ partitionKey, sortKey }) => (sortKey === undefined ? [partitionKey] : [partitionKey, sortKey]))
      .map(({ name, type }) => [name, type]),
  );
  return [...types].map(([attributeName, attributeType]) => ({ attributeName, attributeType }));
}
