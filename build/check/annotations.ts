import type { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Finding, Severity } from '#lib/findings.ts';
import { pathBelow } from './construct-paths.ts';

/**
 * Warnings and errors that CDK's own constructs left in the tree. The command line of CDK would print them; we
 * synthesize in process, where nobody would see them.
 */
export function findingsOfAnnotations(stack: Stack): Finding[] {
  return stack.node.findAll().flatMap((construct) => annotationsAt(stack, construct));
}

const severities: { readonly [type: string]: Severity | undefined } = {
  'aws:cdk:warning': 'warning',
  'aws:cdk:error': 'error',
};

function annotationsAt(stack: Stack, construct: IConstruct): Finding[] {
  const path = pathBelow(stack, construct);
  return construct.node.metadata.flatMap(({ type, data }) => {
    const severity = severities[type];
    return severity === undefined ? [] : [{ severity, path, ...parsed(String(data)) }];
  });
}

// CDK appends the id to the text: `[ack: <id>]` to warnings, `(Annotation::<id>)` to errors; old ones have none.
function parsed(text: string): Pick<Finding, 'rule' | 'message'> {
  const [, message = text, ack, id] = /^(.*?)\s*(?:\[ack: (.+)\]|\(Annotation::(.+)\))$/s.exec(text) ?? [];
  return {
    rule: (ack ?? id ?? 'aws-cdk-annotation').replace(/^Annotation::/, ''),
    message: message.replace(/\.$/, ''),
  };
}
