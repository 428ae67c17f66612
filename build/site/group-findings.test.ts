import type { AcknowledgedFinding } from '#lib/findings.ts';
import { acknowledgementsOf, findingsOf } from './group-findings.ts';

const finding = { rule: 'S1', severity: 'error', message: 'no logs', path: 'B' } as const;

test('a finding stands once, with its places in order', () => {
  expect(findingsOf([finding, { ...finding, path: 'A' }, finding, { ...finding, rule: 'S2' }])).toEqual([
    { rule: 'S1', severity: 'error', message: 'no logs', paths: ['A', 'B'] },
    { rule: 'S2', severity: 'error', message: 'no logs', paths: ['B'] },
  ]);
});

test('findings are grouped by the reason that answers for them, the own ones of the product first', () => {
  const findings: AcknowledgedFinding[] = [
    { ...finding, reason: 'house', decision: 'no-logs' },
    { ...finding, reason: 'own' },
    { ...finding, rule: 'S2', reason: 'house', decision: 'no-logs' },
  ];

  expect(acknowledgementsOf(findings)).toEqual([
    { reason: 'own', findings: findingsOf([finding]) },
    {
      reason: 'house',
      decision: { id: 'no-logs', title: 'No logs' },
      findings: findingsOf([finding, { ...finding, rule: 'S2' }]),
    },
  ]);
});
