import fc from 'fast-check';
import { widthOf, wrapped } from './measure.ts';

const font = { size: 12 };

test('tells wide texts from narrow ones, and bold from plain', () => {
  expect(widthOf('WWW', font)).toBeGreaterThan(widthOf('iii', font) * 3);
  expect(widthOf('text', { ...font, bold: true })).toBeGreaterThan(widthOf('text', font));
  expect(widthOf('', font)).toBe(0);
});

test('wraps at words, breaks words that are too long, and shortens the last line', () => {
  expect(wrapped('one two three', { width: 50, lines: 3, font })).toEqual(['one two', 'three']);
  expect(wrapped('a'.repeat(20), { width: 50, lines: 9, font }).join('')).toBe('a'.repeat(20));
  expect(wrapped('one two three four five', { width: 50, lines: 2, font })).toEqual(['one two', 'three…']);
  expect(wrapped('', { width: 50, lines: 2, font })).toEqual([]);
});

test('keeps every line within its width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 30, max: 200 }), (text, width) => {
      const lines = wrapped(text, { width, lines: 3, font });

      expect(lines.length).toBeLessThanOrEqual(3);
      for (const line of lines.filter((one) => [...one].length > 1))
        expect(widthOf(line, font)).toBeLessThanOrEqual(width);
    }),
    { seed: 11 },
  );
});
