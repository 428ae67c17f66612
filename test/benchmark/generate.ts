import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Functions of each generated product. */
export const functionsPerProduct = 4;

const repository = join(import.meta.dirname, '../..');

/** Writes files below a folder, by path. */
function write(folder: string, files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** A function that does a little with S3 and DynamoDB, and is no other function's twin. */
function handler(product: number, fn: number): string {
  return `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client();
const dynamodb = new DynamoDBClient();

export async function handler(event: { bucket: string; key: string }): Promise<{ id: string }> {
  const { ETag } = await s3.send(new GetObjectCommand({ Bucket: event.bucket, Key: event.key }));
  const id = 'product-${product}-function-${fn}';
  await dynamodb.send(new PutItemCommand({ TableName: event.bucket, Item: { id: { S: id }, tag: { S: ETag ?? '' } } }));
  return { id };
}
`;
}

const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);

/** A checkout of ours with so many generated products. */
export function generateFactory(folder: string, products: number): void {
  for (const name of ['node_modules', 'lib', 'custom-resources', 'build', 'package-lock.json']) {
    mkdirSync(folder, { recursive: true });
    symlinkSync(join(repository, name), join(folder, name));
  }
  write(folder, {
    'package.json': JSON.stringify({ type: 'module', imports: { '#*': './*' } }),
    'portfolio/catalog.ts': 'export const offerings = [];\n',
    'products/index.ts': `${numbers(products)
      .map((i) => `import { product${i} } from './generated/product-${i}/product.ts';`)
      .join('\n')}\n\nexport const products = [${numbers(products)
      .map((i) => `product${i}`)
      .join(', ')}];\n`,
  });
  for (const i of numbers(products)) write(join(folder, `products/generated/product-${i}`), factoryProduct(i));
}

function factoryProduct(i: number): { [path: string]: string } {
  const functions = numbers(functionsPerProduct);
  return {
    'product.ts': `import { conventional } from '#lib/conventions.ts';
import type { Parameters } from '#lib/parameters.ts';
import { defineProduct } from '#lib/product.ts';

export const parameters = {
  Project: conventional.Project,
  Environment: conventional.Environment,
  PermissionsBoundaryArn: conventional.PermissionsBoundaryArn,
  LogRetentionDays: conventional.LogRetentionDays,
} as const satisfies Parameters;

export const product${i} = defineProduct({
  id: 'generated-product-${i}',
  home: import.meta.dirname,
  title: 'Product ${i}',
  summary: 'Four functions.',
  owner: 'benchmark',
  version: '1.0.0',
  parameters,
  groups: [{ title: 'All', parameters: ['Project', 'Environment', 'PermissionsBoundaryArn', 'LogRetentionDays'] }],
  identity: ['Project', 'Environment'],
  template: () => import('./template.ts'),
});
`,
    'template.ts': `import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { decide, decisions } from '#lib/constructs/decisions.ts';
import { ProductFunction } from '#lib/constructs/function.ts';
import { ProductTemplate } from '#lib/constructs/product-template.ts';
import { parameters } from './product.ts';

export class Template extends ProductTemplate<typeof parameters> {
  constructor(scope: Construct, id: string) {
    super(scope, id, parameters);
    for (const name of [${functions.map((f) => `'function-${f}'`).join(', ')}]) {
      const made = new ProductFunction(this, name, {
        description: 'Does a little',
        entry: \`runtime/\${name}/handler.ts\`,
        timeoutSeconds: 30,
        statements: [],
      });
      decide(made, decisions.customResourcesAnswerThemselves);
      new CfnOutput(this, \`\${name.replace('-', '')}Name\`, { description: 'Name of the function', value: made.name });
    }
  }
}
`,
    'README.md': `# Product ${i}\n`,
    ...Object.fromEntries(functions.map((f) => [`runtime/function-${f}/handler.ts`, handler(i, f)])),
  };
}

/** The same products the CDK-native way: `ProductStack`, `NodejsFunction`, the AwsSolutions pack, `cdk synth`. */
export function generateNative(folder: string, products: number): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['node_modules', 'package-lock.json']) symlinkSync(join(repository, name), join(folder, name));
  write(folder, {
    'package.json': JSON.stringify({ type: 'module' }),
    'cdk.json': JSON.stringify({ app: 'node app.ts' }),
    'app.ts': `import { join } from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CloudFormationProduct, CloudFormationTemplate, ProductStack } from 'aws-cdk-lib/aws-servicecatalog';

const app = new App();
const stack = new Stack(app, 'Portfolio', { env: { account: '111122223333', region: 'eu-west-1' } });
const assetBucket = Bucket.fromBucketName(stack, 'Assets', 'benchmark-assets');

class Product extends ProductStack {
  constructor(scope, id, number) {
    super(scope, id, { assetBucket });
    for (const name of [${numbers(functionsPerProduct)
      .map((f) => `'function-${f}'`)
      .join(', ')}]) {
      new NodejsFunction(this, name, {
        entry: join(import.meta.dirname, 'products', String(number), name, 'handler.ts'),
        depsLockFilePath: join(import.meta.dirname, 'package-lock.json'),
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
        tracing: Tracing.ACTIVE,
        bundling: { minify: true, externalModules: [] },
      });
    }
  }
}

for (let i = 0; i < ${products}; i += 1) {
  new CloudFormationProduct(stack, \`Product\${i}\`, {
    productName: \`Product \${i}\`,
    owner: 'benchmark',
    productVersions: [{ productVersionName: '1.0.0', cloudFormationTemplate: CloudFormationTemplate.fromProductStack(new Product(stack, \`Stack\${i}\`, i)) }],
  });
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
`,
  });
  for (const i of numbers(products)) {
    write(
      join(folder, `products/${i}`),
      Object.fromEntries(numbers(functionsPerProduct).map((f) => [`function-${f}/handler.ts`, handler(i, f)])),
    );
  }
}
