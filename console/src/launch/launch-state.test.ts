import type { Parameters } from '#lib/parameters.ts';
import type { SiteForm } from '#lib/site.ts';
import type { LaunchState } from './launch-state.ts';
import { actionOf, actionOfExample, nextState } from './launch-state.ts';

const parameters = {
  Name: { type: 'string', pattern: '^[a-z]+$', title: 'Name', description: 'x' },
  Days: { type: 'integer', default: 30, title: 'Days', description: 'x' },
} as const satisfies Parameters;

const form: SiteForm = { id: 'x-y', title: 'X', parameters, groups: [], identity: [] };
const before: LaunchState = {
  draft: { Name: 'before', Days: '7' },
  visited: new Set(['Days']),
  target: { region: 'eu-west-1', stackName: 'mine' },
};

function after(file: string): LaunchState {
  return nextState(form, before, actionOf('launch.json', file));
}

test.each([
  ['typed JSON', '{"Name": "abc", "Days": 5}'],
  [
    'a parameters file of CloudFormation',
    '[{"ParameterKey": "Name", "ParameterValue": "abc"}, {"ParameterKey": "Days", "ParameterValue": "5"}]',
  ],
  ['provisioning parameters of Service Catalog', '[{"Key": "Name", "Value": "abc"}, {"Key": "Days", "Value": "5"}]'],
])('fills the form from %s', (_, file) => {
  const { draft, filling, target } = after(file);

  expect(draft).toEqual({ Name: 'abc', Days: '5' });
  expect(filling).toEqual({ from: 'launch.json', issues: [] });
  expect(target).toBe(before.target);
});

test('what a file leaves out has its default, not what stood there before', () => {
  expect(after('{"Name": "abc"}').draft).toEqual({ Name: 'abc', Days: '30' });
});

test('a file with issues fills the form and tells them, misspelt names among them', () => {
  const { draft, visited, filling } = after('{"Name": "ABC", "Day": 5}');

  expect(draft).toEqual({ Name: 'ABC', Days: '30' });
  expect([...visited]).toContain('Name');
  expect(filling?.issues.map(({ path }) => path)).toEqual(['/Day', '/Name']);
});

test.each([
  ['of another product', '{"Colour": "red"}'],
  ['that is no launch', '7'],
])('fails with a file %s, and leaves the form as it was', (_, file) => {
  const { draft, filling } = after(file);

  expect(draft).toBe(before.draft);
  expect(filling?.issues.length).toBeGreaterThan(0);
});

test('fails with a file that is no JSON, and says where', () => {
  const { draft, filling } = after('{\n  "Name": abc\n}');

  expect(draft).toBe(before.draft);
  expect(filling?.issues).toEqual([
    {
      path: '',
      message:
        'must be a JSON document: texts need double quotes; only true, false, null and numbers go without (line 2, column 11)',
    },
  ]);
});

test('an example fills the form, one that is not there says which there are', () => {
  const examples = [{ name: 'minimal', values: { Name: 'abc' } }];

  expect(nextState(form, before, actionOfExample(examples, 'minimal')).draft).toEqual({ Name: 'abc', Days: '30' });
  const { draft, filling } = nextState(form, before, actionOfExample(examples, 'minimum'));
  expect(draft).toBe(before.draft);
  expect(filling?.issues).toEqual([{ path: '', message: "is not there; did you mean 'minimal'?" }]);
});

test('a field is visited when it is left, a choice when it is made', () => {
  const typing = nextState(form, before, { type: 'edit', name: 'Name', field: 'x' });
  expect(typing.visited.has('Name')).toBe(false);
  expect(nextState(form, typing, { type: 'visit', name: 'Name' }).visited.has('Name')).toBe(true);
  expect(nextState(form, before, { type: 'edit', name: 'Name', field: 'x', isDone: true }).visited.has('Name')).toBe(
    true,
  );
});

test('starting over keeps the region and nothing else', () => {
  expect(nextState(form, before, { type: 'reset' })).toEqual({
    draft: { Name: undefined, Days: '30' },
    visited: new Set(),
    target: { region: 'eu-west-1' },
  });
});
