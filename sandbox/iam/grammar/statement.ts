import { operatorOf } from '../decide/conditions.ts';
import { malformedPolicy } from '../errors.ts';
import type { JsonObject } from './json.ts';
import { isObject, isText, isTexts, listOf } from './json.ts';

export const syntaxError = () => malformedPolicy('Syntax errors in policy.');
export const legacyError = () => malformedPolicy('The policy failed legacy parsing');

const statementElements = new Set(
  ['Sid', 'Effect', 'Condition'].concat(['Action', 'Resource', 'Principal'].flatMap((one) => [one, `Not${one}`])),
);

/** Refuses what no statement of any policy can look like. */
export function checkStatementSyntax(statement: unknown): JsonObject {
  if (!isObject(statement)) throw syntaxError();
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  const isWell =
    Object.keys(statement).every((element) => statementElements.has(element)) &&
    (Sid === undefined || isText(Sid)) &&
    isText(Effect) &&
    /^(allow|deny)$/iu.test(Effect) &&
    !(Action !== undefined && NotAction !== undefined) &&
    !(Resource !== undefined && NotResource !== undefined) &&
    [Action, NotAction, Resource, NotResource].every(isTexts) &&
    (Condition === undefined || isCondition(Condition));
  if (!isWell) throw syntaxError();
  return statement;
}

function isCondition(condition: unknown): boolean {
  return isObject(condition) && Object.entries(condition).every(([operator, keys]) => isConditionLine(operator, keys));
}

/** An operator that compares nothing may have any name (recorded). */
function isConditionLine(operator: string, keys: unknown): boolean {
  if (!isObject(keys)) return false;
  const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  const hasKeys = Object.keys(keys).length > 0;
  return (
    (!hasKeys || operatorOf(operator) !== undefined) &&
    Object.values(keys).every((value) => listOf(value).every(isScalar))
  );
}

/** Refuses what IAM's older parser refuses: an effect in another case, a date that is none, an ARN cut short. */
export function checkLegacy(statement: JsonObject): void {
  const { Effect, Condition } = statement;
  const areDates = Object.entries(isObject(Condition) ? Condition : {}).every(
    ([operator, keys]) =>
      !/^(\w+:)?Date/u.test(operator) ||
      Object.values(isObject(keys) ? keys : {})
        .flatMap(listOf)
        .every(isDate),
  );
  const resources = [...listOf(statement['Resource']), ...listOf(statement['NotResource'])];
  if ((Effect !== 'Allow' && Effect !== 'Deny') || !areDates || resources.some(isCutShort)) throw legacyError();
}

const latestSecond = 2n ** 63n - 1n;
/** Recorded: parts may be left out from the right, a fraction has nine digits at most, a zone two or four. */
const dateForm =
  /^[+-]?\d+(-(0[1-9]|1[0-2])(-\d{2})?)?(T(\d{1,2}(:\d{2}(:\d{2}(\.\d{1,9})?)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?)?$/iu;

function isDate(value: unknown): boolean {
  const text = String(value);
  if (/^[+-]?\d+$/u.test(text)) return BigInt(text) <= latestSecond;
  return dateForm.test(text);
}

/** An ARN of a known partition that has a service but no resource part, or a resource part but no service. */
function isCutShort(resource: unknown): boolean {
  const [prefix, partition = '', service, ...rest] = String(resource).split(':');
  if (prefix !== 'arn' || !isPartition(partition) || service === undefined || rest.length === 0) return false;
  return service === '' || rest.length < 3;
}

const partitions = new Set([
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
  '*',
]);

/** Whether there is a partition of that name. */
export function isPartition(partition: string): boolean {
  return partitions.has(partition);
}
