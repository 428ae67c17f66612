import { entriesAt, isRecord, type Named, referencesIn, resourcesOf, valuesAt } from '../../check/template.ts';
import { type End, endsOf, idOf } from './ends.ts';
import { each, verbFor } from './events.ts';
import { connect, type RawLink, ref } from './raw-link.ts';
import { variantsOf } from './variants.ts';
import type { World } from './world.ts';

/** Links that the properties of data services and state machines say themselves. */
export function linksFromProperties(world: World): RawLink[] {
  return [
    ...each(world, 'AWS::StepFunctions::StateMachine', ofStateMachine),
    ...each(world, 'AWS::KinesisFirehose::DeliveryStream', ofDeliveryStream),
    ...each(world, 'AWS::Glue::Crawler', ofCrawler),
    ...each(world, 'AWS::Glue::Table', ofCatalogTable),
    ...each(world, 'AWS::Glue::Database', ofCatalogDatabase),
    ...each(world, 'AWS::Glue::Trigger', ofTrigger),
    ...each(world, 'AWS::Athena::WorkGroup', ofWorkGroup),
    ...each(world, 'AWS::S3::Bucket', ofReplication),
    ...each(world, 'AWS::DMS::ReplicationTask', ofReplicationTask),
    ...each(world, 'AWS::DMS::Endpoint', ofEndpoint),
    ...each(world, 'AWS::MWAA::Environment', ofAirflow),
    ...each(world, 'AWS::Redshift::ScheduledAction', ofScheduledAction),
    ...each(world, 'AWS::ApiGateway::Method', ofMethod),
    ...each(world, 'AWS::ApiGatewayV2::Integration', ofIntegration),
    ...failures(world),
    ...accessLogs(world),
    ...mentions(world),
  ];
}

type From = { readonly id: string; readonly at: string };

function one(
  world: World,
  { id, at }: From,
  rest: { from: unknown; to: unknown; verb: string; rank: number },
): RawLink[] {
  return connect(world, { ...rest, because: { resource: id, at } });
}

/** What a definition puts in place of its placeholders is what it works with. */
function ofStateMachine(world: World, { id, properties }: Named): RawLink[] {
  const keys = ['DefinitionSubstitutions', 'DefinitionString', 'Definition'];
  const named = new Set(keys.flatMap((key) => [...referencesIn(properties[key])]));
  return [...named]
    .filter((name) => world.homes.has(name))
    .flatMap((name) => endsOf(world, ref(name)))
    .filter((to) => idOf(to) !== id)
    .map((to) => ({
      from: id,
      to,
      verb: workWords(world, to),
      rank: 5,
      because: [{ resource: id, at: 'Definition' }],
    }));
}

/** A state machine sets code and queues in motion; data it merely uses. */
function workWords(world: World, to: End): string {
  const type = typeof to === 'string' ? (world.template.Resources?.[to]?.Type ?? '') : '';
  return /^AWS::(S3|DynamoDB|SSM|SecretsManager|Glue::(Database|Table)|Athena|Redshift|RDS)/u.test(type)
    ? 'uses'
    : verbFor(world, to);
}

function ofDeliveryStream(world: World, { id, properties }: Named): RawLink[] {
  const destinations = Object.keys(properties).filter((key) => key.endsWith('DestinationConfiguration'));
  const within = (...path: readonly string[]) => destinations.flatMap((key) => entriesAt(properties, key, ...path));
  const self = ref(id);
  const processors = within('ProcessingConfiguration', 'Processors').flatMap((processor) =>
    entriesAt(processor, 'Parameters'),
  );
  return [
    ...entriesAt(properties, 'KinesisStreamSourceConfiguration', 'KinesisStreamARN').flatMap((from) =>
      one(world, { id, at: 'KinesisStreamSourceConfiguration' }, { from, to: self, verb: 'feeds', rank: 1 }),
    ),
    ...[...within('BucketARN'), ...within('S3Configuration', 'BucketARN')].flatMap((to) =>
      one(world, { id, at: 'BucketARN' }, { from: self, to, verb: 'delivers to', rank: 2 }),
    ),
    ...[...within('ClusterJDBCURL'), ...within('DomainARN')].flatMap((to) =>
      one(world, { id, at: 'destination' }, { from: self, to, verb: 'delivers to', rank: 2 }),
    ),
    ...processors
      .filter(isRecord)
      .filter((parameter) => parameter['ParameterName'] === 'LambdaArn')
      .flatMap(({ ParameterValue: to }) =>
        one(world, { id, at: 'ProcessingConfiguration' }, { from: self, to, verb: 'transforms with', rank: 1 }),
      ),
    ...within('DataFormatConversionConfiguration', 'SchemaConfiguration', 'DatabaseName').flatMap((from) =>
      one(world, { id, at: 'SchemaConfiguration' }, { from, to: self, verb: 'gives schema to', rank: 4 }),
    ),
  ];
}

function ofCrawler(world: World, { id, properties }: Named): RawLink[] {
  const paths = ['S3Targets', 'DynamoDBTargets', 'CatalogTargets', 'JdbcTargets'].flatMap((kind) =>
    entriesAt(properties, 'Targets', kind)
      .filter(isRecord)
      .map((target) => target['Path']),
  );
  return [
    ...paths.flatMap((from) =>
      one(world, { id, at: 'Targets' }, { from: inBucket(from), to: ref(id), verb: 'crawled by', rank: 2 }),
    ),
    ...one(
      world,
      { id, at: 'DatabaseName' },
      { from: ref(id), to: properties['DatabaseName'], verb: 'fills', rank: 2 },
    ),
  ];
}

/** A location `s3://bucket/prefix` as what names the bucket. */
function inBucket(location: unknown): unknown {
  return variantsOf(location).map((text) => text.replace(/^s3:\/\//u, 'arn:aws:s3:::'));
}

/** What a link is called from a catalog to where its data lies. */
export const locationVerb = 'describes';

function ofCatalogTable(world: World, { id, properties }: Named): RawLink[] {
  const locations = valuesAt(properties, 'TableInput', 'StorageDescriptor', 'Location');
  return locations.flatMap((location) =>
    one(world, { id, at: 'Location' }, { from: ref(id), to: inBucket(location), verb: locationVerb, rank: 5 }),
  );
}

function ofCatalogDatabase(world: World, { id, properties }: Named): RawLink[] {
  return valuesAt(properties, 'DatabaseInput', 'LocationUri').flatMap((location) =>
    one(world, { id, at: 'LocationUri' }, { from: ref(id), to: inBucket(location), verb: locationVerb, rank: 5 }),
  );
}

function ofTrigger(world: World, { id, properties }: Named): RawLink[] {
  const targets = entriesAt(properties, 'Actions')
    .filter(isRecord)
    .flatMap(({ JobName: job, CrawlerName: crawler }) => [job ?? crawler]);
  const before = entriesAt(properties, 'Predicate', 'Conditions')
    .filter(isRecord)
    .flatMap(({ JobName: job, CrawlerName: crawler }) => [job ?? crawler]);
  const sources = world.homes.has(id) ? [ref(id)] : before;
  return sources.flatMap((from) =>
    targets.flatMap((to) => one(world, { id, at: 'Actions' }, { from, to, verb: 'starts', rank: 1 })),
  );
}

function ofWorkGroup(world: World, { id, properties }: Named): RawLink[] {
  const paths = [['WorkGroupConfiguration'], ['WorkGroupConfigurationUpdates']];
  return paths
    .flatMap((path) => entriesAt(properties, ...path, 'ResultConfiguration', 'OutputLocation'))
    .flatMap((to) =>
      one(world, { id, at: 'OutputLocation' }, { from: ref(id), to: inBucket(to), verb: 'writes results to', rank: 3 }),
    );
}

function ofReplication(world: World, { id, properties }: Named): RawLink[] {
  return entriesAt(properties, 'ReplicationConfiguration', 'Rules').flatMap((rule) =>
    entriesAt(rule, 'Destination', 'Bucket').flatMap((to) =>
      one(world, { id, at: 'ReplicationConfiguration' }, { from: ref(id), to, verb: 'copies to', rank: 3 }),
    ),
  );
}

function ofReplicationTask(world: World, { id, properties }: Named): RawLink[] {
  return [
    ...one(
      world,
      { id, at: 'SourceEndpointArn' },
      { from: properties['SourceEndpointArn'], to: ref(id), verb: 'read by', rank: 2 },
    ),
    ...one(
      world,
      { id, at: 'TargetEndpointArn' },
      { from: ref(id), to: properties['TargetEndpointArn'], verb: 'writes to', rank: 2 },
    ),
  ];
}

function ofEndpoint(world: World, { id, properties }: Named): RawLink[] {
  return entriesAt(properties, 'S3Settings', 'BucketName').flatMap((to) =>
    connect(
      world,
      { from: ref(id), to, verb: 'stores in', rank: 2, because: { resource: id, at: 'S3Settings' } },
      { service: 's3' },
    ),
  );
}

function ofAirflow(world: World, { id, properties }: Named): RawLink[] {
  return one(
    world,
    { id, at: 'SourceBucketArn' },
    { from: properties['SourceBucketArn'], to: ref(id), verb: 'provides DAGs to', rank: 2 },
  );
}

function ofScheduledAction(world: World, { id, properties }: Named): RawLink[] {
  const actions = { PauseCluster: 'pauses', ResumeCluster: 'resumes', ResizeCluster: 'resizes' };
  return Object.entries(actions).flatMap(([action, verb]) =>
    entriesAt(properties, 'TargetAction', action, 'ClusterIdentifier').flatMap((to) =>
      one(world, { id, at: action }, { from: ref(id), to, verb, rank: 1 }),
    ),
  );
}

function ofMethod(world: World, { id, properties }: Named): RawLink[] {
  return entriesAt(properties, 'Integration', 'Uri').flatMap((to) =>
    one(world, { id, at: 'Integration' }, { from: properties['RestApiId'], to, verb: 'calls', rank: 1 }),
  );
}

function ofIntegration(world: World, { id, properties }: Named): RawLink[] {
  return one(
    world,
    { id, at: 'IntegrationUri' },
    { from: properties['ApiId'], to: properties['IntegrationUri'], verb: 'calls', rank: 1 },
  );
}

/** What a link is called whose one end is where failed events are kept. */
export const failureVerb = 'failures to';

/** Where events go that could not be worked on. */
function failures(world: World): RawLink[] {
  return resourcesOf(world.template).flatMap(({ id, resource, properties }) => {
    const redrive = entriesAt(properties, 'RedrivePolicy').flatMap((policy) =>
      isRecord(policy) ? [policy['deadLetterTargetArn']] : [],
    );
    const targets = ['AWS::Events::Rule'].includes(resource.Type) ? entriesAt(properties, 'Targets') : [];
    const values = [
      ...redrive,
      ...entriesAt(properties, 'DeadLetterConfig', 'TargetArn'),
      ...entriesAt(properties, 'DestinationConfig', 'OnFailure', 'Destination'),
      ...entriesAt(properties, 'Target', 'DeadLetterConfig', 'Arn'),
      ...targets.flatMap((target) => entriesAt(target, 'DeadLetterConfig', 'Arn')),
    ];
    const from =
      properties['FunctionName'] ??
      (world.homes.has(id) ? ref(id) : targets.map((target) => (isRecord(target) ? target['Arn'] : undefined)));
    return values.flatMap((to) =>
      one(world, { id, at: 'failure destination' }, { from, to, verb: failureVerb, rank: 5 }),
    );
  });
}

/** What a link is called by which access logs are delivered. */
export const logVerb = 'access logs to';

function accessLogs(world: World): RawLink[] {
  return resourcesOf(world.template, 'AWS::S3::Bucket').flatMap(({ id, properties }) =>
    entriesAt(properties, 'LoggingConfiguration', 'DestinationBucketName')
      .filter((to) => !referencesIn(to).has(id))
      .flatMap((to) =>
        connect(
          world,
          { from: ref(id), to, verb: logVerb, rank: 5, because: { resource: id, at: 'LoggingConfiguration' } },
          { service: 's3' },
        ),
      )
      // A bucket of somebody else that takes the logs is no part of what the product does.
      .filter(({ to }) => typeof to === 'string'),
  );
}

/** What code is told in its environment, as far as nothing says better what it does with it. */
function mentions(world: World): RawLink[] {
  return resourcesOf(world.template, 'AWS::Lambda::Function', 'AWS::ECS::TaskDefinition').flatMap((code) => {
    if (!world.homes.has(code.id)) return [];
    const because = { resource: code.id, at: 'Environment' };
    const variables = environmentOf(code);
    const named = variables.flatMap((value) => [...referencesIn(value)]).filter((name) => world.homes.has(name));
    return [
      ...[...new Set(named)].flatMap((name) =>
        one(world, { id: code.id, at: 'Environment' }, { from: ref(code.id), to: ref(name), verb: 'uses', rank: 5 }),
      ),
      ...variables
        .flatMap((value) => addressIn(world, value))
        .map((to) => ({ from: code.id, to, verb: 'calls', rank: 2, because: [because] })),
    ].filter(({ from, to }) => idOf(from) !== idOf(to));
  });
}

function environmentOf({ properties }: Named): unknown[] {
  const containers = entriesAt(properties, 'ContainerDefinitions').flatMap((container) =>
    entriesAt(container, 'Environment'),
  );
  return [
    ...entriesAt(properties, 'Environment', 'Variables').filter(isRecord).flatMap(Object.values),
    ...containers.filter(isRecord).map(({ Value: value }) => value),
  ];
}

/** Parameters that hold the address of something on the internet, by their names. */
const address = /(Url|Endpoint|Host|HostName|Domain|Subdomain)$/u;

function addressIn(world: World, value: unknown): End[] {
  return [...referencesIn(value)]
    .filter((name) => address.test(name) && name in (world.template.Parameters ?? {}))
    .flatMap((name) => endsOf(world, ref(name), { service: 'internet' }));
}
