import { conventional } from '#lib/conventions.ts';
import { constraintText } from './constraint-text.ts';

const words = { title: 'X', description: 'x' };

test.each([
  [
    conventional.Project,
    'Lower-case words and digits joined by single hyphens, beginning with a letter. 2 to 16 characters.',
  ],
  [conventional.Environment, 'Default: dev.'],
  [conventional.PrivateSubnetIds, '2 to 6 items.'],
  [conventional.VpcId, ''],
  [{ type: 'integer', minimum: 1, default: 3, ...words } as const, 'At least 1. Default: 3.'],
  [{ type: 'boolean', default: false, ...words } as const, 'Default: no.'],
  [
    { type: 'array', items: { type: 'string' }, maxItems: 2, default: ['a', 'b'], ...words } as const,
    'At most 2 items. Default: a,b.',
  ],
  [{ type: 'string', minLength: 3, maxLength: 3, ...words } as const, 'Exactly 3 characters.'],
])('%#: says what may stand in a field, and what stands there', (parameter, text) => {
  expect(constraintText(parameter)).toBe(text);
});
