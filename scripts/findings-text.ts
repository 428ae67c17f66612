import { count } from '#lib/errors.ts';
import type { AcknowledgedFinding, CheckReport, Finding } from '#lib/findings.ts';
import type { Offering } from '#lib/product.ts';
import type { Outcome } from './outcome.ts';

/** The reports of a build or a check. */
export type Reports = readonly { readonly offering: Offering; readonly report: CheckReport }[];

/** Findings as issues of the JSON output. */
export function issuesOf(reports: Reports): Outcome['issues'] {
  return reports.flatMap(({ offering, report }) =>
    report.findings.map(({ path, message, rule, severity, resource }) => ({
      path,
      message,
      rule,
      severity,
      product: offering.id,
      ...(resource !== undefined && { resource }),
    })),
  );
}

/** Open findings, product by product. */
export function findingsText(reports: Reports): string {
  return reports
    .filter(({ report }) => report.findings.length > 0)
    .map(({ offering, report }) =>
      [
        `${offering.product.address}: ${count(report.findings.length, 'finding')}`,
        ...report.findings.map(findingLine),
      ].join('\n'),
    )
    .join('\n\n');
}

function findingLine({ rule, severity, path, message }: Finding): string {
  return `  ${severity.padEnd(7)}  ${path}\n           ${rule}: ${message}`;
}

/** Acknowledged findings, product by product, grouped by reason: a house decision answers for many. */
export function acknowledgedText(reports: Reports): string {
  return reports
    .filter(({ report }) => report.acknowledged.length > 0)
    .map(({ offering, report }) =>
      [
        `${offering.product.address}: ${count(report.acknowledged.length, 'acknowledged finding')}`,
        ...groups(report.acknowledged),
      ].join('\n'),
    )
    .join('\n\n');
}

function groups(findings: readonly AcknowledgedFinding[]): string[] {
  const byReason = Map.groupBy(findings, ({ reason, decision }) => JSON.stringify([decision, reason]));
  return [...byReason.values()].flatMap((group) => {
    const { decision, reason = '' } = group[0] ?? {};
    const heading = decision === undefined ? 'acknowledged beside the resource' : `house decision ${decision}`;
    const rules = [...new Set(group.map(({ rule }) => rule))].sort();
    const paths = [...new Set(group.map(({ path }) => path))].sort();
    return [
      '',
      `  ${heading}`,
      `    why:    ${reason.replace(/\s+/gu, ' ')}`,
      `    rules:  ${rules.join(', ')}`,
      `    at:     ${paths.join(', ')}`,
    ];
  });
}
