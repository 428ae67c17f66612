import { parametersIn } from './rules.ts';

test('a claim speaks of parameters at every depth, and of those it compares with', () => {
  const claim = {
    allOf: [{ properties: { A: { const: 1 } } }, { anyOf: [{ properties: { B: { maximum: { $data: '1/C' } } } }] }],
    not: { properties: { D: { not: { exclusiveMinimum: { $data: '1/E' } } } } },
  };

  expect(parametersIn(claim).sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
});

test('a claim that there is not speaks of nothing', () => {
  expect(parametersIn(undefined)).toEqual([]);
  expect(parametersIn({})).toEqual([]);
});
