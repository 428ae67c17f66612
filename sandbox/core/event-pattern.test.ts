import fc from 'fast-check';
import { EventPatternError, parseEventPattern } from './event-pattern.ts';

const matches = (pattern: unknown, event: unknown) => parseEventPattern(JSON.stringify(pattern)).matches(event);

const event = {
  source: 'shop.orders',
  'detail-type': 'Order Placed',
  resources: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
  detail: {
    state: 'OPEN',
    count: 5,
    rate: 0.5,
    paid: false,
    note: null,
    empty: '',
    none: [],
    ip: '10.1.2.3',
    ipv6: '2001:db8::1',
    path: '/data/in/2026/file.csv',
    items: [
      { sku: 'a', amount: 1 },
      { sku: 'b', amount: 2 },
    ],
    'dotted.name': 'yes',
  },
};

describe('matches', () => {
  test.each<[string, unknown]>([
    ['one of several values', { source: ['other', 'shop.orders'] }],
    ['any element of an array', { resources: ['arn:aws:s3:::b'] }],
    ['all fields at once', { source: ['shop.orders'], detail: { state: ['OPEN'], count: [5] } }],
    ['a number in another spelling', { detail: { count: [5.0], rate: [5e-1] } }],
    ['a boolean and null', { detail: { paid: [false], note: [null] } }],
    ['the empty text', { detail: { empty: [''] } }],
    ['exactly', { detail: { state: [{ exactly: 'OPEN' }] } }],
    ['a prefix', { detail: { path: [{ prefix: '/data/' }] } }],
    ['a prefix in any case', { detail: { path: [{ prefix: { 'equals-ignore-case': '/DATA/' } }] } }],
    ['the empty prefix', { detail: { empty: [{ prefix: '' }] } }],
    ['a suffix', { detail: { path: [{ suffix: '.csv' }] } }],
    ['a suffix in any case', { detail: { path: [{ suffix: { 'equals-ignore-case': '.CSV' } }] } }],
    ['a text in any case', { detail: { state: [{ 'equals-ignore-case': 'open' }] } }],
    ['anything but a text', { detail: { state: [{ 'anything-but': 'CLOSED' }] } }],
    ['anything but a text, where there is null', { detail: { note: [{ 'anything-but': 'CLOSED' }] } }],
    ['anything but numbers', { detail: { count: [{ 'anything-but': [1, 2] }] } }],
    ['anything but a number, where there is a text of it', { detail: { state: [{ 'anything-but': 5 }] } }],
    ['anything but a prefix', { detail: { path: [{ 'anything-but': { prefix: ['/tmp', '/var'] } }] } }],
    ['anything but a prefix, where there is a number', { detail: { count: [{ 'anything-but': { prefix: '5' } }] } }],
    ['anything but a suffix', { detail: { path: [{ 'anything-but': { suffix: '.txt' } }] } }],
    ['anything but a wildcard', { detail: { path: [{ 'anything-but': { wildcard: '/tmp/*' } }] } }],
    ['anything but in any case', { detail: { state: [{ 'anything-but': { 'equals-ignore-case': 'closed' } }] } }],
    ['a comparison', { detail: { count: [{ numeric: ['>=', 5] }] } }],
    ['a range', { detail: { count: [{ numeric: ['>', 0, '<=', 5] }] } }],
    ['a network', { detail: { ip: [{ cidr: '10.1.0.0/16' }], ipv6: [{ cidr: '2001:db8::/32' }] } }],
    ['an address in another spelling', { detail: { ipv6: ['2001:db8:0:0::0001'] } }],
    ['presence', { detail: { state: [{ exists: true }] } }],
    ['absence', { detail: { missing: [{ exists: false }] } }],
    ['absence of what is only an empty array', { detail: { none: [{ exists: false }] } }],
    ['absence or a value', { detail: { missing: ['x', { exists: false }] } }],
    ['a wildcard', { detail: { path: [{ wildcard: '/data/*/file.*' }] } }],
    ['either side of $or', { $or: [{ source: ['other'] }, { detail: { count: [5] } }] }],
    ['$or below a field', { detail: { $or: [{ count: [1] }, { rate: [0.5], paid: [false] }], state: ['OPEN'] } }],
    ['fields of one element', { detail: { items: { sku: ['b'], amount: [2] } } }],
    ['a dotted name by nested names', { detail: { dotted: { name: ['yes'] } } }],
    ['nested names by a dotted name', { 'detail.state': ['OPEN'] }],
  ])('%s', (_, pattern) => {
    expect(matches(pattern, event)).toBe(true);
  });
});

describe('does not match', () => {
  test.each<[string, unknown]>([
    ['another value', { source: ['other'] }],
    ['when one field differs', { source: ['shop.orders'], detail: { state: ['CLOSED'] } }],
    ['a number by its text', { detail: { count: ['5'] } }],
    ['null by its text', { detail: { note: ['null'] } }],
    ['a missing field by null', { detail: { missing: [null] } }],
    ['an excluded text', { detail: { state: [{ 'anything-but': ['OPEN', 'CLOSED'] }] } }],
    ['a missing field by anything-but', { detail: { missing: [{ 'anything-but': 'x' }] } }],
    ['an excluded prefix', { detail: { path: [{ 'anything-but': { prefix: '/data' } }] } }],
    ['an excluded wildcard', { detail: { path: [{ 'anything-but': { wildcard: '*.csv' } }] } }],
    ['a prefix of a number', { detail: { count: [{ prefix: '5' }] } }],
    ['a number out of range', { detail: { count: [{ numeric: ['>', 5, '<', 10] }] } }],
    ['a text by a comparison', { detail: { state: [{ numeric: ['>', 0] }] } }],
    ['an address of another network', { detail: { ip: [{ cidr: '10.2.0.0/16' }] } }],
    ['a text by a network', { detail: { state: [{ cidr: '10.0.0.0/8' }] } }],
    ['presence of an object', { detail: [{ exists: true }] }],
    ['presence of an empty array', { detail: { none: [{ exists: true }] } }],
    ['absence of what is there', { detail: { state: [{ exists: false }] } }],
    ['fields of different elements', { detail: { items: { sku: ['a'], amount: [2] } } }],
    ['names in another case', { Source: ['shop.orders'] }],
    ['neither side of $or', { $or: [{ source: ['x'] }, { source: ['y'] }] }],
    ['the field beside $or', { source: ['x'], $or: [{ detail: { count: [5] } }, { detail: { count: [6] } }] }],
  ])('%s', (_, pattern) => {
    expect(matches(pattern, event)).toBe(false);
  });

  test('an event that is no object', () => {
    expect(matches({ a: [1] }, [{ a: 1 }])).toBe(false);
    expect(matches({ a: [1] }, 'a')).toBe(false);
  });
});

/** Texts as recorded from AWS, up to the place in the text that AWS adds; those with `ruler` as its public matcher has them. */
describe('fails in words of AWS', () => {
  test.each<[unknown, string]>([
    [['a'], 'Filter is not an object'],
    [{ int: 42 }, '"int" must be an object or an array'],
    [{ a: [] }, 'Empty arrays are not allowed'],
    [{ a: {} }, 'Empty objects are not allowed'],
    [{ a: [['b']] }, 'Match value must be String, number, true, false, or null'],
    [{ a: [{ EXISTS: true }] }, 'Unrecognized match type EXISTS'],
    [{ a: [{ constructor: 'x' }] }, 'Unrecognized match type constructor'],
    [{ a: [{}] }, 'Match expression name not found'],
    [{ a: [{ prefix: 'a', suffix: 'b' }] }, 'Only one key allowed in match expression'],
    [{ a: [{ exists: false, prefix: 'b' }] }, 'Only one key allowed in match expression'],
    [{ a: [{ prefix: 123 }] }, 'prefix match pattern must be a string'],
    [{ a: [{ prefix: { suffix: 'x' } }] }, 'Unsupported prefix pattern: suffix'],
    [{ a: [{ suffix: ['x'] }] }, 'suffix match pattern must be a string'],
    [{ a: [{ 'equals-ignore-case': ['x'] }] }, 'equals-ignore-case match pattern must be a string'],
    [{ a: [{ exists: 'yes' }] }, 'exists match pattern must be either true or false.'],
    [{ a: [{ numeric: 10 }] }, 'Value of numeric must be an array.'],
    [{ a: [{ numeric: ['>', 0, '>', 0] }] }, 'Bad numeric range operator: >'],
    [{ a: [{ numeric: ['>', 0, '<'] }] }, 'Value of < must be numeric'],
    [{ a: [{ numeric: ['=', 'x'] }] }, 'Value of equals must be numeric'],
    [{ a: [{ numeric: ['<', 1, '>', 0] }] }, 'Too many elements in numeric expression'],
    [{ a: [{ numeric: ['!', 1] }] }, 'Unrecognized numeric range operator: !'],
    [{ a: [{ cidr: 'bad-filter' }] }, "Malformed CIDR, one '/' required"],
    [{ a: [{ cidr: 'bad-/64filter' }] }, 'Malformed CIDR, mask bits must be an integer'],
    [{ a: [{ cidr: 'xx.11.xx/8' }] }, 'Nonstandard IP address: xx.11.xx'],
    [{ a: [{ cidr: '10.0.0.0/32' }] }, 'IPv4 mask bits must be < 32'],
    [{ a: [{ 'anything-but': null }] }, 'Value of anything-but must be an array or single string/number value.'],
    [{ a: [{ 'anything-but': ['x', null] }] }, 'Inside anything but list, start|null|boolean is not supported.'],
    [
      { a: [{ 'anything-but': ['x', 1] }] },
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    ],
    [{ a: [{ 'anything-but': { prefix: '' } }] }, 'Null prefix/suffix not allowed'],
    [{ a: [{ 'anything-but': { suffix: [1, 'x'] } }] }, 'prefix/suffix match pattern must be a string'],
    [
      { a: [{ 'anything-but': { 'equals-ignore-case': 123 } }] },
      'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    ],
    [{ a: [{ 'anything-but': { numeric: ['>', 1] } }] }, 'Unsupported anything-but pattern: numeric'],
    [{ a: [{ wildcard: 'a**' }] }, 'Consecutive wildcard characters at pos 2'],
    [{ a: [{ wildcard: 'a\\b' }] }, 'Invalid escape character at pos 2'],
    [
      { a: [{ wildcard: '*:*:*:*:*:event-bus/*' }] },
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    ],
    [{ $or: { a: [1] } }, 'It must be an Array followed with $or.'],
    [{ $or: [{ a: [1] }] }, 'There must have at least 2 Objects in $or relationship.'],
    [{ $or: [{ a: [1] }, 'b'] }, 'Only JSON object is allowed in array of $or relationship.'],
    [{ $or: [{ prefix: [1] }, { b: [1] }] }, 'prefix is Ruler reserved fieldName which cannot be used inside $or.'],
  ])('%j', (pattern, message) => {
    expect(() => parseEventPattern(JSON.stringify(pattern))).toThrow(new EventPatternError(message));
  });

  test.each([
    ['this is no json', /^Unrecognized token 'this': was expecting \(JSON String/u],
    ["{'bad': 'quotation'}", /^Unexpected character \('''.* double-quote to start field name$/u],
    ['{"a": ["b"]', /^Unexpected /u],
    ['', /^Unexpected end-of-input/u],
  ])('%s', (text, message) => {
    expect(() => parseEventPattern(text)).toThrow(message);
  });
});

test('takes the repeated folder that AWS takes', () => {
  expect(matches({ a: [{ wildcard: '/Users/*/dir/dir/dir/dir/dir/doc.txt' }] }, { a: '/Users/x/dir/doc.txt' })).toBe(
    false,
  );
});

describe('for all values', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const name = fc.stringMatching(/^[a-d]$/u);
  const flat = fc.dictionary(name, scalar, { minKeys: 1 });

  test('an event matches the pattern of its own values, and no other by anything-but of them', () => {
    fc.assert(
      fc.property(flat, (values) => {
        const own = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]]));
        expect(matches({ detail: own }, { detail: values })).toBe(true);
        for (const [key, value] of Object.entries(values)) {
          if (typeof value !== 'string' && typeof value !== 'number') continue;
          expect(matches({ detail: { [key]: [{ 'anything-but': value }] } }, { detail: values })).toBe(false);
        }
      }),
    );
  });

  test('$or matches when one of its sides does', () => {
    const pattern = fc.dictionary(name, fc.array(scalar, { minLength: 1, maxLength: 2 }), { minKeys: 1 });
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 2, maxLength: 3 }), flat, (sides, values) => {
        expect(matches({ $or: sides }, values)).toBe(sides.some((side) => matches(side, values)));
      }),
    );
  });

  test('a wildcard matches what a regular expression of it does', () => {
    const parts = fc.array(fc.stringMatching(/^[ab]{0,2}$/u), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(parts, fc.stringMatching(/^[ab]{0,6}$/u), (between, value) => {
        const wildcard = between.join('*').replaceAll(/\*+/gu, '*');
        const expected = new RegExp(`^${wildcard.replaceAll('*', '.*')}$`, 'u').test(value);
        expect(matches({ a: [{ wildcard }] }, { a: value })).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('a network holds the addresses that share its first bits', () => {
    const address = fc.nat(0xffffffff);
    const text = (bits: number) => [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join('.');
    fc.assert(
      fc.property(address, address, fc.nat(31), (network, other, fixed) => {
        const mask = fixed === 0 ? 0 : (0xffffffff << (32 - fixed)) >>> 0;
        const near = ((network & mask) | (other & ~mask)) >>> 0;
        const cidr = [{ cidr: `${text(network)}/${fixed}` }];
        expect(matches({ ip: cidr }, { ip: text(near) })).toBe(true);
        expect(matches({ ip: cidr }, { ip: text(other) })).toBe((network & mask) === (other & mask));
      }),
    );
  });
});
