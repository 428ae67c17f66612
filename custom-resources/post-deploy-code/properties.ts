import { InputError, type Issue, show } from '#lib/errors.ts';
import type { RawProperties } from '#lib/handler/custom-resource-event.ts';
import type { Json } from '#lib/parameters.ts';
import type { OnDelete, RunOn } from './contract.ts';

/** The properties of post-deploy code, converted from text. */
export type Properties<Input> = {
  readonly runOn: RunOn;
  readonly onDelete: OnDelete;
  readonly input: Input;
  /** Everything whose change makes `when-changed` code run. */
  readonly version: string;
  readonly waiterArn: string | undefined;
  readonly serviceTimeoutSeconds: number;
};

/** CloudFormation's own limit, which holds when the template sets none. */
const LONGEST_SERVICE_TIMEOUT_SECONDS = 3_600;

const RUN_ON: readonly RunOn[] = ['create', 'every-update', 'when-changed'];
const ON_DELETE: readonly OnDelete[] = ['nothing', 'run'];

/** Converts the text that CloudFormation delivers; reports everything that is wrong with it. */
export function readProperties<Input>(raw: RawProperties, parse: (input: Json) => Input): Properties<Input> {
  const runOn = RUN_ON.find((known) => known === raw['RunOn']);
  const onDelete = ON_DELETE.find((known) => known === raw['OnDelete']);
  const { input, issue } = inputOf(raw['Input'] ?? {});
  const issues: Issue[] = issue === undefined ? [] : [issue];
  if (runOn === undefined) issues.push(oneOf('RunOn', RUN_ON, raw['RunOn']));
  if (onDelete === undefined) issues.push(oneOf('OnDelete', ON_DELETE, raw['OnDelete']));
  if (runOn === undefined || onDelete === undefined || input === undefined) {
    throw new InputError('properties of post-deploy code', issues);
  }
  return {
    runOn,
    onDelete,
    input: parse(input),
    version: `${raw['CodeDigest'] ?? ''} ${canonical(input)}`,
    waiterArn: typeof raw['WaiterArn'] === 'string' && raw['WaiterArn'] !== '' ? raw['WaiterArn'] : undefined,
    serviceTimeoutSeconds: timeoutOf(raw['ServiceTimeout']),
  };
}

function oneOf(name: string, known: readonly string[], given: Json | undefined): Issue {
  return { path: `/${name}`, message: `must be one of ${known.join(', ')}, got ${show(given)}` };
}

/** Only the fact that it is not JSON is told: the message of the parser would quote the text. */
function inputOf(given: Json): { input?: Json; issue?: Issue } {
  if (typeof given !== 'string') return { input: given };
  try {
    const input: Json = JSON.parse(given);
    return { input };
  } catch {
    return { issue: { path: '/Input', message: 'must be JSON' } };
  }
}

/** JSON with the members of objects in one order: CloudFormation promises none. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function timeoutOf(given: Json | undefined): number {
  const seconds = Number(given);
  const isGiven = Number.isFinite(seconds) && seconds >= 1;
  return isGiven ? Math.min(seconds, LONGEST_SERVICE_TIMEOUT_SECONDS) : LONGEST_SERVICE_TIMEOUT_SECONDS;
}
