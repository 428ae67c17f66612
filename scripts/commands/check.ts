import { build } from '#build/build.ts';
import { loadOfferings } from '#build/load.ts';
import { select } from '#build/offerings.ts';
import { count } from '#lib/errors.ts';
import type { Context } from '../context.ts';
import { acknowledgedText, findingsText, issuesOf } from '../findings-text.ts';
import type { Outcome } from '../outcome.ts';
import { progressLine } from '../progress.ts';

/** `factory check [product...]` */
export async function check(
  { root }: Context,
  names: readonly string[],
  options: { readonly acknowledged?: boolean },
): Promise<Outcome> {
  const offerings = select(await loadOfferings(root), names);
  const line = progressLine();
  const { reports } = await build({
    root,
    offerings,
    address: { solution: 'unpublished' },
    onProgress: ({ done, total, what }) => line.show(`check ${done}/${total} ${what}`),
  }).finally(line.end);
  const issues = issuesOf(reports);
  const acknowledged = reports.flatMap(({ report }) => report.acknowledged).length;
  const parts = [findingsText(reports), options.acknowledged === true ? acknowledgedText(reports) : '', ''];
  const hint =
    acknowledged > 0 && options.acknowledged !== true ? ' (--acknowledged lists them with their reasons)' : '';
  return {
    ok: issues.length === 0,
    command: 'check',
    issues,
    data: {
      products: reports.map(({ offering, report }) => ({
        id: offering.id,
        findings: report.findings,
        acknowledged: report.acknowledged,
      })),
    },
    text: parts.filter((part) => part !== '').join('\n\n'),
    notes: [
      `${count(offerings.length, 'offering')}: ${count(issues.length, 'open finding')}, ${acknowledged} acknowledged${hint}`,
    ],
  };
}
