import fc from 'fast-check';
import { compileJavaPattern } from './java-pattern.ts';

function matches(pattern: string, text: string): boolean {
  const compiled = compileJavaPattern(pattern);
  if ('problem' in compiled) {
    throw new Error(`${pattern} ${compiled.problem}`);
  }
  return compiled.matches(text);
}

const alphabet = fc.constantFrom('a', 'b', 'c', 'Z', '0', '7', '_', '-', '.', ' ');

/** What Java and JavaScript spell and mean alike, so that JavaScript's own engine can be the judge. */
const common = fc.letrec<{ pattern: string; sequence: string; repeated: string; atom: string; set: string }>((tie) => ({
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((items) => items.join('|')),
  sequence: fc.array(tie('repeated'), { maxLength: 4 }).map((items) => items.join('')),
  repeated: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}'))
    .map(([atom, quantifier]) => atom + quantifier),
  atom: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom('a', 'b', '0', '-', ' ', '\\.', '\\d', '\\w', '\\D', '\\W'),
    tie('set').map((set) => `[${set}]`),
    tie('set').map((set) => `[^${set}]`),
    tie('pattern').map((pattern) => `(${pattern})`),
    tie('pattern').map((pattern) => `(?:${pattern})`),
  ),
  set: fc
    .array(fc.constantFrom('a', 'Z', '_', 'a-c', '0-9', 'A-Z', '\\d', '\\w', '\\-', '\\]'), { minLength: 1 })
    .map((it) => it.join('')),
}));

test('what both languages spell alike matches alike', () => {
  fc.assert(
    fc.property(
      common.pattern,
      fc.array(fc.string({ unit: alphabet, maxLength: 6 }), { minLength: 5 }),
      (pattern, texts) => {
        const native = new RegExp(`^(?:${pattern})$`, 'u');
        for (const text of texts) {
          expect(matches(pattern, text)).toBe(native.test(text));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a quoted text matches itself and no other text', () => {
  const quotable = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\\E') && !text.endsWith('\\'));
  fc.assert(
    fc.property(quotable, quotable, (text, other) => {
      expect(matches(`\\Q${text}\\E`, text)).toBe(true);
      expect(matches(`\\Q${text}\\E`, other)).toBe(text === other);
    }),
  );
});

test('a possessive run of characters never gives any of them back', () => {
  const set = fc.constantFrom('[a-c]', '\\d', '[^b]', 'a');
  fc.assert(
    fc.property(set, set, fc.string({ unit: alphabet, maxLength: 8 }), (first, second, text) => {
      const run = new RegExp(`^${first}*`, 'u').exec(text)?.[0] ?? '';
      const isMatch = new RegExp(`^${second}$`, 'u').test(text.slice(run.length));
      expect(matches(`${first}*+${second}`, text)).toBe(isMatch);
    }),
  );
});

test('a class intersection holds what both of its sides hold', () => {
  const side = fc.constantFrom('[a-m]', '[^aeiou]', '\\w', '[0-9a]', '\\p{Punct}', '[\\p{Alpha}&&[^Z]]');
  fc.assert(
    fc.property(side, side, alphabet, (left, right, char) => {
      expect(matches(`[${left}&&${right}]`, char)).toBe(matches(left, char) && matches(right, char));
    }),
  );
});
