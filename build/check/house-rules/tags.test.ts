// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { foundIn } from './found.fixture.ts';
import { tags } from './tags.ts';

const list = ['product', 'project', 'environment'].map((name) => ({ Key: `factory:${name}`, Value: { Ref: 'X' } }));

test('accepts resources that carry the three tags', () => {
  const resources = {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags: list } },
    Global: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{ Region: 'x', Tags: list }] } },
    Rule: { Type: 'AWS::Events::Rule' },
  };

  expect(foundIn(tags, resources)).toEqual([]);
});

test('finds resources that lack one', () => {
  const resources = {
    Queue: { Type: 'AWS::SQS::Queue' },
    Role: { Type: 'AWS::IAM::Role', Properties: { Tags: list.slice(1) } },
    Global: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Tags: list, Replicas: [{ Region: 'x' }] } },
  };

  expect(foundIn(tags, resources)).toEqual(['Resources/Queue', 'Resources/Role', 'Resources/Global']);
});

test('names the tags that are missing', () => {
  const [spot] = tags.find(
    { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Tags: list.slice(1) } } } },
    { addressMapping: '', identity: [] },
  );

  expect(spot?.message).toBe('lacks the tags factory:product');
});
