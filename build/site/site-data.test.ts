import { readLaunch } from '#lib/launch.ts';
import type { SiteOffering } from '#lib/site.ts';
import { products } from '#products/index.ts';
import { specimen } from '../../test/browser/fixtures/specimen.ts';
import { examplesIn } from './examples.ts';
import { siteConfig, siteData } from './site-data.ts';

function documentOf(input = specimen): SiteOffering {
  const file = siteData([input]).find(({ path }) => path === `site/data/${input.offering.id}.json`);
  return JSON.parse(String(file?.content));
}

test('writes the catalog and one document for each offering, the same bytes in any order', () => {
  const other = {
    ...specimen,
    offering: { ...specimen.offering, id: 'events-other' },
    entry: { ...specimen.entry, id: 'events-other' },
  };
  const files = siteData([specimen, other]);

  expect(files.map(({ path }) => path)).toEqual([
    'site/data/catalog.json',
    'site/data/events-collector.json',
    'site/data/events-other.json',
  ]);
  expect(siteData([other, specimen])).toEqual(files);
});

test('a form survives the way through JSON: it judges launches as the definition does', () => {
  const { form } = documentOf();
  const wrong = { Project: 'Shop', Environment: 'prod', DataRetention: 'destroy', Ports: [0], MinimumWorkers: 9 };

  expect(readLaunch(form, wrong)).toEqual(readLaunch(specimen.offering.product, wrong));
  expect(readLaunch(form, wrong).issues.length).toBeGreaterThan(5);
});

test('the front page gets what a card shows', () => {
  const catalog = JSON.parse(String(siteData([specimen])[0]?.content));

  expect(catalog.offerings).toEqual([
    {
      id: 'events-collector',
      address: 'events/collector',
      family: 'events',
      familyTitle: 'Events',
      version: '2.1.0',
      title: 'Event collector',
      summary: specimen.entry.summary,
      owner: 'data-platform',
      parameters: 13,
      required: 4,
      resources: 2,
      findings: { open: 1, acknowledged: 0 },
    },
  ]);
});

test('what is built stands above what is released, once', () => {
  expect(documentOf().versions.map(({ version }) => version)).toEqual(['2.1.0', '2.0.0', '1.0.0']);
  const released = { ...specimen, releases: [{ version: '2.1.0', date: '2026-11-01', changes: [] }] };
  expect(documentOf(released).versions).toEqual(released.releases);
});

test('says how many resources of each type there are', () => {
  expect(documentOf().resourceTypes).toEqual([
    { type: 'AWS::KMS::Key', count: 1 },
    { type: 'AWS::Kinesis::Stream', count: 1 },
  ]);
});

test('the configuration says where templates are, or that they are nowhere', () => {
  expect(JSON.parse(String(siteConfig({ solution: 's' }).content))).toEqual({ bucket: null });
  expect(JSON.parse(String(siteConfig({ solution: 's', bucket: 'b', bucketRegion: 'cn-north-1' }).content))).toEqual({
    bucket: 'b',
    bucketRegions: { 'aws-cn': 'cn-north-1' },
  });
});

test('every product has examples of which the smallest comes first', () => {
  for (const product of products) expect(examplesIn(product)[0]?.name).toBe('minimal');
});
