import type { Parameters } from '#lib/parameters.ts';
import type { SiteForm } from '#lib/site.ts';
import { fieldOf, hintsAt, inFormOrder, issuesToShow, placeIn } from './field-issues.ts';

const parameters = {
  Stage: { type: 'string', default: 'dev', title: 'Stage', description: 'x' },
  Data: { type: 'string', default: 'keep', title: 'Data at the end', description: 'x' },
  Tags: { type: 'array', items: { type: 'string' }, default: [], title: 'Tags', description: 'x' },
} as const satisfies Parameters;

const form: SiteForm = {
  id: 'x-y',
  title: 'X',
  parameters,
  rules: {
    ProdKeeps: {
      description: 'production keeps its data',
      if: { properties: { Stage: { const: 'prod' } } },
      then: { properties: { Data: { const: 'keep' } } },
    },
  },
  groups: [
    { title: 'A', parameters: ['Tags', 'Stage'] },
    { title: 'B', parameters: ['Data'] },
  ],
  identity: [],
};

const broken = { path: '/Data', message: 'production keeps its data (must be "keep", got "drop")' };
const wrongItem = { path: '/Tags/1', message: 'must not be empty' };

test('shows nothing at a field where nobody has been', () => {
  expect(issuesToShow('Tags', form, { issues: [wrongItem], visited: new Set() })).toEqual([]);
  expect(issuesToShow('Tags', form, { issues: [wrongItem], visited: new Set(['Tags']) })).toEqual([
    { path: '/1', message: 'must not be empty' },
  ]);
});

test('shows a broken rule at its field as soon as somebody has been at one that it speaks of', () => {
  const judged = { issues: [broken], visited: new Set(['Stage']) };

  expect(issuesToShow('Data', form, judged)).toEqual([{ path: '', message: broken.message }]);
  expect(issuesToShow('Data', form, { ...judged, visited: new Set(['Tags']) })).toEqual([]);
});

test('hints at a broken rule at the other fields it speaks of, and nowhere else', () => {
  const judged = { issues: [broken], visited: new Set(['Stage']) };

  expect(hintsAt('Stage', form, judged)).toEqual(['production keeps its data: see Data at the end']);
  expect(hintsAt('Data', form, judged)).toEqual([]);
  expect(hintsAt('Tags', form, judged)).toEqual([]);
  expect(hintsAt('Stage', form, { issues: [broken], visited: new Set() })).toEqual([]);
});

test('says where in its field an issue is', () => {
  expect(placeIn(parameters.Tags, wrongItem)).toBe('item 2');
  expect(placeIn(parameters.Stage, { path: '/Stage/a/0', message: '' })).toBe('a/0');
  expect(placeIn(parameters.Tags, { path: '/Tags', message: '' })).toBe('');
});

test('lists issues from the top of the form to its foot, the launch as a whole first', () => {
  const whole = { path: '', message: 'is not right' };

  expect(fieldOf(whole)).toBeUndefined();
  expect(inFormOrder(form, [broken, wrongItem, whole])).toEqual([whole, wrongItem, broken]);
});
