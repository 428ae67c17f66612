import {
  type CustomResourceHandler,
  type CustomResourceOptions,
  type CustomResourceRequest,
  customResource,
  RefusedError,
} from '#lib/handler/custom-resource.ts';
import type { RawProperties } from '#lib/handler/custom-resource-event.ts';
import { refusal } from '#lib/handler/refusal.ts';
import { isGoingBack, type StackStatus } from '#lib/handler/rollback.ts';
import { sleep as realSleep, type Sleep } from '#lib/handler/sleep.ts';
import type { Json } from '#lib/parameters.ts';
import type { ExistingKeyCheckProperties, KeyStatement } from './contract.ts';
import { type KeyReader, problemsOf } from './problems.ts';

/** What the check is made of. */
export type ExistingKeyCheckParts = KeyReader & {
  readonly stackStatus: StackStatus;
};

type Request = CustomResourceRequest<ExistingKeyCheckProperties>;

/**
 * Looks at a key that the launcher brought, before anything is encrypted with it. Edits nothing.
 *
 * | Request | Answer |
 * |---|---|
 * | Create, Update | FAILED with every problem, the statements to add among them, or SUCCESS |
 * | Update of a stack that is rolling back | SUCCESS: the key is the one that was used before |
 * | Delete | SUCCESS, without a look |
 */
export function existingKeyCheck(
  parts: ExistingKeyCheckParts,
  options: Pick<CustomResourceOptions, 'edge' | 'logger' | 'redactor'> = {},
): CustomResourceHandler {
  return customResource(
    // One check for each launch, whichever key it names.
    { read, identity: () => [], run: (request) => check(parts, request, options.edge?.sleep), changesNothing: true },
    options,
  );
}

/** Tolerant, because a Delete must succeed whatever an earlier version of the contract looked like. */
function read(raw: RawProperties): ExistingKeyCheckProperties {
  const statements: readonly Json[] = Array.isArray(raw['Statements']) ? raw['Statements'] : [];
  return { KeyArn: String(raw['KeyArn'] ?? ''), Statements: statements.filter(isKeyStatement) };
}

/** The construct writes them with this type. One that cannot be read is covered by no policy, so it is asked for. */
function isKeyStatement(given: unknown): given is KeyStatement {
  return typeof given === 'object' && given !== null;
}

async function check(
  parts: ExistingKeyCheckParts,
  request: Request,
  sleep: Sleep = realSleep,
): Promise<Record<string, never>> {
  if (request.type === 'Delete') return {};
  try {
    const { properties, stackId, signal } = request;
    const problems = await problemsOf(parts, { properties, stackId, signal, sleep });
    if (problems.length === 0) return {};
    request.logger.error('the key cannot be used', { problems });
    throw new RefusedError(refusal(`The key ${properties.KeyArn} cannot be used, nothing was changed:`, problems));
  } catch (error) {
    const isLetThrough = request.type === 'Update' && (await isGoingBack(parts.stackStatus, request));
    if (!isLetThrough) throw error;
    request.logger.warn('let through: the stack is rolling back to this key', { error });
    return {};
  }
}
