import { foundIn } from './found.fixture.ts';
import { reservedConcurrency } from './reserved-concurrency.ts';

const fn = (ReservedConcurrentExecutions?: number) => ({
  Fn: { Type: 'AWS::Lambda::Function', Properties: { ReservedConcurrentExecutions } },
});

test('accepts a function that shares the concurrency of the account', () => {
  expect(foundIn(reservedConcurrency, fn())).toEqual([]);
});

test('finds a function that takes some for itself', () => {
  expect(foundIn(reservedConcurrency, fn(1))).toEqual(['Resources/Fn']);
  expect(foundIn(reservedConcurrency, fn(0))).toEqual(['Resources/Fn']);
});
