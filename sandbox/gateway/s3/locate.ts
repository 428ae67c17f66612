import { unsupported } from '../../core/aws-error.ts';
import type { WireRequest } from '../http/wire-request.ts';
import type { Located } from '../locate.ts';
import type { Model, OperationShape } from '../shapes/model.ts';
import { membersOf, requiredMembersOf } from '../shapes/model.ts';
import type { S3Address } from './address.ts';

/** An S3 operation and what distinguishes its requests: S3 tells them apart by sub-resources, parameters, headers. */
type Route = {
  readonly name: string;
  readonly method: string;
  readonly about: 'account' | 'bucket' | 'object';
  /** Of the path pattern; the value is empty where any will do. `x-id` is left out: only SDK v3 sends it. */
  readonly literals: ReadonlyMap<string, string>;
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** Every parameter that the operation knows. */
  readonly known: ReadonlySet<string>;
};

const tables = new WeakMap<Model, readonly Route[]>();

/**
 * The operation that a request to S3 is for: the one most of whose marks it bears.
 *
 * @throws AwsError for a sub-resource that no operation has: it must not be taken for the bucket itself
 */
export function locateS3(model: Model, request: WireRequest, address: S3Address): Located | undefined {
  const query = new Map(request.query);
  const about = aboutOf(address);
  const fitting = routesOf(model)
    .filter((route) => route.method === request.method && route.about === about && fits(route, query, request))
    .sort((one, other) => marks(other) - marks(one));
  const most = fitting[0] === undefined ? 0 : marks(fitting[0]);
  const best = fitting.filter((route) => marks(route) === most);
  const chosen =
    best.find(({ name }) => name === query.get('x-id')) ?? best.find(({ name }) => name !== 'ListDirectoryBuckets');
  if (chosen === undefined) return undefined;
  const unknown = request.query.find(([name, value]) => value === '' && !chosen.known.has(name));
  if (unknown !== undefined) throw unsupported('s3', `${request.method} ?${unknown[0]}`);
  const { bucket, key } = address;
  return {
    name: chosen.name,
    labels: { ...(bucket === undefined ? {} : { Bucket: bucket }), ...(key === undefined ? {} : { Key: key }) },
  };
}

function aboutOf({ bucket, key }: S3Address): Route['about'] {
  if (bucket === undefined) return 'account';
  return key === undefined ? 'bucket' : 'object';
}

function fits(route: Route, query: ReadonlyMap<string, string>, { headers }: WireRequest): boolean {
  return (
    [...route.literals].every(([name, value]) => query.has(name) && (value === '' || query.get(name) === value)) &&
    route.requiredQuery.every((name) => query.has(name)) &&
    route.requiredHeaders.every((name) => headers[name] !== undefined)
  );
}

function marks({ literals, requiredQuery, requiredHeaders }: Route): number {
  return literals.size + requiredQuery.length + requiredHeaders.length;
}

function routesOf(model: Model): readonly Route[] {
  const known = tables.get(model);
  if (known !== undefined) return known;
  const made = model.operations().flatMap((shape) => routeOf(shape) ?? []);
  tables.set(model, made);
  return made;
}

function routeOf({ name, http, input }: OperationShape): Route | undefined {
  if (http === undefined) return undefined;
  const [method, pattern] = http;
  const [path = '', literal = ''] = pattern.split('?');
  const literals = new Map([...new URLSearchParams(literal)].filter(([one]) => one !== 'x-id'));
  const members = membersOf(input);
  const required = new Set(requiredMembersOf(input));
  const traits = members.map(([member, schema]) => ({ member, traits: schema.getMergedTraits() }));
  const queries = traits.flatMap(({ traits: { httpQuery } }) => httpQuery ?? []);
  const isBucket = traits.some(({ member }) => member === 'Bucket');
  return {
    name,
    method,
    about: path.includes('{Key+}') ? 'object' : isBucket ? 'bucket' : 'account',
    literals,
    requiredQuery: traits.flatMap(({ member, traits: { httpQuery } }) =>
      required.has(member) ? (httpQuery ?? []) : [],
    ),
    requiredHeaders: traits.flatMap(({ member, traits: { httpHeader } }) =>
      required.has(member) && httpHeader !== undefined ? [httpHeader.toLowerCase()] : [],
    ),
    known: new Set([...queries, ...literals.keys(), 'x-id']),
  };
}
