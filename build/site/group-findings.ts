import type { AcknowledgedFinding, Finding } from '#lib/findings.ts';
import type { SiteAcknowledgement, SiteFinding } from '#lib/site.ts';
import { inWords } from '../diagram/read/names.ts';

/** Findings as people read them: each once, with all the places it was found at. */
export function findingsOf(findings: readonly Finding[]): SiteFinding[] {
  const same = Map.groupBy(findings, ({ rule, severity, message }) => [rule, severity, message].join('\n'));
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, severity, message } = first;
    return [{ rule, severity, message, paths: [...new Set(group.map(({ path }) => path))].sort() }];
  });
}

/**
 * Acknowledged findings by the reason that answers for them, since one decision is seen by several packs. What the
 * author of the product answered for comes first: house decisions are the same everywhere.
 */
export function acknowledgementsOf(findings: readonly AcknowledgedFinding[]): SiteAcknowledgement[] {
  const byReason = Map.groupBy(findings, ({ reason, decision = '' }) => `${decision}\n${reason}`);
  return [...byReason]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const { reason, decision } = first;
      const house = decision !== undefined && { decision: { id: decision, title: inWords(decision) } };
      return [{ reason, ...house, findings: findingsOf(group) }];
    });
}
