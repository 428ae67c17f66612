import type { Section, Template } from '../../check/template.ts';
import { conditionWords } from './condition-words.ts';
import { counted, inSentence, labelOf, listed, readable } from './names.ts';
import { scheduleWords } from './schedule-words.ts';
import { variantsOf } from './variants.ts';
import { verbsOf } from './verbs.ts';

const ref = (name: string) => ({ Ref: name });
const given = (name: string) => ({ 'Fn::Not': [{ 'Fn::Equals': [ref(name), ''] }] });

test.each([
  ['BucketDC7D6F65', 'Bucket'],
  ['CollectorPlanWindowsFunction3F2A91BC', 'Collector plan windows'],
  ['AccessLogsBucketFB91B785', 'Access logs bucket'],
  ['StageAMachine', 'Stage A'],
  ['NameOfAThing', 'Name of a thing'],
  ['Ga4ReportHandler', 'GA4 report'],
  ['AMCUploadAccountId', 'AMC upload account ID'],
  ['DbtTask', 'dbt task'],
  ['Function', 'Function'],
  ['_', '_'],
])('reads %s as %s', (id, name) => {
  expect(readable(id)).toBe(name);
});

test('counts and lists as people do', () => {
  expect([counted(1, 'entry'), counted(2, 'entry'), counted(3, 'key'), counted(2, 'address')]).toEqual([
    '1 entry',
    '2 entries',
    '3 keys',
    '2 addresses',
  ]);
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
  expect([inSentence('Existing bucket'), inSentence('AMC account'), inSentence('E-mail')]).toEqual([
    'existing bucket',
    'AMC account',
    'E-mail',
  ]);
});

test('calls a parameter what the launch form calls it', () => {
  const metadata: Template & Section = {
    Metadata: { 'AWS::CloudFormation::Interface': { ParameterLabels: { KmsKeyArn: { default: 'Existing KMS key' } } } },
  };

  expect(labelOf(metadata, 'KmsKeyArn')).toBe('Existing KMS key');
  expect(labelOf({}, 'KmsKeyArn')).toBe('KMS key ARN');
});

const parameters = { Key: {}, Stage: {}, Airflow: {}, List: {} };

test.each([
  [given('Key'), 'with key'],
  [{ 'Fn::Not': [{ Condition: 'HasKey' }] }, 'without key'],
  [{ 'Fn::Equals': [ref('Stage'), 'prod'] }, 'if stage is prod'],
  [{ 'Fn::Not': [{ 'Fn::Equals': ['prod', ref('Stage')] }] }, 'if stage is not prod'],
  [{ 'Fn::Equals': [ref('Airflow'), 'true'] }, 'with airflow'],
  [{ 'Fn::Equals': [ref('Airflow'), 'false'] }, 'without airflow'],
  [{ 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': [',', ref('List')] }, ''] }] }, 'with list'],
  [{ 'Fn::And': [given('Key'), { 'Fn::Not': [{ Condition: 'HasKey' }] }] }, 'with key, without key'],
  [{ 'Fn::Or': [given('Key'), { 'Fn::Equals': [ref('Stage'), 'dev'] }] }, 'with key or if stage is dev'],
  [
    { 'Fn::Not': [{ 'Fn::Or': [given('Key'), { 'Fn::Equals': [ref('Stage'), 'dev'] }] }] },
    'without key, if stage is not dev',
  ],
  [{ 'Fn::Equals': [ref('AWS::Region'), 'us-east-1'] }, 'if special case'],
  [{ 'Fn::Not': [{ Condition: 'Missing' }] }, 'if not missing'],
])('puts the condition %j into words', (expression, words) => {
  const conditions = { SpecialCase: expression, HasKey: given('Key') };

  expect(conditionWords({ Parameters: parameters, Conditions: conditions }, 'SpecialCase')).toBe(words);
});

test('does not follow conditions that go in a circle for ever', () => {
  const conditions = { One: { 'Fn::Not': [{ Condition: 'Two' }] }, Two: { Condition: 'One' } };

  expect(conditionWords({ Conditions: conditions }, 'One')).toMatch(/^if (not )?(one|two)$/u);
});

test.each([
  ['rate(5 minutes)', undefined, 'every 5 minutes'],
  ['rate(1 hour)', undefined, 'every hour'],
  ['cron(0 1 * * ? *)', undefined, 'daily at 01:00 UTC'],
  ['cron(30 4 ? * MON-FRI *)', 'Europe/Berlin', 'Monday to Friday at 04:30 Europe/Berlin'],
  ['cron(15 22 ? * SUN *)', undefined, 'Sundays at 22:15 UTC'],
  ['cron(0 6 1 * ? *)', ref('Zone'), 'on day 1 of the month at 06:00 local time'],
  ['cron(0/15 * * * ? *)', undefined, 'cron(0/15 * * * ? *)'],
  [ref('CollectTime'), undefined, 'when: collect time'],
])('says when %j is due', (expression, zone, words) => {
  expect(scheduleWords({ Parameters: { CollectTime: {} } }, expression, zone)).toBe(words);
});

test('takes every branch of a value', () => {
  const either = { 'Fn::If': ['C', ref('A'), { 'Fn::If': ['D', 'b', ref('AWS::NoValue')] }] };

  expect(variantsOf({ 'Fn::Join': ['-', ['x', either]] })).toEqual([`x-\${A}`, 'x-b']);
  expect(variantsOf({ 'Fn::Sub': [`\${One}/\${Two}`, { One: either }] })).toEqual([`\${A}/\${Two}`, `b/\${Two}`]);
  expect(variantsOf({ 'Fn::GetAtt': ['Queue', 'Arn'] })).toEqual([`\${Queue.Arn}`]);
  expect(variantsOf(undefined)).toEqual([]);
});

test('does not grow with the number of branches without end', () => {
  const either = { 'Fn::If': ['C', 'a', 'b'] };

  expect(variantsOf({ 'Fn::Join': ['', Array.from({ length: 30 }, () => either)] })).toHaveLength(16);
});

test.each([
  ['s3:GetObject', ['read by']],
  ['s3:*', ['read by', 'writes to']],
  ['s3:GetBucketPolicy', []],
  ['dynamodb:*Item', ['read by', 'writes to']],
  ['DynamoDB:putitem', ['writes to']],
  ['states:StartExecution', ['starts']],
  ['states:DescribeExecution', []],
  ['timestream:WriteRecords', ['writes to']],
  ['timestream:DescribeEndpoints', []],
  ['*', []],
])('reads the action %s as %j', (action, verbs) => {
  expect(verbsOf(action).map(({ text }) => text)).toEqual(verbs);
});
