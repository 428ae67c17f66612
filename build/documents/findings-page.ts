import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count } from '#lib/errors.ts';
import type { AcknowledgedFinding, CheckReport } from '#lib/findings.ts';
import { inWords } from '../diagram/read/names.ts';
import { render } from '../document.ts';
import { cell, code, lines, plain } from './markdown.ts';

/** What the checks say about one offering. */
export type OfferingReport = {
  readonly id: string;
  /** `<family>/<product>`. */
  readonly address: string;
  readonly title: string;
  readonly report: CheckReport;
};

/** A house decision, as `lib/house-decisions.ts` has them. */
export type HouseDecision = { readonly id: string; readonly rules: readonly string[]; readonly reason: string };

/** The page that lists every finding somebody answered for: house decisions first, then product by product. */
export function findingsPage(offerings: readonly OfferingReport[], decisions: readonly HouseDecision[]): string {
  const template = readFileSync(join(import.meta.dirname, 'findings-page.md.hbs'), 'utf8');
  const products = offerings.toSorted((a, b) => compare(a.id, b.id));
  return render(template, {
    summary: summaryOf(products),
    decisions: decisions.toSorted((a, b) => compare(a.id, b.id)).map((decision) => decisionView(decision, products)),
    products: products.map(productView),
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function summaryOf(offerings: readonly OfferingReport[]): string {
  const acknowledged = offerings.flatMap(({ report }) => report.acknowledged);
  const decided = acknowledged.filter(isDecided).length;
  const open = offerings.flatMap(({ report }) => report.findings).length;
  const parts = [
    `${count(offerings.length, 'offering')}: ${count(open, 'open finding')}`,
    `${decided} answered by house decisions`,
    `${acknowledged.length - decided} beside the resource`,
  ];
  return `${parts.join(', ')}.`;
}

function isDecided({ decision }: AcknowledgedFinding): boolean {
  return decision !== undefined;
}

function anchorOf(decision: string): string {
  return `decision-${decision}`;
}

function decisionView({ id, rules, reason }: HouseDecision, offerings: readonly OfferingReport[]): object {
  const used = offerings.flatMap((offering) => {
    const findings = offering.report.acknowledged.filter(({ decision }) => decision === id);
    const places = new Set(findings.map(({ path }) => path)).size;
    return places === 0 ? [] : [`[${cell(offering.title)}](#${offering.id}) (${count(places, 'place')})`];
  });
  return {
    id: code(id),
    anchor: anchorOf(id),
    control: plain(inWords(id)),
    reason: plain(reason),
    rules: rules.toSorted().map(code).join(', '),
    used: used.length === 0 ? 'no product' : used.join(', '),
  };
}

function productView({ id, address, title, report }: OfferingReport): object {
  const beside = report.acknowledged.filter((finding) => !isDecided(finding));
  const taken = [...new Set(report.acknowledged.flatMap(({ decision }) => decision ?? []))].sort();
  return {
    anchor: id,
    title: plain(title),
    address: id === address.replace('/', '-') ? code(address) : `${code(address)}, offered as ${code(id)}`,
    open: report.findings.length,
    beside: beside.length,
    decided: report.acknowledged.length - beside.length,
    taken: taken.map((decision) => `[${plain(inWords(decision))}](#${anchorOf(decision)})`).join(', '),
    openFindings: report.findings.map(({ path, resource, severity, rule, message }) => ({
      where: whereOf({ path, ...(resource !== undefined && { resource }) }),
      severity,
      rule: code(rule),
      message: cell(message),
    })),
    acknowledged: acknowledgedRows(beside),
  };
}

/** The construct path, which says more than a logical id; a finding about the whole template has none. */
function whereOf({ path, resource }: { readonly path: string; readonly resource?: string }): string {
  const place = path.replace(/\/Resource$/u, '');
  return place === '' ? (resource === undefined ? 'the template' : code(resource)) : code(place);
}

/** Details in a rule's id can be a whole ARN with functions in it, and some rules explain themselves at length. */
const [longestRule, longestMessage] = [72, 200];

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** One row for each place and reason: what several packs find in one place is answered once. */
function acknowledgedRows(findings: readonly AcknowledgedFinding[]): object[] {
  const groups = Map.groupBy(findings, ({ path, reason }) => `${path}\n${reason}`);
  return [...groups]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const messages = [...new Set(group.map(({ message }) => message))];
      return [
        {
          where: whereOf(first),
          rules: lines([...new Set(group.map(({ rule }) => shortened(rule, longestRule)))].sort().map(code)),
          message: lines(messages.map((message) => cell(shortened(message, longestMessage)))),
          reason: cell(first.reason),
        },
      ];
    });
}
