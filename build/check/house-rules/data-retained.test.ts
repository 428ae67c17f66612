import { dataRetained } from './data-retained.ts';
import { foundIn } from './found.fixture.ts';

const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };

test('accepts data that stays', () => {
  expect(foundIn(dataRetained, { Bucket: { Type: 'AWS::S3::Bucket', ...kept } })).toEqual([]);
});

test('accepts that a queue goes', () => {
  expect(foundIn(dataRetained, { Queue: { Type: 'AWS::SQS::Queue' } })).toEqual([]);
});

test.each([
  [{}],
  [{ ...kept, DeletionPolicy: 'Delete' }],
  [{ ...kept, DeletionPolicy: 'Retain' }],
  [{ ...kept, UpdateReplacePolicy: 'Delete' }],
  [{ ...kept, UpdateReplacePolicy: undefined }],
])('finds data that goes with %j', (policies) => {
  expect(foundIn(dataRetained, { Table: { Type: 'AWS::DynamoDB::Table', ...policies } })).toEqual(['Resources/Table']);
});

test('says what to set', () => {
  const [spot] = dataRetained.find(
    { Resources: { Key: { Type: 'AWS::KMS::Key' } } },
    { addressMapping: '', identity: [] },
  );

  expect(spot?.message).toBe(
    'holds data of the launcher, set DeletionPolicy: RetainExceptOnCreate and UpdateReplacePolicy: Retain',
  );
});
