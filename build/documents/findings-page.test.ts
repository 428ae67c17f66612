import MarkdownIt from 'markdown-it';
import type { AcknowledgedFinding, Finding } from '#lib/findings.ts';
import { findingsPage, type HouseDecision, type OfferingReport } from './findings-page.ts';

const decisions: HouseDecision[] = [
  {
    id: 'no-replication-by-default',
    rules: ['PCI.DSS.321-S3BucketReplicationEnabled', 'HIPAA.Security-S3BucketReplicationEnabled'],
    reason: 'A copy in another region is a question of cost.',
  },
  {
    id: 'functions-outside-vpc',
    rules: ['CT.LAMBDA.PR.3'],
    reason: 'Our functions call AWS APIs over TLS and nothing inside a network.',
  },
];

const finding = (rule: string, path: string, message = 'is not as the rule has it'): Finding => ({
  rule,
  path,
  message,
  severity: 'error',
});
const decided = (rule: string, path: string, decision: string): AcknowledgedFinding => ({
  ...finding(rule, path),
  decision,
  reason: 'as decided',
});
const beside = (rule: string, path: string, reason: string): AcknowledgedFinding => ({
  ...finding(rule, path),
  reason,
});

function offering(
  id: string,
  acknowledged: readonly AcknowledgedFinding[],
  findings: readonly Finding[] = [],
): OfferingReport {
  return { id, address: id.replace('-', '/'), title: `Product ${id}`, report: { acknowledged, findings } };
}

const reports = [
  offering('lake-dataset', [decided('CT.LAMBDA.PR.3', 'Work/Resource', 'functions-outside-vpc')]),
  offering('amc-bucket', [
    decided('CT.LAMBDA.PR.3', 'Check/Function', 'functions-outside-vpc'),
    decided('CT.LAMBDA.PR.3', 'Check/Function', 'functions-outside-vpc'),
    decided('CT.LAMBDA.PR.3', 'Other/Function', 'functions-outside-vpc'),
    beside('CT.S3.PR.2', 'Bucket/Resource', 'The rule does not look into the Fn::If | that picks *it*.'),
    beside('AwsSolutions-S1', 'Bucket/Resource', 'The rule does not look into the Fn::If | that picks *it*.'),
    beside('AwsSolutions-IAM5[Resource::*]', 'Role/Policy', 'Objects have names that nobody knows beforehand.'),
  ]),
];

const page = findingsPage(reports, decisions);

/** The rows of all tables of a page, cell by cell, as a reader sees them. */
function rowsIn(markdown: string): string[][] {
  const html = new MarkdownIt({ html: true }).render(markdown);
  return [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/gu)].map(([, row = '']) =>
    [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/gu)].map(([, text = '']) =>
      text.replace(/<br>/gu, ' + ').replace(/<[^>]*>/gu, ''),
    ),
  );
}

test('begins with the numbers', () => {
  expect(page).toContain('2 offerings: 0 open findings, 4 answered by house decisions, 3 beside the resource.');
  expect(rowsIn(page)).toContainEqual(['Product amc-bucket', '0', '3', '3']);
});

test('lists house decisions before products, each with rules, reason and where it is used', () => {
  expect(page.indexOf('## House decisions')).toBeLessThan(page.indexOf('## Products'));
  expect(page).toContain('### Functions outside VPC');
  expect(page).toContain('### No replication by default');
  expect(page).toContain('Our functions call AWS APIs over TLS and nothing inside a network.');
  expect(rowsIn(page)).toEqual(
    expect.arrayContaining([
      ['Decision', 'functions-outside-vpc'],
      ['Rules', 'HIPAA.Security-S3BucketReplicationEnabled, PCI.DSS.321-S3BucketReplicationEnabled'],
      ['Used in', 'Product amc-bucket (2 places), Product lake-dataset (1 place)'],
      ['Used in', 'no product'],
    ]),
  );
});

test('lists what is answered beside a resource, one row for each place and reason', () => {
  expect(rowsIn(page)).toEqual(
    expect.arrayContaining([
      [
        'Bucket',
        'AwsSolutions-S1 + CT.S3.PR.2',
        'is not as the rule has it',
        'The rule does not look into the Fn::If | that picks *it*.',
      ],
      [
        'Role/Policy',
        'AwsSolutions-IAM5[Resource::*]',
        'is not as the rule has it',
        'Objects have names that nobody knows beforehand.',
      ],
    ]),
  );
});

test('shortens rules and messages that nobody reads to the end', () => {
  const long = `AwsSolutions-IAM5[${'x'.repeat(300)}]`;
  const text = findingsPage(
    [offering('amc-bucket', [{ ...beside(long, 'Role', 'Names are not known.'), message: 'm'.repeat(400) }])],
    [],
  );

  expect(rowsIn(text)).toContainEqual(['Role', `${long.slice(0, 71)}…`, `${'m'.repeat(199)}…`, 'Names are not known.']);
});

test('does not repeat house decisions product by product, but names them', () => {
  const product = page.slice(page.indexOf('<a id="lake-dataset">'));

  expect(product).toContain('Nothing is answered for beside a resource.');
  expect(product).toContain('House decisions it takes: [Functions outside VPC](#decision-functions-outside-vpc)');
  expect(rowsIn(product)).toEqual([]);
});

test('shows findings that nobody answered for', () => {
  const open = findingsPage(
    [
      offering(
        'amc-bucket',
        [],
        [finding('W1030', '', 'the template is odd'), { ...finding('E1', 'A'), resource: 'ABCD' }],
      ),
    ],
    [],
  );

  expect(rowsIn(open)).toEqual(
    expect.arrayContaining([
      ['the template', 'error', 'W1030', 'the template is odd'],
      ['A', 'error', 'E1', 'is not as the rule has it'],
    ]),
  );
});

test('leads every link to something on the page', () => {
  const anchors = [...page.matchAll(/<a id="([^"]+)">/gu)].map(([, id]) => id);
  const links = [...page.matchAll(/\]\(#([^)]+)\)/gu)].map(([, id]) => id);

  expect(links.length).toBeGreaterThan(3);
  expect(anchors).toEqual(expect.arrayContaining(links));
});

test('does not depend on the order that it is given things in', () => {
  expect(findingsPage(reports.toReversed(), decisions.toReversed())).toBe(page);
});

test('is a page without products, too', () => {
  expect(findingsPage([], [])).toContain('0 offerings: 0 open findings');
});
