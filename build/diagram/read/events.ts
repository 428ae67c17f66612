import { entriesAt, isRecord, listOf, type Named, referencesIn, resourcesOf, textOf } from '../../check/template.ts';
import type { Thing } from '../model/graph.ts';
import { kindOf, outsideKind } from '../model/kinds.ts';
import { type End, endsOf } from './ends.ts';
import { capital } from './names.ts';
import { connect, type RawLink, ref } from './raw-link.ts';
import { variantsOf } from './variants.ts';
import type { World } from './world.ts';

/** What happens when something happens: rules, schedules, notifications, mappings, subscriptions. */
export function linksFromEvents(world: World): RawLink[] {
  return [
    ...each(world, 'AWS::Events::Rule', ofRule),
    ...each(world, 'AWS::Scheduler::Schedule', ofSchedule),
    ...each(world, 'AWS::S3::Bucket', ofNotifications),
    ...each(world, 'AWS::Lambda::EventSourceMapping', ofMapping),
    ...each(world, 'AWS::SNS::Subscription', ofSubscription),
    ...each(world, 'AWS::SNS::Topic', ofTopic),
    ...each(world, 'AWS::Pipes::Pipe', ofPipe),
    ...each(world, 'AWS::Lambda::Permission', ofPermission),
    ...announcements(world),
  ];
}

/** The links that a rule finds at each resource of a type. */
export function each(world: World, type: string, links: (world: World, resource: Named) => RawLink[]): RawLink[] {
  return resourcesOf(world.template, type).flatMap((resource) => links(world, resource));
}

function ofRule(world: World, rule: Named): RawLink[] {
  const { id, properties } = rule;
  const pattern = properties['EventPattern'];
  const sources: readonly End[] = world.homes.has(id) ? [id] : sourcesOf(world, rule);
  const verb = world.homes.has(id) ? undefined : eventNames(pattern);
  return entriesAt(properties, 'Targets').flatMap((target) =>
    targetsIn(world, target, id).flatMap((to) =>
      sources.map((from) => ({
        from,
        to,
        verb: verb ?? verbFor(world, to),
        rank: 1,
        because: [{ resource: id, at: 'Targets' }],
      })),
    ),
  );
}

function targetsIn(world: World, target: unknown, holder: string): End[] {
  if (!isRecord(target)) return [];
  const task = isRecord(target['EcsParameters']) ? target['EcsParameters']['TaskDefinitionArn'] : undefined;
  return endsOf(world, task ?? target['Arn'], { holder });
}

/** Where the events of a rule come from: what its pattern names, else the bus, else a service. */
function sourcesOf(world: World, { id, properties }: Named): End[] {
  const pattern = properties['EventPattern'];
  const named = [
    ...entriesAt(pattern, 'detail', 'bucket', 'name').flatMap((value) =>
      endsOf(world, value, { service: 's3', holder: id }),
    ),
    ...entriesAt(pattern, 'detail', 'stateMachineArn').flatMap((value) => endsOf(world, value, { holder: id })),
    ...entriesAt(pattern, 'resources').flatMap((value) => endsOf(world, value, { holder: id })),
  ];
  if (named.length > 0) return named;
  const bus = endsOf(world, properties['EventBusName'], { service: 'events', holder: id });
  if (bus.length > 0) return bus;
  const [source = 'events'] = entriesAt(pattern, 'source').flatMap(variantsOf);
  return [eventsOf(source)];
}

function eventsOf(source: string): Thing {
  const isS3 = source === 'aws.s3';
  const name = isS3 ? 'Buckets in this account' : capital(source.replace(/^aws\./u, '').replaceAll(/[.-]/gu, ' '));
  const kind = isS3 ? kindOf('AWS::S3::Bucket') : kindOf('AWS::Events::EventBus');
  return {
    id: `outside:events:${source}`,
    name,
    kind: isS3 ? outsideKind(kind.service, 'buckets', kind.glyph) : outsideKind(kind.service, 'events', 'bus'),
    made: false,
    details: [],
    encrypted: false,
    members: [],
  };
}

function eventNames(pattern: unknown): string {
  const names = entriesAt(pattern, 'detail-type').filter((name) => typeof name === 'string');
  const [first, second, ...more] = names.map((name) => name.toLowerCase());
  if (first === undefined) return 'events';
  if (second === undefined) return first;
  return more.length > 0 ? 'events' : `${first} or ${second}`;
}

const verbsByGlyph: { readonly [glyph: string]: string } = {
  function: 'invokes',
  api: 'calls',
  queue: 'sends to',
  topic: 'publishes to',
  stream: 'sends to',
  delivery: 'sends to',
  bus: 'publishes to',
};

/** What setting a thing in motion is called, by what it is. */
export function verbFor(world: World, to: End): string {
  const glyph = typeof to === 'string' ? kindOf(typeOf(world, to)).glyph : to.kind.glyph;
  return verbsByGlyph[glyph] ?? 'starts';
}

function typeOf(world: World, id: string): string {
  return world.template.Resources?.[id]?.Type ?? '';
}

function ofSchedule(world: World, { id, properties }: Named): RawLink[] {
  const [target] = entriesAt(properties, 'Target').filter(isRecord);
  if (target === undefined) return [];
  const [arn = ''] = variantsOf(target['Arn']);
  const isCall = arn.includes(':aws-sdk:');
  const action = arn.split(':aws-sdk:')[1]?.split(':')[1];
  const named = isCall
    ? [...referencesIn(target['Input'])].filter((name) => world.homes.has(name)).map(ref)
    : [target['Arn']];
  return named
    .flatMap((value) => endsOf(world, value, { holder: id }))
    .map((to) => ({
      from: id,
      to,
      verb: action === undefined ? verbFor(world, to) : callWords(action),
      rank: 1,
      because: [{ resource: id, at: 'Target' }],
    }));
}

/** A call that a schedule makes by itself: `executeStatement` to `execute statement in`. */
function callWords(action: string): string {
  const words = action.replace(/([A-Z])/gu, ' $1').toLowerCase();
  return /statement/u.test(words) ? 'runs SQL in' : words;
}

function ofNotifications(world: World, { id, properties }: Named): RawLink[] {
  const kinds = ['LambdaConfigurations', 'QueueConfigurations', 'TopicConfigurations'];
  return kinds
    .flatMap((kind) => entriesAt(properties, 'NotificationConfiguration', kind))
    .filter(isRecord)
    .flatMap((entry) =>
      connect(world, {
        from: ref(id),
        to: entry['Function'] ?? entry['Queue'] ?? entry['Topic'],
        verb: notificationWords(textOf(entry['Event'])),
        rank: 1,
        because: { resource: id, at: 'NotificationConfiguration' },
      }),
    );
}

function notificationWords(event: string): string {
  if (event.startsWith('s3:ObjectCreated')) return 'object created';
  return event.startsWith('s3:ObjectRemoved') ? 'object deleted' : 'object events';
}

function ofMapping(world: World, { id, properties }: Named): RawLink[] {
  const connection = { from: properties['EventSourceArn'], to: properties['FunctionName'], verb: 'triggers', rank: 1 };
  return connect(world, { ...connection, because: { resource: id, at: 'EventSourceArn' } });
}

function ofSubscription(world: World, { id, properties }: Named): RawLink[] {
  const because = { resource: id, at: 'Endpoint' };
  const starts = endsOf(world, properties['TopicArn'], { service: 'sns', holder: id });
  return starts.flatMap((from) =>
    subscribersOf(world, properties, id).map((to) => ({ from, to, verb: 'notifies', rank: 1, because: [because] })),
  );
}

function ofTopic(world: World, { id, properties }: Named): RawLink[] {
  return entriesAt(properties, 'Subscription')
    .filter(isRecord)
    .flatMap((subscription) => subscribersOf(world, subscription, id))
    .map((to) => ({ from: id, to, verb: 'notifies', rank: 1, because: [{ resource: id, at: 'Subscription' }] }));
}

function subscribersOf(world: World, subscription: Named['properties'], holder: string): End[] {
  const protocol = textOf(subscription['Protocol']);
  const ends = endsOf(world, subscription['Endpoint'], { holder, service: protocol === 'email' ? 'ses' : protocol });
  const isMail = protocol === 'email' || protocol === 'email-json';
  return ends.map((end) => {
    if (typeof end === 'string') return end;
    return {
      ...end,
      kind: isMail
        ? outsideKind('E-mail', 'address', 'mail')
        : outsideKind(protocol.toUpperCase(), 'endpoint', 'globe'),
    };
  });
}

function ofPipe(world: World, { id, properties }: Named): RawLink[] {
  const because = { resource: id, at: 'Source' };
  const target = endsOf(world, properties['Target'], { holder: id });
  return [
    ...connect(world, { from: properties['Source'], to: ref(id), verb: 'feeds', rank: 1, because }),
    ...connect(world, { from: ref(id), to: properties['Enrichment'], verb: 'invokes', rank: 1, because }),
    ...target.map((to) => ({
      from: id,
      to,
      verb: verbFor(world, to),
      rank: 1,
      because: [{ resource: id, at: 'Target' }],
    })),
  ];
}

/** Callers that are things of the template; AWS services without a thing are told by their own properties. */
function ofPermission(world: World, { id, properties }: Named): RawLink[] {
  const host = textOf(properties['Principal']).split('.')[0] ?? '';
  if (!['apigateway', 'elasticloadbalancing', 'cognito-idp', 'iot'].includes(host)) return [];
  return connect(world, {
    from: properties['SourceArn'],
    to: properties['FunctionName'],
    verb: 'invokes',
    rank: 1,
    because: { resource: id, at: 'SourceArn' },
  });
}

/** More buckets than this would only cover the picture with lines that say the same. */
const mostAnnouncing = 2;

/** Buckets that tell the account's bus what arrives in them, for whoever listens outside the template. */
function announcements(world: World): RawLink[] {
  const heard = new Set(
    resourcesOf(world.template, 'AWS::Events::Rule')
      .flatMap((rule) => sourcesOf(world, rule))
      .filter((end) => typeof end === 'string'),
  );
  const announcing = resourcesOf(world.template, 'AWS::S3::Bucket').filter(({ id, properties }) => {
    const switches = entriesAt(properties, 'NotificationConfiguration', 'EventBridgeConfiguration').filter(isRecord);
    return (
      !heard.has(id) && switches.some((one) => listOf(one['EventBridgeEnabled'] ?? true).some((on) => on === true))
    );
  });
  if (announcing.length > mostAnnouncing) return [];
  const bus: Thing = {
    id: 'outside:default-bus',
    name: 'Event bus of the account',
    kind: outsideKind('EventBridge', 'default bus', 'bus'),
    made: false,
    details: [],
    encrypted: false,
    members: [],
  };
  return announcing.map(({ id }) => ({
    from: id,
    to: bus,
    verb: 'announces objects',
    rank: 3,
    because: [{ resource: id, at: 'NotificationConfiguration' }],
  }));
}
