import { found } from './found.fixture.ts';
import { selfContained } from './self-contained.ts';

test('accepts a template that stands alone', () => {
  const template = {
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Name' } } } },
    Outputs: { Topic: { Value: { Ref: 'Topic' } } },
  };

  expect(found(selfContained, template)).toEqual([]);
});

test('finds imports, exports and transforms', () => {
  const template = {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Importing: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::ImportValue': { Ref: 'Name' } } } },
      Joined: {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: { 'Fn::Join': ['', ['a', { 'Fn::ImportValue': 'b' }]] } },
      },
      Transformed: { Type: 'AWS::SNS::Topic', Properties: { 'Fn::Transform': { Name: 'Macro' } } },
    },
    Outputs: { Exported: { Value: 'x', Export: { Name: 'x' } } },
  };

  expect(found(selfContained, template)).toEqual([
    '',
    'Resources/Importing',
    'Resources/Joined',
    'Resources/Transformed',
    'Outputs/Exported',
  ]);
});
