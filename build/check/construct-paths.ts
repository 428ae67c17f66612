import { CfnElement, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Where a construct stands below its stack: `Bucket/Resource`, empty for the stack itself. */
export function pathBelow(stack: Stack, construct: IConstruct): string {
  return construct.node.path.slice(stack.node.path.length).replace(/^\//, '');
}

/** Construct paths of all elements of a stack (resources, parameters, outputs ...) by logical id. */
export function constructPaths(stack: Stack): ReadonlyMap<string, string> {
  const elements = stack.node.findAll().filter((one) => CfnElement.isCfnElement(one) && Stack.of(one) === stack);
  return new Map(elements.filter(CfnElement.isCfnElement).map((one) => [logicalIdOf(one), pathBelow(stack, one)]));
}

/** Logical id as it stands in the template. */
export function logicalIdOf(element: CfnElement): string {
  return String(element.stack.resolve(element.logicalId));
}
