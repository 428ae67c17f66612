import { issuesIn } from './schema.ts';
import { suggestion } from './schema-issues.ts';
import { toJsonSchema } from './to-json-schema.ts';

/** The issues of a field F. */
function issuesOf(field: object, value: unknown) {
  return issuesIn({ type: 'object', properties: { F: field } }, { F: value });
}

describe('says where it is, what was expected and what came', () => {
  test.each<[schema: object, value: unknown, message: string]>([
    [{ type: 'string' }, 5, 'must be a text, got 5'],
    [{ type: 'integer' }, 'a', 'must be an integer, got "a"'],
    [{ type: 'integer' }, 1.5, 'must be an integer, got 1.5'],
    [{ type: 'number' }, '1', 'must be a number, got "1"'],
    [{ type: 'boolean' }, 'yes', 'must be true or false, got "yes"'],
    [{ type: 'array' }, 'a', 'must be a list, got "a"'],
    [{ type: 'object' }, [], 'must be an object, got []'],
    [{ type: ['string', 'null'] }, 5, 'must be a text or null, got 5'],
    [{ enum: ['dev', 'prod', ''] }, 'live', 'must be one of dev, prod, (empty), got "live"'],
    [{ enum: [1, 3] }, 2, 'must be one of 1, 3, got 2'],
    [{ const: 'retain' }, 'destroy', 'must be "retain", got "destroy"'],
    [{ const: 0 }, 5, 'must be 0, got 5'],
    [{ const: '' }, 'a', 'must be empty, got "a"'],
    [{ pattern: '^[0-9]{12}$' }, '12', 'must match ^[0-9]{12}$, got "12"'],
    [
      { pattern: '^[0-9]{12}$', constraintDescription: 'a 12-digit account number' },
      '12',
      'must be a 12-digit account number, got "12"',
    ],
    [{ minLength: 1 }, '', 'must not be empty'],
    [{ minLength: 2 }, '', 'must not be empty'],
    [{ minLength: 2 }, 'a', 'must have at least 2 characters, got "a"'],
    [{ maxLength: 0 }, 'a', 'must be empty, got "a"'],
    [{ maxLength: 1 }, 'abc', 'must have at most 1 character, got 3'],
    [{ minItems: 1 }, [], 'must have at least 1 item, got 0'],
    [{ maxItems: 2 }, [1, 2, 3], 'must have at most 2 items, got 3'],
    [{ uniqueItems: true }, ['a', 'b', 'a'], 'must not repeat an item, got "a" twice'],
    [{ minimum: 1 }, 0, 'must be >= 1, got 0'],
    [{ maximum: 1 }, 2, 'must be <= 1, got 2'],
    [{ exclusiveMinimum: 1 }, 1, 'must be > 1, got 1'],
    [{ exclusiveMaximum: 1 }, 1, 'must be < 1, got 1'],
    [{ not: { const: 'a' } }, 'a', 'must not be "a"'],
    [{ multipleOf: 5 }, 7, 'must be multiple of 5, got 7'],
  ])('%j of %j', (schema, value, message) => {
    expect(issuesOf(schema, value)).toEqual([{ path: '/F', message }]);
  });

  test('shows of a long value the beginning', () => {
    const [issue] = issuesOf({ type: 'integer' }, 'a'.repeat(200));

    expect(issue?.message).toBe(`must be an integer, got "${'a'.repeat(76)}...`);
  });

  test('names the other field that a bound comes from', () => {
    const schema = { type: 'object', properties: { Low: { maximum: { $data: '1/High' } }, High: {} } };

    expect(issuesIn(schema, { Low: 7, High: 5 })).toEqual([{ path: '/Low', message: 'must be <= 5 (High), got 7' }]);
  });

  test('has the words of a list for its items', () => {
    const accounts = { items: { pattern: '^[0-9]{12}$' }, constraintDescription: '12-digit account numbers' };

    expect(issuesOf(accounts, ['1', '123456789012'])).toEqual([
      { path: '/F/0', message: 'must be 12-digit account numbers, got "1"' },
    ]);
  });

  test('has one issue for each keyword that is broken, in each place', () => {
    expect(issuesOf({ minLength: 3, pattern: '^[a-z]*$' }, 'A')).toEqual([
      { path: '/F', message: 'must have at least 3 characters, got "A"' },
      { path: '/F', message: 'must match ^[a-z]*$, got "A"' },
    ]);
    expect(issuesOf({ items: { type: 'integer' } }, ['a', 1, 'b']).map(({ path }) => path)).toEqual(['/F/0', '/F/2']);
  });

  test('says the same thing about the same place once', () => {
    expect(issuesOf({ allOf: [{ type: 'integer' }, { type: 'integer' }] }, 'a')).toHaveLength(1);
  });
});

describe('a field', () => {
  const schema = {
    type: 'object',
    properties: {
      Name: {},
      Inner: { properties: { 'a/b': {} }, required: ['a/b'], additionalProperties: false },
    },
    required: ['Name'],
    additionalProperties: false,
  };

  test('that is missing is required where it belongs', () => {
    expect(issuesIn(schema, { Inner: {} })).toEqual([
      { path: '/Name', message: 'is required' },
      { path: '/Inner/a~1b', message: 'is required' },
    ]);
  });

  test('that is not known is compared with those that are, where it stands', () => {
    expect(issuesIn(schema, { Name: 1, name: 1, Inner: { 'a/b': 1, 'x~y/z': 1 } })).toEqual([
      { path: '/name', message: "is not known; did you mean 'Name'?" },
      { path: '/Inner/x~0y~1z', message: 'is not known; known are a/b' },
    ]);
  });

  test('that no schema speaks of is not known either', () => {
    const open = { properties: { Name: {} }, unevaluatedProperties: false };

    expect(issuesIn(open, { Nmae: 1 })).toEqual([{ path: '/Nmae', message: "is not known; did you mean 'Name'?" }]);
  });
});

test.each<[name: string, known: string[], suggested: string]>([
  ['Projcet', ['Environment', 'Project'], "; did you mean 'Project'?"],
  ['project', ['Project'], "; did you mean 'Project'?"],
  ['Proj', ['Project', 'Prod'], "; did you mean 'Prod'?"],
  ['LogRetentionDay', ['RetentionDays', 'LogRetentionDays'], "; did you mean 'LogRetentionDays'?"],
  ['RetentionDaysOfLogs', ['RetentionDays'], "; did you mean 'RetentionDays'?"],
  ['Size', ['Project', 'Environment'], '; known are Project, Environment'],
  ['Size', [], ''],
])('of %s among %j', (name, known, suggested) => {
  expect(suggestion(name, known)).toBe(suggested);
});

describe('a rule that is broken is one issue in its own words', () => {
  const words = { title: 'Title', description: 'What it changes' } as const;
  const parameters = {
    Environment: { type: 'string', enum: ['dev', 'prod'], ...words },
    Retention: { type: 'string', enum: ['retain', 'destroy'], ...words },
    Low: { type: 'integer', ...words },
    High: { type: 'integer', ...words },
    Name: { type: 'string', ...words },
  } as const;
  const prod = { properties: { Environment: { const: 'prod' } } };
  const launch = { Environment: 'prod', Retention: 'destroy', Low: 7, High: 5, Name: 'a' };

  function issuesOfRule(then: object, values: object = launch, when: object | undefined = prod) {
    const rules = { R: { description: 'a production launch is careful', if: when, then } };
    return issuesIn(toJsonSchema({ id: 'a', title: 'A', parameters, rules }), values);
  }

  test('with the detail of the first field that breaks it', () => {
    const then = { properties: { Retention: { const: 'retain' }, Low: { maximum: 3 } } };

    expect(issuesOfRule(then)).toEqual([
      { path: '/Retention', message: 'a production launch is careful (must be "retain", got "destroy")' },
    ]);
  });

  test('with the other field that it compares with', () => {
    expect(issuesOfRule({ properties: { Low: { maximum: { $data: '1/High' } } } })).toEqual([
      { path: '/Low', message: 'a production launch is careful (must be <= 5 (High), got 7)' },
    ]);
  });

  test('without a detail where there are several ways to keep it', () => {
    const then = { anyOf: [{ properties: { Retention: { const: 'retain' } } }, { properties: { Low: { const: 1 } } }] };

    expect(issuesOfRule(then)).toEqual([{ path: '/Retention', message: 'a production launch is careful' }]);
  });

  test('for the launch as a whole where no field is at fault by itself', () => {
    expect(issuesOfRule({ not: { properties: { Low: { const: 7 } } } })).toEqual([
      { path: '', message: 'a production launch is careful' },
    ]);
  });

  test('and says nothing of words that belong to the field', () => {
    const described = { ...parameters, Name: { ...parameters.Name, constraintDescription: 'your name' } };
    const rules = { R: { description: 'r', then: { properties: { Name: { pattern: '^b$' } } } } };

    expect(issuesIn(toJsonSchema({ id: 'a', title: 'A', parameters: described, rules }), launch)).toEqual([
      { path: '/Name', message: 'r (must match ^b$, got "a")' },
    ]);
  });

  test('and none where its condition does not hold', () => {
    expect(issuesOfRule({ properties: { Low: { const: 1 } } }, { ...launch, Environment: 'dev' })).toEqual([]);
  });

  test('each for itself, when several are broken', () => {
    const rules = {
      A: { description: 'a', then: { properties: { Low: { maximum: 3 } } } },
      B: { description: 'b', then: { properties: { Low: { maximum: 4 } } } },
      C: { description: 'c', then: { properties: { Low: { maximum: 10 } } } },
    };

    expect(issuesIn(toJsonSchema({ id: 'a', title: 'A', parameters, rules }), launch)).toEqual([
      { path: '/Low', message: 'a (must be <= 3, got 7)' },
      { path: '/Low', message: 'b (must be <= 4, got 7)' },
    ]);
  });

  test('but is not judged where one of its fields is missing, which is an issue of that field', () => {
    const { Low: _, ...without } = launch;

    expect(issuesOfRule({ not: { properties: { Low: { const: 7 } } } }, without)).toEqual([
      { path: '/Low', message: 'is required' },
    ]);
    expect(issuesOfRule({ properties: { High: { maximum: { $data: '1/Low' } } } }, without, undefined)).toEqual([
      { path: '/Low', message: 'is required' },
    ]);
  });

  test('nor where the other field is no number, which is an issue of that field', () => {
    const values = { ...launch, High: 'many' };

    expect(issuesOfRule({ properties: { Low: { maximum: { $data: '1/High' } } } }, values)).toEqual([
      { path: '/High', message: 'must be an integer, got "many"' },
    ]);
  });
});
