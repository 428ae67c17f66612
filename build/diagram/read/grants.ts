import { elementOf } from '../../check/house-rules/policies.ts';
import { entriesAt, isRecord, listOf, type Named, referencesIn, resourcesOf, textOf } from '../../check/template.ts';
import type { Evidence } from '../model/graph.ts';
import { arnServiceOf } from '../model/places.ts';
import { bareService, type End, endsOf, type Hint } from './ends.ts';
import { partiesOf } from './parties.ts';
import type { RawLink } from './raw-link.ts';
import { serviceOf, type Verb, verbsOf } from './verbs.ts';
import type { World } from './world.ts';

/** A statement that allows something, and the policy it is in. */
type Allowed = { readonly statement: { readonly [key: string]: unknown }; readonly because: Evidence };

/** What the roles of a template let their holders do, as far as it is about things that are drawn. */
export function linksFromGrants(world: World): RawLink[] {
  return resourcesOf(world.template, 'AWS::IAM::Role').flatMap((role) => {
    const holders = holdersOf(world, role);
    return statementsOf(world, role).flatMap((allowed) => linksOf(world, holders, allowed));
  });
}

function linksOf(world: World, holders: readonly End[], { statement, because }: Allowed): RawLink[] {
  const resources = entriesAt(statement, 'Resource').flatMap(listOf);
  return elementOf(statement, 'Action').flatMap((action) =>
    verbsOf(action).flatMap((verb) =>
      resources.flatMap((resource) =>
        thingsOf(world, resource, { service: serviceOf(action), holder: because.resource }).flatMap((thing) =>
          holders.map((holder) => linkBetween(holder, thing, { verb, because })),
        ),
      ),
    ),
  );
}

function thingsOf(world: World, resource: unknown, hint: Hint & { readonly service: string }): End[] {
  const ends = endsOf(world, resource, hint);
  return ends.length > 0 ? ends : bareService(hint.service);
}

/** The link that a verb makes of a holder and a thing. */
function linkBetween(
  holder: End,
  thing: End,
  { verb, because }: { readonly verb: Verb; readonly because: Evidence },
): RawLink {
  const [from, to] = verb.towardsHolder ? [thing, holder] : [holder, thing];
  return { from, to, verb: verb.text, rank: verb.rank, because: [because] };
}

/** Every statement of a role's own policies, inline and managed, whichever way they are attached. */
function statementsOf(world: World, role: Named): Allowed[] {
  const inline = entriesAt(role.properties, 'Policies').flatMap((policy) => allowedIn(policy, role.id));
  const attached = new Set(entriesAt(role.properties, 'ManagedPolicyArns').flatMap((arn) => [...referencesIn(arn)]));
  const policies = resourcesOf(
    world.template,
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::Policy',
    'AWS::IAM::RolePolicy',
  ).filter(
    ({ id, properties }) =>
      attached.has(id) ||
      referencesIn(properties['Roles']).has(role.id) ||
      referencesIn(properties['RoleName']).has(role.id),
  );
  return [...inline, ...policies.flatMap(({ id, properties }) => allowedIn(properties, id))];
}

function allowedIn(policy: unknown, id: string): Allowed[] {
  return entriesAt(policy, 'PolicyDocument', 'Statement')
    .filter(isRecord)
    .filter((statement) => statement['Effect'] === 'Allow')
    .map((statement) => ({
      statement,
      because: { resource: id, at: statement['Sid'] === undefined ? 'PolicyDocument' : textOf(statement['Sid']) },
    }));
}

/** Who works under a role: what names it as its own, else the one thing of the service that it trusts, else a party outside. */
function holdersOf(world: World, role: Named): End[] {
  const named = resourcesOf(world.template)
    .filter(({ id, properties }) => world.homes.has(id) && rolesNamedIn(properties).has(role.id))
    .flatMap(({ id }) => endsOf(world, { Ref: id }));
  if (named.length > 0 || isHandlers(world, role)) return named;
  const trust = entriesAt(role.properties, 'AssumeRolePolicyDocument', 'Statement').filter(isRecord);
  return trust.flatMap((statement) => [
    ...partiesOf(world, statement, role.id),
    ...entriesAt(statement, 'Principal', 'Service').flatMap((host) => onlyThingOf(world, textOf(host))),
  ]);
}

function isHandlers(world: World, role: Named): boolean {
  return resourcesOf(world.template).some(
    ({ id, properties }) => world.handlers.has(id) && rolesNamedIn(properties).has(role.id),
  );
}

function onlyThingOf(world: World, host: string): string[] {
  const things = world.drawn.filter(({ resource }) => arnServiceOf(resource.Type) === host.split('.')[0]);
  const [first, ...others] = things;
  return first === undefined || others.length > 0 ? [] : [first.id];
}

/** Logical ids below every property that names a role. Environment variables tell code about roles of others. */
function rolesNamedIn(properties: unknown): Set<string> {
  if (Array.isArray(properties)) return union(properties.map(rolesNamedIn));
  if (!isRecord(properties)) return new Set();
  return union(
    Object.entries(properties).map(([key, value]) => {
      if (key === 'Environment' || key === 'DefinitionSubstitutions') return new Set<string>();
      return /role/iu.test(key) ? referencesIn(value) : rolesNamedIn(value);
    }),
  );
}

function union(sets: readonly ReadonlySet<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]));
}
