import type { SiteSummary } from '#lib/site.ts';
import { familiesOf, matching } from './matches.ts';

function offering(address: string, title: string, summary = ''): SiteSummary {
  const [family = ''] = address.split('/');
  return {
    id: address.replace('/', '-'),
    address,
    family,
    familyTitle: family.replace('-', ' '),
    title,
    summary,
    version: '1.0.0',
    owner: 'data-platform',
    resources: 1,
    findings: { open: 0, acknowledged: 0 },
    parameters: 2,
    required: 1,
  };
}

const bucket = offering('amc/tenant-bucket', 'AMC tenant bucket', 'A home for results.');
const lake = offering('data-lake/dataset', 'Data set', 'A home for one data set.');
const all = [bucket, lake];

test('finds what has every word somewhere, in any order and case', () => {
  expect(matching(all, { search: 'BUCKET results' })).toEqual([bucket]);
  expect(matching(all, { search: 'home' })).toEqual(all);
});

test('finds nothing where one word is missing', () => {
  expect(matching(all, { search: 'bucket zebra' })).toEqual([]);
});

test('finds everything with no words, and stays in the family', () => {
  expect(matching(all, { search: '  ' })).toEqual(all);
  expect(matching(all, { search: 'home', family: 'data-lake' })).toEqual([lake]);
});

test('counts the families in order', () => {
  expect(familiesOf([lake, bucket, bucket])).toEqual([
    { family: 'amc', title: 'amc', count: 2 },
    { family: 'data-lake', title: 'data lake', count: 1 },
  ]);
});
