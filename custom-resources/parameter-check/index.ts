import { join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Aws, Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { HandledResource } from '#lib/constructs/handled-resource.ts';
import { isList } from '#lib/parameters.ts';
import type { Described } from '#lib/to-json-schema.ts';
import { compileCheck, seenInStack, validatorModule } from './compile.ts';
import type { ParameterCheckProperties } from './contract.ts';

/**
 * The in-stack check: holds a launch against the product's whole schema before anything the product is made of exists.
 * For launches that come past our own tools, through the CloudFormation or Service Catalog console.
 */
export class ParameterCheck extends HandledResource {
  constructor(scope: Construct, id: string, product: Described) {
    const { source, digest } = compileCheck(product);
    super(scope, id, {
      type: 'ParameterCheck',
      serviceTimeoutSeconds: 60,
      function: {
        description: 'Holds the launch against the schema of the product before anything is created',
        entry: join(import.meta.dirname, 'entry.ts'),
        modules: { [validatorModule]: source },
        timeoutSeconds: 15,
        statements: [
          new PolicyStatement({
            sid: 'ReadOwnStatus',
            actions: ['cloudformation:DescribeStacks'],
            resources: [Aws.STACK_ID],
          }),
        ],
      },
      properties: { SchemaDigest: digest, Parameters: textsOf(product) } satisfies Record<
        keyof ParameterCheckProperties,
        unknown
      >,
    });
  }
}

/** A list parameter is joined again: the check reads texts, as every guard does. */
function textsOf({ parameters }: Described): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(seenInStack(parameters)).map(([name, parameter]) => [
      name,
      isList(parameter) ? { 'Fn::Join': [',', { Ref: name }] } : Fn.ref(name),
    ]),
  );
}
