// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { found } from './found.fixture.ts';
import { limits } from './limits.ts';

const entries = (count: number, entry: unknown = {}) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Entry${index}`, entry]));
const queues = (count: number) =>
  Object.fromEntries(Object.keys(entries(count)).map((id) => [id, { Type: 'AWS::SQS::Queue' }]));

test('accepts a template with headroom', () => {
  const template = { Parameters: entries(180), Outputs: entries(180), Resources: queues(450) };

  expect(found(limits, template)).toEqual([]);
});

test.each([
  ['Parameters', { Parameters: entries(181) }],
  ['Rules', { Rules: entries(181) }],
  ['Mappings', { Mappings: entries(181) }],
  ['Conditions', { Conditions: entries(181) }],
  ['Outputs', { Outputs: entries(181) }],
  ['Resources', { Resources: queues(451) }],
  ['Mappings/Regions', { Mappings: { Regions: entries(181) } }],
])('warns when %s come close to their limit', (at, template) => {
  expect(limits.find(template, { addressMapping: 'Address', identity: [] })).toEqual([
    expect.objectContaining({ at, message: expect.stringContaining('close to') }),
  ]);
});

test('says an error of what CloudFormation will refuse', () => {
  const [spot] = limits.find({ Parameters: entries(201) }, { addressMapping: 'Address', identity: [] });

  expect(spot).toEqual({
    at: 'Parameters',
    severity: 'error',
    message: 'has 201 parameters, 200 at most are accepted',
  });
});

test('finds a template that is too long to be read from a bucket', () => {
  const long = (bytes: number) => ({
    Resources: { Note: { Type: 'AWS::SSM::Parameter', Properties: { Value: 'x'.repeat(bytes) } } },
  });

  expect(found(limits, long(890_000))).toEqual([]);
  expect(found(limits, long(950_000))).toEqual(['']);
  expect(found(limits, long(1_000_000))).toEqual(['']);
});

test('finds descriptions that are too long', () => {
  const described = (length: number) => ({ Project: { Description: 'x'.repeat(length) } });

  expect(found(limits, { Parameters: described(4000), Outputs: described(1024) })).toEqual([]);
  expect(found(limits, { Parameters: described(4001), Outputs: described(1025) })).toEqual([
    'Parameters/Project',
    'Outputs/Project',
  ]);
});

test('counts dynamic references', () => {
  const references = (count: number) => ({ Outputs: { All: { Value: '{{resolve:ssm:/a}}'.repeat(count) } } });

  expect(found(limits, references(54))).toEqual([]);
  expect(found(limits, references(55))).toEqual(['']);
});
