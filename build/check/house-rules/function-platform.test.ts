// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import type { Section } from '../template.ts';
import { foundIn } from './found.fixture.ts';
import { functionPlatform } from './function-platform.ts';

const fn = (Properties: Section) => ({
  Fn: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs24.x', Architectures: ['arm64'], ...Properties } },
});

test('accepts the one runtime on the one architecture', () => {
  expect(foundIn(functionPlatform, fn({}))).toEqual([]);
});

test.each([
  ['runtime', { Runtime: 'nodejs22.x' }],
  ['runtime', { Runtime: undefined }],
  ['architecture', { Architectures: ['x86_64'] }],
  ['architecture', { Architectures: undefined }],
])('finds another %s in %j', (detail, properties) => {
  expect(foundIn(functionPlatform, fn(properties))).toEqual([`Resources/Fn[${detail}]`]);
});
