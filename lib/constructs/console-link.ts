import { CfnMapping, Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { templateOf } from './product-template.ts';

/** Host of the AWS console in each partition that products can be launched in. */
const hosts = {
  aws: { ConsoleHost: 'console.aws.amazon.com' },
  'aws-cn': { ConsoleHost: 'console.amazonaws.cn' },
  'aws-us-gov': { ConsoleHost: 'console.amazonaws-us-gov.com' },
} as const;

/** A link into the AWS console of whichever partition and region the launch is in. */
export function consoleLink(construct: Construct, path: string): string {
  const template = templateOf(construct);
  if (template.node.tryFindChild('Partitions') === undefined)
    new CfnMapping(template, 'Partitions', { mapping: hosts });
  return `https://${template.region}.${Fn.findInMap('Partitions', template.partition, 'ConsoleHost')}/${path}`;
}
