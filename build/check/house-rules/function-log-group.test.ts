import { foundIn } from './found.fixture.ts';
import { functionLogGroup } from './function-log-group.ts';

const logging = (LoggingConfig?: unknown) => ({
  Log: { Type: 'AWS::Logs::LogGroup' },
  Bucket: { Type: 'AWS::S3::Bucket' },
  Fn: { Type: 'AWS::Lambda::Function', Properties: { LoggingConfig } },
});

test('accepts a function that logs into a group of the template', () => {
  expect(foundIn(functionLogGroup, logging({ LogGroup: { Ref: 'Log' } }))).toEqual([]);
});

test('finds a function whose log group is made by Lambda or by somebody else', () => {
  expect(foundIn(functionLogGroup, logging())).toEqual(['Resources/Fn']);
  expect(foundIn(functionLogGroup, logging({ LogFormat: 'JSON' }))).toEqual(['Resources/Fn']);
  expect(foundIn(functionLogGroup, logging({ LogGroup: '/aws/lambda/other' }))).toEqual(['Resources/Fn']);
  expect(foundIn(functionLogGroup, logging({ LogGroup: { Ref: 'Bucket' } }))).toEqual(['Resources/Fn']);
});
