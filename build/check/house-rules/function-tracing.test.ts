import { foundIn } from './found.fixture.ts';
import { functionTracing } from './function-tracing.ts';

const traced = (TracingConfig?: unknown) => ({ Fn: { Type: 'AWS::Lambda::Function', Properties: { TracingConfig } } });

test('accepts a function that is traced', () => {
  expect(foundIn(functionTracing, traced({ Mode: 'Active' }))).toEqual([]);
});

test('finds a function that is not traced, or not in every case', () => {
  expect(foundIn(functionTracing, traced())).toEqual(['Resources/Fn']);
  expect(foundIn(functionTracing, traced({ Mode: 'PassThrough' }))).toEqual(['Resources/Fn']);
  expect(
    foundIn(functionTracing, traced({ 'Fn::If': ['IsProd', { Mode: 'Active' }, { Ref: 'AWS::NoValue' }] })),
  ).toEqual(['Resources/Fn']);
});
