import type { AcknowledgedFinding, Finding } from '#lib/findings.ts';

/** A finding as one line: `error Bucket/Resource AwsSolutions-S1: The S3 Bucket has server access logs disabled`. */
export function describeFinding({ severity, path, rule, message }: Finding): string {
  return `${severity} ${path === '' ? 'template' : path} ${rule}: ${message}`;
}

/** An acknowledged finding with the reason on a line of its own. */
export function describeAcknowledged(finding: AcknowledgedFinding): string {
  const by = finding.decision === undefined ? '' : ` (${finding.decision})`;
  return `acknowledged ${finding.path === '' ? 'template' : finding.path} ${finding.rule}: ${finding.message}\n  because${by}: ${finding.reason}`;
}
