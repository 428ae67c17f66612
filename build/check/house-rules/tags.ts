import { entriesAt, isRecord, type Named, resourcesOf, valuesAt } from '../template.ts';
import { atResource, type HouseRule } from './house-rule.ts';

const required = ['factory:product', 'factory:project', 'factory:environment'];

// What costs money, holds data or grants something. Other types are tagged too, as far as CDK can.
const tagged: readonly string[] = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Kinesis::Stream',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
];

/** Costs are split and leftovers are found by these three tags, and upgrades find the launches of a product by them. */
export const tags: HouseRule = {
  id: 'factory-tags',
  severity: 'error',
  find: (template) =>
    resourcesOf(template, ...tagged).flatMap((named) => {
      const missing = required.filter((key) => !tagSetsOf(named).every((keys) => keys.includes(key)));
      return missing.length === 0
        ? []
        : [{ at: atResource(named.id), message: `lacks the tags ${missing.join(', ')}` }];
    }),
};

/** Keys of the tags, one list per place where a type has them: a global table is tagged replica by replica. */
function tagSetsOf({ resource, properties }: Named): string[][] {
  const places = resource.Type === 'AWS::DynamoDB::GlobalTable' ? entriesAt(properties, 'Replicas') : [properties];
  return places.length === 0 ? [[]] : places.flatMap((place) => valuesAt(place, 'Tags').map(keysOf));
}

function keysOf(value: unknown): string[] {
  if (!Array.isArray(value)) return isRecord(value) ? Object.keys(value) : [];
  return value.flatMap((tag) => valuesAt(tag, 'Key').map(String));
}
