import type { Acknowledgement, Finding } from '#lib/findings.ts';
import { settle } from './acknowledgements.ts';

const finding = (rule: string, path = 'Part/Bucket/Resource'): Finding => ({
  rule,
  path,
  severity: 'error',
  message: 'is wrong',
});
const answer = (rule: string, path: string, more: Partial<Acknowledgement> = {}): Acknowledgement => ({
  rule,
  path,
  reason: 'because',
  ...more,
});

test.each([
  ['the construct itself', answer('A-1', 'Part/Bucket/Resource')],
  ['a construct above', answer('A-1', 'Part')],
  ['the stack', answer('A-1', '')],
])('takes an answer at %s', (_, acknowledgement) => {
  const settled = settle([finding('A-1')], [acknowledgement]);

  expect(settled).toEqual({
    open: [],
    acknowledged: [{ ...finding('A-1'), reason: 'because' }],
    used: [acknowledgement],
    unused: [],
  });
});

test.each([
  ['another rule', answer('A-2', 'Part')],
  ['a longer rule', answer('A-12', 'Part')],
  ['the beginning of a rule', answer('A', 'Part')],
  ['another construct', answer('A-1', 'Part/Queue')],
  ['a construct whose path begins alike', answer('A-1', 'Part/Buck')],
  ['a construct below', answer('A-1', 'Part/Bucket/Resource/Child')],
])('does not take an answer for %s', (_, acknowledgement) => {
  expect(settle([finding('A-1')], [acknowledgement])).toEqual({
    open: [finding('A-1')],
    acknowledged: [],
    used: [],
    unused: [acknowledgement],
  });
});

test('takes an answer for one detail for that detail only', () => {
  const findings = [finding('A-5[Resource::*]'), finding('A-5[Action::s3:*]')];
  const { open } = settle(findings, [answer('A-5[Resource::*]', 'Part')]);

  expect(open).toEqual([finding('A-5[Action::s3:*]')]);
});

test('takes an answer without detail for all details, but not at the stack', () => {
  const findings = [finding('A-5[Resource::*]'), finding('A-5[Action::s3:*]')];

  expect(settle(findings, [answer('A-5', 'Part')]).open).toEqual([]);
  expect(settle(findings, [answer('A-5', '')]).open).toEqual(findings);
  expect(settle(findings, [answer('A-5[Resource::*]', '')]).open).toEqual([finding('A-5[Action::s3:*]')]);
});

test('takes the answer at the stack for a finding in a section of the template', () => {
  const found = finding('factory-output-description', 'Outputs/BucketName');

  expect(settle([found], [answer('factory-output-description', '')]).open).toEqual([]);
});

test('takes the closest answer, so that one given twice is unused', () => {
  const near = answer('A-1', 'Part/Bucket');
  const far = answer('A-1', 'Part');
  const again = answer('A-1', 'Part/Bucket');

  expect(settle([finding('A-1')], [far, near, again])).toMatchObject({ used: [near], unused: [far, again] });
  expect(settle([finding('A-1'), finding('A-1', 'Part/Queue')], [far, near]).unused).toEqual([]);
});

test('prefers the answer that names the detail', () => {
  const whole = answer('A-5[Resource::*]', 'Part');
  const bare = answer('A-5', 'Part');

  expect(settle([finding('A-5[Resource::*]')], [bare, whole]).used).toEqual([whole]);
});

test('understands the hyphens that CDK writes for spaces', () => {
  expect(settle([finding('A-5[Resource::a b]')], [answer('A-5[Resource::a-b]', 'Part')]).open).toEqual([]);
});

test('names the decision that answered', () => {
  const { acknowledged } = settle([finding('A-1')], [answer('A-1', 'Part', { decision: 'house' })]);

  expect(acknowledged).toEqual([{ ...finding('A-1'), reason: 'because', decision: 'house' }]);
});
