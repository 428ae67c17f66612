import type { WireRequest } from '../http/wire-request.ts';
import { decodePercent } from '../http/wire-request.ts';
import type { Located } from '../locate.ts';
import type { Model, OperationShape } from './model.ts';
import { membersOf, requiredMembersOf } from './model.ts';

type Route = {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly labels: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  /** How much of it is fixed: `/functions/{name}` yields to `/functions/settings`. */
  readonly weight: number;
};

const tables = new WeakMap<Model, readonly Route[]>();

/** The REST-JSON operation of a method and path. @throws UndecodableRequest */
export function locateRest(model: Model, request: WireRequest): Located | undefined {
  const query = new Map(request.query);
  for (const route of routesOf(model)) {
    const match = route.method === request.method ? route.path.exec(request.path) : null;
    if (match === null) continue;
    if (![...route.query].every(([name, value]) => query.has(name) && (value === '' || query.get(name) === value)))
      continue;
    const labels = route.labels.map((label, index) => [label, decodePercent(match[index + 1] ?? '')]);
    return { name: route.name, labels: Object.fromEntries(labels) };
  }
  return undefined;
}

function routesOf(model: Model): readonly Route[] {
  const known = tables.get(model);
  if (known !== undefined) return known;
  const made = model
    .operations()
    .flatMap((shape) => routeOf(shape) ?? [])
    .sort((one, other) => other.weight - one.weight);
  tables.set(model, made);
  return made;
}

function routeOf({ name, http, input }: OperationShape): Route | undefined {
  if (http === undefined) return undefined;
  const [method, pattern] = http;
  const [path = '', literal = ''] = pattern.split('?');
  const labels: string[] = [];
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      const label = /^\{(\w+)(\+?)\}$/u.exec(segment);
      if (label === null) return `/${segment.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}`;
      labels.push(label[1] ?? '');
      return label[2] === '+' ? '/(.+)' : '/([^/]+)';
    });
  const required = new Set(requiredMembersOf(input));
  const needed = membersOf(input).flatMap(([member, schema]): [string, string][] => {
    const { httpQuery } = schema.getMergedTraits();
    return required.has(member) && httpQuery !== undefined ? [[httpQuery, '']] : [];
  });
  const literals = [...new URLSearchParams(literal)];
  return {
    name,
    method,
    // Older clients end some paths with a slash [D].
    path: new RegExp(`^${segments.join('')}/?$`, 'u'),
    labels,
    // What is merely required is asked for by the reader, in words; here it would only hide the operation.
    query: new Map(literals),
    weight: 2 * (segments.length - labels.length) + literals.length + (literals.length === 0 ? 0 : needed.length),
  };
}
