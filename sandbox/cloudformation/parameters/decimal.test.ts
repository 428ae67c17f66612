import fc from 'fast-check';
import { compareDecimals, isDecimal } from './decimal.ts';

test.each(['0', '7', '-7', '+7', '007', '-0', '1.5', '1.', '.5', '-.5', '1e5', '1E+5', '1.5e-3', '9'.repeat(400)])(
  'takes %s for a number',
  (text) => {
    expect(isDecimal(text)).toBe(true);
  },
);

test.each([
  '',
  ' ',
  ' 1',
  '1 ',
  '1\n',
  '-',
  '.',
  '-.',
  'e5',
  '1e',
  '1e1.5',
  '--1',
  '1,5',
  '1_000',
  '0x10',
  '0b1',
  '1d',
  '1f',
  'NaN',
  'Infinity',
  '-Infinity',
  'true',
  'one',
  '١',
])('fails to take %j for a number', (text) => {
  expect(isDecimal(text)).toBe(false);
});

test.each([
  ['1', '2', -1],
  ['2', '10', -1],
  ['-2', '-10', 1],
  ['1', '1.0', 0],
  ['1', '01', 0],
  ['100', '1e2', 0],
  ['-0', '0', 0],
  ['0', '0e999999999999', 0],
  ['0.1', '0.10000000000000000000001', -1],
  ['9007199254740992', '9007199254740993', -1],
  ['-9007199254740992', '-9007199254740993', 1],
  ['1e400', '2e400', -1],
  ['1e400', '-1e400', 1],
  ['1e-400', '0', 1],
  ['-1e-400', '1e-400', -1],
  ['1e-400', '1e-401', 1],
  ['1e99999999999999999999', '1e99999999999999999998', 1],
])('orders %s and %s exactly', (left, right, order) => {
  expect(Math.sign(compareDecimals(left, right))).toBe(order);
  expect(Math.sign(compareDecimals(right, left)) + 0).toBe(-order + 0);
});

/** A decimal text together with its value in units of 10^-20, computed without the code under test. */
const decimals = fc
  .record({ value: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), shift: fc.integer({ min: 0, max: 20 }) })
  .map(({ value, shift }) => {
    const digits = (value < 0n ? -value : value).toString().padStart(shift + 1, '0');
    const point = digits.length - shift;
    const text = `${value < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
    return { text, scaled: value * 10n ** BigInt(20 - shift) };
  });

test('orders any two decimals as big integers do', () => {
  fc.assert(
    fc.property(decimals, decimals, (left, right) => {
      const expected = left.scaled < right.scaled ? -1 : left.scaled > right.scaled ? 1 : 0;
      return isDecimal(left.text) && Math.sign(compareDecimals(left.text, right.text)) === expected;
    }),
  );
});

test('a number keeps its value when its point moves into the exponent', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
      fc.integer({ min: 0, max: 30 }),
      (value, zeros) => compareDecimals(`${value}${'0'.repeat(zeros)}`, `${value}e${zeros}`) === 0,
    ),
  );
});
