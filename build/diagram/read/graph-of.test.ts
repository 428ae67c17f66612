import { tenantBucket } from '#products/amc/tenant-bucket/product.ts';
import { synthesized } from '../../../test/kit/synthesized.ts';
import type { Template } from '../../check/template.ts';
import type { Graph, Link } from '../model/graph.ts';
import {
  attribute,
  bucket,
  dataLakePipeline,
  lambda,
  marketingCollector,
  ref,
  role,
  warehouse,
} from '../templates.fixture.ts';
import { graphOf } from './graph-of.ts';
import { linksIn } from './links.ts';
import { worldOf } from './world.ts';

const templates: [string, () => Promise<Template>][] = [
  ['tenant bucket', async () => ({ ...(await synthesized(tenantBucket)) })],
  ['data lake pipeline', async () => dataLakePipeline],
  ['marketing collector', async () => marketingCollector],
  ['warehouse', async () => warehouse],
];

/** The links of a picture as sentences. */
function sentences({ things, links }: Graph): string[] {
  const name = (id: string) => things.find((thing) => thing.id === id)?.name ?? `?${id}`;
  return links.map(({ from, to, verb }) => `${name(from)} ${verb} ${name(to)}`);
}

function of(resources: Template['Resources'], rest: Template = {}): string[] {
  return sentences(graphOf({ ...rest, Resources: resources }));
}

function without(template: Template, ids: readonly string[]): Template {
  const resources = Object.entries(template.Resources ?? {}).filter(([id]) => !ids.includes(id));
  return { ...template, Resources: Object.fromEntries(resources) };
}

const saysTheSame = (one: Link) => (other: Link) =>
  one.from === other.from && one.to === other.to && one.verb === other.verb;

test.each(templates)('draws no line that the template does not justify: %s', async (_, load) => {
  const template = await load();
  const { links } = linksIn(worldOf(template));

  expect(links.length).toBeGreaterThan(4);
  for (const link of links) {
    const ids = link.because.map(({ resource }) => resource);
    expect(Object.keys(template.Resources ?? {})).toEqual(expect.arrayContaining(ids));
    // What a line is drawn because of is all that it is drawn because of.
    const rest = linksIn(worldOf(without(template, ids))).links;
    expect(rest.filter(saysTheSame(link))).toEqual([]);
  }
});

test.each(templates)('draws both ends of every line: %s', async (_, load) => {
  const { things, links } = graphOf(await load());
  const ids = things.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  for (const { from, to } of links) expect(ids).toEqual(expect.arrayContaining([from, to]));
});

test('shows who uploads to a tenant bucket and who reads it, whoever made the bucket', async () => {
  const graph = graphOf(await synthesized(tenantBucket));

  expect(sentences(graph).sort()).toEqual([
    'AMC upload account uploads to Bucket',
    'AMC upload account uploads to Existing bucket',
    'Bucket access logs to Access logs bucket',
    'Bucket announces objects Event bus of the account',
    'Bucket read by Accounts that may read',
    'Existing bucket read by Accounts that may read',
    'Record looked up by Other products',
  ]);
  expect(graph.things.filter(({ made }) => made).map(({ name, condition }) => [name, condition])).toEqual([
    ['Access logs bucket', 'without existing bucket, without access log bucket'],
    ['Bucket', 'without existing bucket'],
    ['Record', undefined],
  ]);
});

test('tells custom resources by what they do, and draws no box for their functions', async () => {
  const { steps, things } = graphOf(await synthesized(tenantBucket));

  expect(steps.map(({ phase, condition }) => [phase, condition])).toEqual([
    ['before', undefined],
    ['before', 'with existing KMS key'],
    ['after', 'with existing bucket'],
    ['end', 'if data on termination is destroy'],
  ]);
  expect(steps[2]?.text).toMatch(
    /^Adds the statements of this tenant .* \(at launch, when it changes and at termination\)$/u,
  );
  expect(things.map(({ kind }) => kind.noun)).not.toContain('function');
});

test('counts what is folded away', async () => {
  expect(graphOf(await synthesized(tenantBucket)).notes.map(({ text }) => text)).toEqual([
    '1 KMS key, only without existing KMS key',
    '4 IAM roles with permissions boundary',
    '4 log groups',
  ]);
  expect(graphOf(warehouse).notes.map(({ text }) => text)).toEqual([
    '1 KMS key',
    '7 IAM roles with permissions boundary',
    '6 log groups',
    'in the VPC you name and 1 security group',
    '1 dashboard',
    'access logs of 4 buckets in access logs bucket',
    '1 alarm',
  ]);
});

test('follows a file through a data lake', () => {
  expect(sentences(graphOf(dataLakePipeline))).toEqual(
    expect.arrayContaining([
      'Account that delivers uploads to Raw bucket',
      'Raw bucket object created Ingress queue',
      'Ingress queue triggers Router',
      'Router starts Stage A',
      'Stage A sends to Batch queue',
      'Drain rule invokes Drain',
      'Drain starts Stage B',
      'Stage B starts Heavy job',
      'Heavy job reads and writes Lake database',
    ]),
  );
});

test('says in a word where failures are kept, when the parts live and when a schedule is due', () => {
  const details = Object.fromEntries(
    [dataLakePipeline, marketingCollector].flatMap((template) =>
      graphOf(template).things.map(({ name, details: all }) => [name, all]),
    ),
  );

  expect(details['Ingress queue']).toEqual(['failures kept in a queue']);
  expect(details['Lake database']).toEqual(['1 table', 'data in stage bucket']);
  expect(details['Marts database']).toEqual(['3 tables', 'data in raw bucket']);
  expect(details['Collect schedule']).toEqual(['daily at 01:00 UTC', 'failures kept in a queue']);
  expect(details['Datamart schedule']).toEqual(['Monday to Friday at 04:30 Europe/Berlin']);
});

test('draws functions of one caller as one when a picture is too full', () => {
  const functions = graphOf(marketingCollector).things.filter(({ kind }) => kind.noun === 'function');

  expect(functions.map(({ members }) => members)).toEqual([
    ['Plan windows', 'Create export', 'Enqueue export', 'Export status', 'Land export'],
    ['Render SQL', 'Switch table'],
  ]);
});

test('takes address and secret that a launcher gives for things outside', () => {
  const outside = graphOf(marketingCollector).things.filter(({ made }) => !made);

  expect(outside.map(({ name, kind }) => [name, kind.service])).toEqual([
    ['E-mail for alarms', 'E-mail'],
    ['Marketo credentials', 'Secrets Manager'],
    ['Bucket for marts', 'Amazon S3'],
    ['Marketo address', 'Internet'],
  ]);
});

test('takes whoever may assume a role for an actor', () => {
  expect(sentences(graphOf(warehouse))).toContain('Role of the event source writes to Click stream');
});

test('draws nothing for a right that names nothing', () => {
  const everything = lambda('Work', [
    { actions: ['s3:GetObject', 'dynamodb:GetItem'], on: '*' },
    { actions: 'kms:Decrypt', on: attribute('Key') },
    { actions: ['s3:ListAllMyBuckets', 'dynamodb:DescribeTable'], on: ref('Bucket') },
  ]);

  expect(of({ ...everything, Bucket: bucket(), Key: { Type: 'AWS::KMS::Key' } })).toEqual([]);
});

test('understands patterns of actions and of names', () => {
  const named = { ...bucket(), Properties: { BucketName: { 'Fn::Sub': 'acme-data' } } };
  const arn = (name: string) => ({ 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), `:s3:::${name}/*`]] });

  expect(of({ Data: named, ...lambda('Work', [{ actions: 's3:*', on: arn('acme-data') }]) })).toEqual([
    'Work reads and writes Data',
  ]);
  expect(of({ Data: named, ...lambda('Work', [{ actions: 's3:Get*', on: arn('acme-*') }]) })).toEqual([
    'Data read by Work',
  ]);
  expect(of({ Data: named, ...lambda('Work', [{ actions: 's3:Get*', on: arn('acme-other') }]) })).toEqual([]);
});

test('looks into both branches of a condition', () => {
  const either = { 'Fn::If': ['Given', ref('Existing'), ref('Data')] };
  const on = { 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':s3:::', either, '/*']] };
  const parameters = { Parameters: { Existing: { Type: 'String', Default: '' } } };

  expect(of({ Data: bucket(), ...lambda('Work', [{ actions: 's3:PutObject', on }]) }, parameters).sort()).toEqual([
    'Work writes to Data',
    'Work writes to Existing',
  ]);
});

test('prefers what starts code to what code then reads', () => {
  const stored = {
    ...bucket(),
    Properties: {
      NotificationConfiguration: {
        LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: attribute('WorkFunction') }],
      },
    },
  };

  expect(of({ Inbox: stored, ...lambda('Work', [{ actions: 's3:GetObject', on: ref('Inbox') }]) })).toEqual([
    'Inbox object created Work',
  ]);
});

test('falls back to what code is told about', () => {
  const told = (id: string) => ({ Environment: { Variables: { TABLE: ref(id) } } });
  const table = { Type: 'AWS::DynamoDB::Table' };

  expect(of({ Facts: table, ...lambda('Work', [], told('Facts')) })).toEqual(['Work uses Facts']);
  expect(
    of({ Facts: table, ...lambda('Work', [{ actions: 'dynamodb:Query', on: attribute('Facts') }], told('Facts')) }),
  ).toEqual(['Facts read by Work']);
});

test('lets nobody in whom a policy keeps out', () => {
  const statement = { Principal: { AWS: ref('Friend') }, Action: 's3:GetObject', Resource: '*' };
  const policy = (...statements: object[]) => ({
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: ref('Data'), PolicyDocument: { Statement: statements } },
  });
  const parameters = { Parameters: { Friend: { Type: 'String' } } };

  expect(of({ Data: bucket(), Policy: policy({ ...statement, Effect: 'Allow' }) }, parameters)).toEqual([
    'Data read by Friend',
  ]);
  expect(of({ Data: bucket(), Policy: policy({ ...statement, Effect: 'Deny' }) }, parameters)).toEqual([]);
});

test('knows this account, an organization and everybody apart', () => {
  const policy = (Principal: unknown, Condition?: object) => ({
    Data: bucket(),
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('Data'),
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal,
            Action: 's3:GetObject',
            Resource: '*',
            ...(Condition !== undefined && { Condition }),
          },
        },
      },
    },
  });

  expect(of(policy({ AWS: ref('AWS::AccountId') }))).toEqual([]);
  expect(of(policy({ Service: 'logging.s3.amazonaws.com' }))).toEqual([]);
  expect(of(policy({ AWS: 'arn:aws:iam::111122223333:root' }))).toEqual(['Data read by Account 111122223333']);
  expect(of(policy('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }))).toEqual([
    'Data read by Your organization',
  ]);
  expect(of(policy('*'))).toEqual(['Data read by Anybody']);
});

test('gives a role that nothing names to the only thing of the service it trusts', () => {
  const spark = { Type: 'AWS::EMRServerless::Application' };
  const job = role('Job', 'emr-serverless.amazonaws.com', [{ actions: 's3:GetObject', on: ref('Data') }]);

  expect(of({ Data: bucket(), Spark: spark, ...job })).toEqual(['Data read by Spark']);
  expect(of({ Data: bucket(), Spark: spark, Other: spark, ...job })).toEqual([]);
});

test('draws parts of a whole with the whole', () => {
  const graph = graphOf({
    Resources: {
      Warehouse: { Type: 'AWS::RedshiftServerless::Namespace', Properties: { NamespaceName: 'dwh' } },
      Compute: {
        Type: 'AWS::RedshiftServerless::Workgroup',
        Properties: { NamespaceName: 'dwh', WorkgroupName: 'dwh' },
      },
      ...lambda('Load', [
        { actions: 'redshift-data:ExecuteStatement', on: attribute('Compute', 'Workgroup.WorkgroupArn') },
      ]),
    },
  });

  expect(sentences(graph)).toEqual(['Load runs SQL in Warehouse']);
});

test('folds a topic that only alarms publish to', () => {
  const template: Template = {
    Parameters: { Mail: { Type: 'String' } },
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic' },
      Mailing: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: ref('Topic'), Protocol: 'email', Endpoint: ref('Mail') },
      },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [ref('Topic')] } },
    },
  };

  expect(graphOf(template)).toMatchObject({ things: [], links: [], notes: [{ text: '1 alarm told to mail' }] });
});

test('does not call a picture of forty things a picture', () => {
  const resources = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`Store${index}`, { Type: `AWS::Kind${index % 8}::Store` }]),
  );

  expect(graphOf({ Resources: resources }).things.length).toBeLessThanOrEqual(24);
});
