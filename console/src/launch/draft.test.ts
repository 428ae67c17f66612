import fc from 'fast-check';
import { issuesInLaunch } from '#lib/launch.ts';
import type { Launch, Parameters } from '#lib/parameters.ts';
import type { Described } from '#lib/to-json-schema.ts';
import type { Draft } from './draft.ts';
import { draftFrom, emptyDraft, readDraft, typed } from './draft.ts';

const parameters = {
  Name: { type: 'string', pattern: '^[a-z]{2,5}$', title: 'Name', description: 'x' },
  Note: { type: 'string', pattern: '^[a-z ]*$', default: '', title: 'Note', description: 'x' },
  Days: { type: 'integer', minimum: 1, maximum: 99, default: 30, title: 'Days', description: 'x' },
  Share: { type: 'number', minimum: 0, maximum: 1, default: 0.5, title: 'Share', description: 'x' },
  Keep: { type: 'boolean', default: true, title: 'Keep', description: 'x' },
  Tags: { type: 'array', items: { type: 'string' }, maxItems: 3, default: ['a'], title: 'Tags', description: 'x' },
  Ports: { type: 'array', items: { type: 'integer' }, minItems: 1, title: 'Ports', description: 'x' },
  Doc: {
    type: 'string',
    contentMediaType: 'application/json',
    contentSchema: { type: 'object', properties: { a: { type: 'integer' } } },
    default: '',
    title: 'Doc',
    description: 'x',
  },
} as const satisfies Parameters;

const product: Described = {
  id: 'x-y',
  title: 'X',
  parameters,
  rules: {
    KeptLong: {
      description: 'what is kept is kept a week',
      if: { properties: { Keep: { const: true } } },
      then: { properties: { Days: { minimum: 7 } } },
    },
  },
};

const good: Launch = { Name: 'abc', Ports: [443] };

function issuesOf(changes: Draft): string[] {
  const { issues } = readDraft(product, { ...draftFrom(parameters, good), ...changes });
  return issues.map(({ path, message }) => `${path} ${message}`);
}

test('begins with the defaults, and without what is required', () => {
  expect(emptyDraft(parameters)).toEqual({
    Name: undefined,
    Note: '',
    Days: '30',
    Share: '0.5',
    Keep: 'true',
    Tags: ['a'],
    Ports: undefined,
    Doc: '',
  });
  expect(readDraft(product, emptyDraft(parameters)).issues).toEqual([
    { path: '/Name', message: 'is required' },
    { path: '/Ports', message: 'is required' },
  ]);
});

test('a launch without issues is read back as it was filled in, with its defaults', () => {
  const { values, issues } = readDraft(product, draftFrom(parameters, { ...good, Doc: { a: 1 } }));

  expect(issues).toEqual([]);
  expect(values).toEqual({
    ...good,
    Note: '',
    Days: 30,
    Share: 0.5,
    Keep: true,
    Tags: ['a'],
    Doc: { a: 1 },
  });
});

test.each<[string, Draft, string[]]>([
  ['a number that is none', { Days: 'many' }, ['/Days must be an integer such as 30, got "many"']],
  ['an optional number that was emptied', { Days: '' }, ['/Days must be an integer such as 30, got ""']],
  ['a rule across fields', { Days: '3' }, ['/Days what is kept is kept a week (must be >= 7, got 3)']],
  [
    'an item with a comma',
    { Tags: ['a,b'] },
    ['/Tags/0 must not be empty, hold a comma, or begin or end with a space, got "a,b"'],
  ],
  ['an item that is no number', { Ports: ['1', 'x'] }, ['/Ports/1 must be an integer such as 30, got "x"']],
  ['too many items', { Tags: ['a', 'b', 'c', 'd'] }, ['/Tags must have at most 3 items, got 4']],
  ['a document with a wrong value', { Doc: '{"a": "b"}' }, ['/Doc/a must be an integer, got "b"']],
  ['a text that is no document', { Doc: '{"a": }' }, ['/Doc must be a JSON document: a value is expected here']],
])('finds %s', (_, changes, issues) => {
  expect(issuesOf(changes)).toEqual(issues);
});

test('no rule judges the default of a field that cannot be read', () => {
  // Keep is by default true, and three days would then be too few.
  expect(issuesOf({ Days: '3', Keep: 'perhaps' })).toEqual(['/Keep must be true or false, got "perhaps"']);
});

test('a required field that was emptied is not given, an optional one is empty', () => {
  expect(typed(parameters.Name, '')).toBeUndefined();
  expect(typed(parameters.Note, '')).toBe('');
  expect(typed(parameters.Name, 'a')).toBe('a');
});

test('every launch has the issues in the form that it has on the command line', () => {
  const launches = fc.record(
    {
      Name: fc.oneof(fc.constantFrom('abc', 'A', ''), fc.string()),
      Note: fc.oneof(fc.constant(''), fc.string()),
      Days: fc.oneof(fc.integer({ min: -5, max: 120 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
      Share: fc.oneof(fc.constantFrom(0.25, 1, 2), fc.double({ noNaN: true, noDefaultInfinity: true })),
      Keep: fc.boolean(),
      Tags: fc.array(fc.oneof(fc.constantFrom('a', 'b', ' a', 'a,b', ''), fc.string()), { maxLength: 5 }),
      Ports: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
      Doc: fc.oneof(fc.constant(''), fc.record({ a: fc.oneof(fc.integer(), fc.string()) })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(launches, (launch) => {
      // A number that has no spelling of its own cannot be typed; what was typed in its place is judged instead.
      fc.pre(
        ![launch.Days, launch.Share].some((value) => value !== undefined && !/^-?\d+(\.\d+)?$/u.test(String(value))),
      );
      fc.pre(launch.Days === undefined || Number.isInteger(launch.Days));
      fc.pre(!Object.is(launch.Days, -0) && !Object.is(launch.Share, -0));
      const paths = (issues: readonly { path: string }[]) => issues.map(({ path }) => path).sort();

      expect(paths(readDraft(product, draftFrom(parameters, launch)).issues)).toEqual(
        paths(issuesInLaunch(product, launch)),
      );
    }),
    { numRuns: 300 },
  );
});
