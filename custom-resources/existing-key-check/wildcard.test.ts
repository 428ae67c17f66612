import fc from 'fast-check';
import { includes, isLiteral } from './wildcard.ts';

/** A policy variable. Put together here, because it looks like a forgotten template string. */
const variable = (name: string) => ['$', '{', name, '}'].join('');

test.each([
  ['kms:*', 'kms:decrypt', true],
  ['*', 'kms:decrypt', true],
  ['kms:?ecrypt', 'kms:decrypt', true],
  ['kms:de*', 'kms:decrypt', true],
  ['kms:de*t', 'kms:decrypt', true],
  ['kms:generatedatakey*', 'kms:generatedatakey', true],
  ['kms:generate*', 'kms:generatedatakey*', true],
  ['kms:decrypt', 'kms:decrypt', true],
  ['kms:decrypt', 'kms:encrypt', false],
  ['kms:generatedatakey', 'kms:generatedatakey*', false],
  ['kms:?', 'kms:*', false],
  ['kms:*t', 'kms:decryp', false],
  ['s3:*', 'kms:decrypt', false],
  ['a.c', 'abc', false],
  ['', '', true],
  ['', 'a', false],
  [variable('aws:username'), variable('aws:username'), true],
  ['*', variable('aws:username'), false],
  [`x${variable('*')}`, `x${variable('abc')}`, false],
])('%s includes %s: %s', (pattern, text, expected) => {
  expect(includes(pattern, text)).toBe(expected);
});

test('a text with a wildcard or a variable is not literal', () => {
  expect(['arn:aws:s3:::a', 'a*', 'a?', variable('a')].map(isLiteral)).toEqual([true, false, false, false]);
});

/** Small alphabet, so that patterns and texts meet. */
const letters = (...alphabet: string[]) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength: 6 }).map((characters) => characters.join(''));

test('on plain texts it agrees with a regular expression', () => {
  fc.assert(
    fc.property(letters('a', 'b', '*', '?'), letters('a', 'b'), (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
      expect(includes(pattern, text)).toBe(expression.test(text));
    }),
  );
});

test('a pattern that is included has no text that the other lacks', () => {
  fc.assert(
    fc.property(letters('a', '*', '?'), letters('a', '*', '?'), letters('a', 'b'), (wide, narrow, text) => {
      fc.pre(includes(wide, narrow) && includes(narrow, text));
      expect(includes(wide, text)).toBe(true);
    }),
  );
});
