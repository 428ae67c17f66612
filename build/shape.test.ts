import { everyConstruct } from '#test/kit/fixtures/every-construct/product.ts';
import { isProduct, issuesInShape } from './shape.ts';

const said = (change: object) =>
  issuesInShape({ ...everyConstruct, ...change }).map(({ path, message }) => `${path} ${message}`);

test('has nothing to say of what defineProduct() makes', () => {
  expect(issuesInShape(everyConstruct)).toEqual([]);
  expect(isProduct(everyConstruct)).toBe(true);
});

test.each([
  ['a text that is missing', { title: undefined }, ['/title must be a text, got undefined']],
  ['a number for a text', { version: 1 }, ['/version must be a text, got 1']],
  [
    'a template that is no function',
    { template: './template.ts' },
    [expect.stringContaining('/template must be a function')],
  ],
  ['a list for the parameters', { parameters: [] }, ['/parameters must be an object of parameters, got []']],
  ['a parameter that is none', { parameters: { Days: 30 } }, ['/parameters/Days must be a parameter, got 30']],
  [
    'a parameter without words',
    { parameters: { Days: { type: 'integer' } } },
    [
      '/parameters/Days/title must be a text, got undefined',
      '/parameters/Days/description must be a text, got undefined',
    ],
  ],
  ['groups that are none', { groups: {} }, ['/groups must be a list of groups, got {}']],
  [
    'a group of other things',
    { groups: [{ title: 'T', parameters: [1] }] },
    [expect.stringContaining('/groups/0 must be { title')],
  ],
  [
    'an identity that is a text',
    { identity: 'Project' },
    ['/identity must be a list of parameter names, got "Project"'],
  ],
  ['rules in a list', { rules: [] }, ['/rules must be an object of rules, got []']],
  ['options that are no schema', { options: 'x' }, ['/options must be a TypeBox object, got "x"']],
  ['names to be fixed that are none', { fixed: [1] }, ['/fixed must be a list of parameter names, got [1]']],
  [
    'everything at once',
    { id: 1, groups: 2 },
    ['/id must be a text, got 1', '/groups must be a list of groups, got 2'],
  ],
])('sees %s', (_, change, expected) => {
  expect(said(change)).toEqual(expected);
});

test.each([[undefined], [null], ['x'], [[]]])('takes %p for no product', (value) => {
  expect(issuesInShape(value)).toEqual([
    { path: '', message: expect.stringMatching(/^must be made by defineProduct/u) },
  ]);
  expect(isProduct(value)).toBe(false);
});
