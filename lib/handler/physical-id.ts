import { createHash } from 'node:crypto';
import type { CustomResourceEvent } from './custom-resource-event.ts';

/** `<logical id>:<hash of the target's identity>`: another target gets another id, so CloudFormation replaces the resource. */
export function physicalId(logicalId: string, identity: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
  return `${logicalId}:${hash}`;
}

/** The id of a resource whose creation was refused before anything was changed. Its Delete has nothing to do. */
export function refusedId(logicalId: string): string {
  return `${logicalId}:nothing-created`;
}

/**
 * True when a Delete names one target by its id and another by its properties. That happens when the rule that makes the
 * identity changed between two versions of the code: deleting by the properties would then hit what has just been updated.
 */
export function namesAnotherTarget(event: CustomResourceEvent & { RequestType: 'Delete' }, ownId: string): boolean {
  const { PhysicalResourceId: given, LogicalResourceId: logicalId } = event;
  // CloudFormation makes up an id of its own when a creation was never answered: that one says nothing about the target.
  const isOurs = given.startsWith(`${logicalId}:`) && /^[0-9a-f]{32}$/.test(given.slice(logicalId.length + 1));
  return isOurs && given !== ownId;
}
