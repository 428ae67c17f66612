import { createsNoLogGroup } from './creates-no-log-group.ts';
import { foundIn } from './found.fixture.ts';

const allowing = (Action: unknown) => ({
  Policy: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: 'x' }] } },
  },
});

test('accepts a policy that writes to a log group', () => {
  expect(foundIn(createsNoLogGroup, allowing(['logs:CreateLogStream', 'logs:PutLogEvents']))).toEqual([]);
});

test('finds a policy that creates log groups', () => {
  expect(foundIn(createsNoLogGroup, allowing(['logs:CreateLogGroup', 'logs:PutLogEvents']))).toEqual([
    'Resources/Policy',
  ]);
});
