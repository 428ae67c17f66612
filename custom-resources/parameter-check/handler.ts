import { count, type Issue } from '#lib/errors.ts';
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
import type { ParameterCheckProperties } from './contract.ts';

/** What the check is made of. The build compiles the validator of one product into the bundle. */
export type ParameterCheckParts = {
  /** Digest of the schema that `issuesIn` was compiled from. */
  readonly digest: string;
  /** All issues of a launch, in the words of the schema; takes text, as CloudFormation holds it. Of an update, what was before as well. */
  readonly issuesIn: (texts: Record<string, string>, before?: Readonly<Record<string, string>>) => readonly Issue[];
  readonly stackStatus: StackStatus;
};

/** With the time for answering this stays below the ten seconds that a check may hold up a launch. */
const LIMIT_MS = 8_000;

/**
 * The in-stack check: the last guard in front of a launch, for what CloudFormation's own constraints cannot express.
 *
 * | Request | Answer |
 * |---|---|
 * | Create, Update | FAILED with every issue, or SUCCESS; SUCCESS without a look when the template's schema is another version's |
 * | Update of a stack that is rolling back | SUCCESS: the values are those that ran before |
 * | Delete | SUCCESS |
 */
export function parameterCheck(
  parts: ParameterCheckParts,
  options: Pick<CustomResourceOptions, 'edge' | 'logger' | 'redactor'> = {},
): CustomResourceHandler {
  return customResource(
    // One check for each launch, whatever its values are.
    { read, identity: () => [], run: (request) => check(parts, request), changesNothing: true },
    { ...options, workLimitMs: LIMIT_MS },
  );
}

/** Tolerant, because a Delete must succeed whatever an earlier version of the contract looked like. */
function read(raw: RawProperties): ParameterCheckProperties {
  const texts = Object.entries(raw['Parameters'] ?? {}).map(([name, value]): [string, string] => [name, textOf(value)]);
  return { SchemaDigest: String(raw['SchemaDigest'] ?? ''), Parameters: Object.fromEntries(texts) };
}

/** A reference to a list parameter arrives as a list. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value ?? '');
}

async function check(parts: ParameterCheckParts, request: CustomResourceRequest<ParameterCheckProperties>) {
  const { SchemaDigest: digest, Parameters: texts } = request.properties;
  if (request.type === 'Delete') return {};
  if (digest !== parts.digest) {
    request.logger.warn('not checked: the template was made with another version of the schema', {
      digest,
      own: parts.digest,
    });
    return {};
  }
  const issues = parts.issuesIn({ ...texts }, request.oldProperties?.Parameters);
  if (issues.length === 0) return {};
  request.logger.error('the launch is not valid', { issues });
  if (request.type === 'Update' && (await isGoingBack(parts.stackStatus, request))) {
    request.logger.warn('let through: the stack is rolling back to these values');
    return {};
  }
  const lines = issues.map(({ path, message }) => `${path.slice(1)} ${message}`.trim());
  throw new RefusedError(refusal(`The launch has ${count(issues.length, 'issue')}, nothing was changed:`, lines));
}
