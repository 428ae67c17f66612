import { isRecord, type Named, textOf, valuesAt } from '../../check/template.ts';
import type { Thing } from '../model/graph.ts';
import { kindOf } from '../model/kinds.ts';
import { conditionWords } from './condition-words.ts';
import { counted, readable } from './names.ts';
import { scheduleWords } from './schedule-words.ts';
import type { World } from './world.ts';

/** Every drawn resource as a thing of the picture. */
export function thingsIn(world: World): Thing[] {
  return world.drawn.map((one) => thingOf(world, one));
}

function thingOf(world: World, one: Named): Thing {
  const { id, resource, properties } = one;
  return {
    id,
    name: readable(id),
    kind: kindOf(resource.Type),
    made: true,
    details: [...dueIn(world, one), ...partsOf(world, id)],
    encrypted: usesKey(properties),
    members: [],
    ...(resource.Condition !== undefined && { condition: conditionWords(world.template, resource.Condition) }),
  };
}

/** When a thing starts by itself. */
function dueIn({ template }: World, { resource, properties }: Named): string[] {
  const { ScheduleExpression: own, Schedule: other, ScheduleExpressionTimezone: zone } = properties;
  const expression = own ?? (isRecord(other) ? other['ScheduleExpression'] : other);
  if (expression === undefined || !/Rule|Schedule|Trigger|Crawler/u.test(resource.Type)) return [];
  const off = valuesAt(properties, 'State').every((state) => state === 'DISABLED') ? ', off at first' : '';
  return [`${scheduleWords(template, expression, zone)}${off}`];
}

/** What belongs to a thing without a box of its own: `3 tables`. Connections inside a service are not worth a word. */
function partsOf({ template, homes }: World, id: string): string[] {
  const parts = [...homes].filter(([part, home]) => home === id && part !== id).map(([part]) => part);
  const nouns = parts.map((part) => kindOf(textOf(template.Resources?.[part]?.Type)).noun);
  const worthWords = nouns.filter((noun) => worthCounting.has(noun));
  return [...new Set(worthWords)].map((noun) => counted(worthWords.filter((other) => other === noun).length, noun));
}

const worthCounting = new Set([
  'table',
  'query',
  'database',
  'access point',
  'nodegroup',
  'dataset',
  'solution',
  'subnet',
  'route',
  'method',
]);

/** Whether some property of a resource names a KMS key that is not AWS's own. */
function usesKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(usesKey);
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([name, inner]) =>
    /kms.*key|key.*kms|^KeyId$/iu.test(name) ? namesKey(inner) : usesKey(inner),
  );
}

function namesKey(value: unknown): boolean {
  return isRecord(value) || (typeof value === 'string' && value !== '' && !value.startsWith('alias/aws/'));
}
