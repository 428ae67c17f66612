import type { Finding } from '#lib/findings.ts';
import { describeAcknowledged, describeFinding } from './describe.ts';

const finding: Finding = {
  rule: 'AwsSolutions-S1',
  severity: 'error',
  message: 'The bucket has no logs',
  path: 'Bucket/Resource',
};

test('says a finding in one line', () => {
  expect(describeFinding(finding)).toBe('error Bucket/Resource AwsSolutions-S1: The bucket has no logs');
  expect(describeFinding({ ...finding, path: '' })).toBe('error template AwsSolutions-S1: The bucket has no logs');
});

test('says why a finding was acknowledged, and by which decision', () => {
  expect(describeAcknowledged({ ...finding, reason: 'It is the log bucket' })).toBe(
    'acknowledged Bucket/Resource AwsSolutions-S1: The bucket has no logs\n  because: It is the log bucket',
  );
  expect(describeAcknowledged({ ...finding, reason: 'It is the log bucket', decision: 'log-bucket' })).toContain(
    'because (log-bucket): It is',
  );
});
