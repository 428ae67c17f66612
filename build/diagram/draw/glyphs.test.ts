import { glyphNames, glyphPath } from './glyphs.ts';

test('keeps every sign inside its field of 24 by 24', () => {
  for (const name of glyphNames) {
    const moves = [...glyphPath(name).matchAll(/[MLHVCSQTAZ]([^A-Z]*)/gu)].map(([whole]) => whole);
    const numbers = [...glyphPath(name).matchAll(/\d+(\.\d+)?/gu)].map(([text]) => Number(text));

    expect({ name, first: moves[0]?.startsWith('M') }).toEqual({ name, first: true });
    expect(Math.max(...numbers)).toBeLessThanOrEqual(22);
  }
});

test('has no two signs alike', () => {
  expect(new Set(glyphNames.map(glyphPath)).size).toBe(glyphNames.length);
});
