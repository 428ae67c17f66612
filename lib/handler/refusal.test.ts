import { refusal } from './refusal.ts';

test('a refusal has each reason on a line of its own', () => {
  expect(refusal('Not possible:', ['it is too big', 'it is too old'])).toBe(
    'Not possible:\nit is too big\nit is too old',
  );
});

test('reasons that there is no room for are counted', () => {
  const reasons = Array.from({ length: 40 }, (_, i) => `${i} ${'x'.repeat(200)}`);

  const lines = refusal('Not possible:', reasons).split('\n');
  const shown = lines.length - 2;
  expect(shown).toBeGreaterThan(10);
  expect(lines.at(-1)).toBe(`and ${40 - shown} more, all of them in the log of this check`);
});

test('what JSON makes longer counts with its length in JSON', () => {
  const reasons = Array.from({ length: 10 }, () => '"'.repeat(400));

  expect(Buffer.byteLength(JSON.stringify(refusal('Not possible:', reasons)))).toBeLessThan(3_200);
});

test('the first reason is there however long it is', () => {
  expect(refusal('Not possible:', ['x'.repeat(9_000), 'y'])).toContain('x'.repeat(9_000));
});
