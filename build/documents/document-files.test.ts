import { everyConstruct } from '#test/kit/fixtures/every-construct/product.ts';
import { documentFiles } from './document-files.ts';

const made = [
  {
    offering: { id: everyConstruct.id, product: everyConstruct, options: {} },
    prepared: { report: { findings: [], acknowledged: [] } },
  },
];
const catalog = { solution: 's', bucket: null, offerings: [] };

test('tells of findings, and of buttons that there are none yet', () => {
  const files = documentFiles({ made, catalog, address: { solution: 's' } });

  expect(files.map(({ path }) => path)).toEqual(['findings.md', 'launch.html']);
  expect(String(files[0]?.content)).toContain(everyConstruct.title);
  expect(String(files[0]?.content)).toContain('### No replication by default');
  expect(String(files[1]?.content)).toContain('Not published.');
});

test('has buttons as a page and as a table where there is a bucket', () => {
  const files = documentFiles({ made, catalog, address: { solution: 's', bucket: 'my-assets' } });

  expect(files.map(({ path }) => path)).toEqual(['findings.md', 'launch.html', 'launch.md']);
  expect(String(files[1]?.content)).not.toContain('Not published.');
});

test('fails a region that cannot read the templates', () => {
  const address = { solution: 's', bucket: 'my-assets', bucketRegion: 'eu-west-1', regions: ['cn-north-1'] };

  expect(() => documentFiles({ made, catalog, address })).toThrow('another partition');
});
