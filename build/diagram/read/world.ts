import { isCustomResource } from '../../check/house-rules/functions.ts';
import {
  entriesAt,
  type Named,
  referencesIn,
  resourcesOf,
  type Template,
  textOf,
  valuesAt,
} from '../../check/template.ts';
import { arnServiceOf, foldOf, nameProperties, wholeProperties } from '../model/places.ts';
import { variantsOf } from './variants.ts';

/** A name that things outside the template's references go by. */
export type PhysicalName = { readonly text: string; readonly thing: string; readonly service: string };

/** A template with what the picture makes of each resource. */
export type World = {
  readonly template: Template;
  /** Resources that are drawn, in template order. */
  readonly drawn: readonly Named[];
  /** The drawn resource that a logical id stands for: itself, or the whole that it is part of. */
  readonly homes: ReadonlyMap<string, string>;
  readonly names: readonly PhysicalName[];
  /** Functions and state machines that only answer for custom resources. */
  readonly handlers: ReadonlySet<string>;
};

/** Looks through a template once, for everything that reads it. */
export function worldOf(template: Template): World {
  const handlers = handlersIn(template);
  const hasTasks = resourcesOf(template, 'AWS::ECS::TaskDefinition').length > 0;
  const candidates = resourcesOf(template).filter(
    // A cluster of containers is only where tasks run: with tasks in the picture it says nothing.
    (one) => isCandidate(one, handlers) && !(hasTasks && one.resource.Type === 'AWS::ECS::Cluster'),
  );
  const names = candidates.flatMap(namesOf);
  const wholes = new Map(candidates.flatMap((one) => wholeOf(one, candidates, names)));
  const drawn = candidates.filter(({ id }) => !wholes.has(id));
  const homes = new Map(candidates.map(({ id }) => [id, topOf(id, wholes)]));
  return {
    template,
    drawn,
    handlers,
    homes: new Map([...homes].filter(([, home]) => drawn.some(({ id }) => id === home))),
    names: names.map((name) => ({ ...name, thing: topOf(name.thing, wholes) })),
  };
}

/** All custom resources of a template. */
export function customResourcesIn(template: Template): Named[] {
  return resourcesOf(template).filter(({ resource }) => isCustomResource(resource.Type));
}

function handlersIn(template: Template): Set<string> {
  return new Set(
    customResourcesIn(template).flatMap(({ properties }) => [
      ...referencesIn(properties['ServiceToken']),
      ...referencesIn(properties['WaiterArn']),
    ]),
  );
}

function isCandidate({ id, resource, properties }: Named, handlers: ReadonlySet<string>): boolean {
  if (isCustomResource(resource.Type) || handlers.has(id) || foldOf(resource.Type) !== undefined) return false;
  return isClock(resource.Type, properties) ?? !isVersionRecord(resource.Type, properties);
}

/** Rules and triggers are drawn when time sets them off; what else sets them off is drawn instead of them. */
function isClock(type: string, properties: Named['properties']): boolean | undefined {
  if (type === 'AWS::Events::Rule') return properties['ScheduleExpression'] !== undefined;
  if (type === 'AWS::Glue::Trigger') return properties['Type'] === 'SCHEDULED';
  return undefined;
}

/** Every launch writes down its version; that is no part of any flow. */
export function isVersionRecord(type: string, properties: Named['properties']): boolean {
  return type === 'AWS::SSM::Parameter' && /^\/factory\/.*\/version$/u.test(textOf(properties['Name']));
}

function namesOf({ id, resource, properties }: Named): PhysicalName[] {
  const service = arnServiceOf(resource.Type);
  const values = [
    ...nameProperties.map((name) => properties[name]),
    ...valuesAt(properties, 'DatabaseInput', 'Name'),
    ...valuesAt(properties, 'TableInput', 'Name'),
  ];
  return values.flatMap(variantsOf).map((text) => ({ text, thing: id, service }));
}

/** What a part belongs to: by reference, or by a name that the whole goes by. */
function wholeOf(part: Named, all: readonly Named[], names: readonly PhysicalName[]): [string, string][] {
  const values = wholeProperties(part.resource.Type).flatMap((name) => entriesAt(part.properties, name));
  const ids = values.flatMap((value) => [
    ...referencesIn(value),
    ...names.filter(({ text }) => variantsOf(value).includes(text)).map(({ thing }) => thing),
  ]);
  const whole = ids.find((id) => id !== part.id && all.some((one) => one.id === id && !isSameKind(one, part)));
  return whole === undefined ? [] : [[part.id, whole]];
}

function isSameKind(one: Named, other: Named): boolean {
  return one.resource.Type === other.resource.Type;
}

function topOf(id: string, wholes: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let top = id;
  for (let next = wholes.get(top); next !== undefined && !seen.has(top); next = wholes.get(top)) {
    seen.add(top);
    top = next;
  }
  return top;
}
