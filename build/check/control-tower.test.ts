import { existsSync, readFileSync } from 'node:fs';
import { controls, controlsFor } from './control-tower.ts';

test('knows every control with its rule file and what AWS says about it', () => {
  expect(controls().length).toBeGreaterThan(200);
  for (const { id, title, remedy, types, ruleFile } of controls()) {
    expect(id).toMatch(/^CT\.[A-Z0-9-]+\.PR\.\d+$/);
    expect([title, remedy].every((text) => text.length > 10)).toBe(true);
    expect(types.length).toBeGreaterThan(0);
    expect(existsSync(ruleFile)).toBe(true);
  }
});

test('knows controls by types that their rules really look at', () => {
  for (const { ruleFile, types } of controls()) {
    const rule = readFileSync(ruleFile, 'utf8');
    expect(types.filter((type) => !rule.includes(type))).toEqual([]);
  }
});

test('picks the controls for the types of a template', () => {
  const picked = controlsFor(new Set(['AWS::S3::Bucket', 'AWS::Unknown::Thing'])).map(({ id }) => id);

  expect(picked).toContain('CT.S3.PR.4');
  expect(picked.every((id) => id.startsWith('CT.'))).toBe(true);
  expect(picked).not.toContain('CT.LAMBDA.PR.3');
  expect(controlsFor(new Set(['AWS::Unknown::Thing']))).toEqual([]);
});
