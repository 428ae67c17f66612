import { found } from './found.fixture.ts';
import { outputDescription } from './output-description.ts';

test('accepts outputs that say what they are good for', () => {
  expect(found(outputDescription, { Outputs: { Link: { Value: 'x', Description: 'Open the bucket' } } })).toEqual([]);
});

test('finds outputs without a description', () => {
  expect(found(outputDescription, { Outputs: { A: { Value: 'x' }, B: { Value: 'x', Description: ' ' } } })).toEqual([
    'Outputs/A',
    'Outputs/B',
  ]);
});
