import fc from 'fast-check';
import { compileParameters } from './evaluate.ts';

type Sample = {
  readonly definition: Readonly<Record<string, unknown>>;
  /** What plain JavaScript says about one member of the value. */
  readonly accepts: (member: string) => boolean;
};

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 });

const textConstraints: fc.Arbitrary<Sample> = fc
  .record({
    MinLength: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    MaxLength: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
    AllowedValues: fc.option(fc.array(word, { minLength: 1, maxLength: 6 }), { nil: undefined }),
    AllowedPattern: fc.constantFrom(undefined, '[ab]*', 'a.*', '(ab?)+|c'),
  })
  .map((definition) => ({
    definition,
    accepts: (member) =>
      member.length >= (definition.MinLength ?? 0) &&
      member.length <= (definition.MaxLength ?? 99) &&
      (definition.AllowedValues?.includes(member) ?? true) &&
      new RegExp(`^(?:${definition.AllowedPattern ?? '.*'})$`, 's').test(member),
  }));

const numberConstraints: fc.Arbitrary<Sample> = fc
  .record({
    MinValue: fc.option(fc.integer({ min: -5, max: 0 }), { nil: undefined }),
    MaxValue: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  })
  .map((definition) => ({
    definition,
    accepts: (member) =>
      /^-?\d+(\.\d+)?$/.test(member) &&
      Number(member) >= (definition.MinValue ?? -99) &&
      Number(member) <= (definition.MaxValue ?? 99),
  }));

const number = fc.oneof(
  fc.integer({ min: -8, max: 8 }).map(String),
  fc.constantFrom('', 'x', '0.5', '-0.25', '1,5', '--1'),
);

const cases = fc.oneof(
  fc.record({
    Type: fc.constantFrom('String', 'CommaDelimitedList'),
    sample: textConstraints,
    member: fc.constant(word),
  }),
  fc.record({
    Type: fc.constantFrom('Number', 'List<Number>'),
    sample: numberConstraints,
    member: fc.constant(number),
  }),
);

const launches = cases.chain(({ Type, sample, member }) =>
  fc.record({
    Type: fc.constant(Type),
    sample: fc.constant(sample),
    members: fc.array(member, { minLength: 1, maxLength: Type.includes('List') ? 3 : 1 }),
  }),
);

test('a value is accepted exactly where each of its members keeps each constraint', () => {
  fc.assert(
    fc.property(launches, ({ Type, sample, members }) => {
      const compiled = compileParameters({ Parameters: { P: { Type, ...sample.definition } } });
      const isList = Type !== 'String' && Type !== 'Number';
      const value = members.join(isList ? ' , ' : '');
      const each = isList ? value.split(',').map((member) => member.trim()) : [value];
      const { violations, parameters } = compiled.evaluate([{ ParameterKey: 'P', ParameterValue: value }]);

      expect(violations.length === 0).toBe(each.every(sample.accepts));
      expect(parameters.get('P')).toEqual({ value, ref: isList ? each : value, noEcho: false });
    }),
    { numRuns: 2000 },
  );
});

test('a default compiles exactly where the same value is accepted', () => {
  fc.assert(
    fc.property(launches, ({ Type, sample, members }) => {
      const value = members.join(',');
      const declare = (extra: object) => () =>
        compileParameters({ Parameters: { P: { Type, ...sample.definition, ...extra } } });
      const isAccepted = declare({})().evaluate([{ ParameterKey: 'P', ParameterValue: value }]).violations.length === 0;

      if (isAccepted) {
        expect(declare({ Default: value })().evaluate([]).parameters.get('P')?.value).toBe(value);
      } else {
        expect(declare({ Default: value })).toThrow("'P'");
      }
    }),
    { numRuns: 500 },
  );
});

test('every key is either declared, unknown or missing', () => {
  const keys = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'));
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { minLength: 1 }),
      keys,
      (declared, supplied) => {
        const Parameters = Object.fromEntries(declared.map((name) => [name, { Type: 'String' }]));
        const entries = supplied.map((ParameterKey) => ({ ParameterKey, ParameterValue: 'x' }));
        const { violations, parameters } = compileParameters({ Parameters }).evaluate(entries);
        const named = (kind: string) =>
          violations.filter((violation) => violation.kind === kind).map((it) => it.parameter);

        expect(named('unknown')).toEqual(supplied.filter((name) => !declared.includes(name)));
        expect(named('missing')).toEqual(declared.filter((name) => !supplied.includes(name)));
        expect([...parameters.keys()]).toEqual(declared.filter((name) => supplied.includes(name)));
      },
    ),
  );
});
