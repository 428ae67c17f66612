import { foundIn } from './found.fixture.ts';
import { logRetention } from './log-retention.ts';

const kept = (RetentionInDays?: unknown) => ({ Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays } } });

test('accepts a log group with retention', () => {
  expect(foundIn(logRetention, kept(30))).toEqual([]);
  expect(foundIn(logRetention, kept({ Ref: 'LogRetentionDays' }))).toEqual([]);
});

test('finds a log group that is kept for ever, or may be', () => {
  expect(foundIn(logRetention, kept())).toEqual(['Resources/Log']);
  expect(foundIn(logRetention, kept({ 'Fn::If': ['IsDev', 7, { Ref: 'AWS::NoValue' }] }))).toEqual(['Resources/Log']);
});
