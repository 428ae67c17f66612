import { settle } from '#lib/schema.ts';
import { CatalogOffering } from '#lib/schemas/catalog.ts';
import { everyConstruct } from '#test/kit/fixtures/every-construct/product.ts';
import { temporaryFolder } from '#test/kit/temporary-folder.ts';
import { addressOf, issuesInAddress, packageOffering } from './package.ts';
import type { Prepared } from './prepare.ts';

const product = { ...everyConstruct, home: temporaryFolder({ 'README.md': '# Readme\n' }) };
const offering = { id: product.id, product, options: {} };
const asset = (sha256: string) => ({
  sha256,
  zip: () => Buffer.from(`zip ${sha256}`),
  sourceMaps: () => Buffer.from('{}'),
});
const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
const assets = new Map([
  ['%%ASSET0%%', asset(first)],
  ['%%ASSET1%%', asset(second)],
  ['%%ASSET2%%', asset(first)],
]);
const prepared: Prepared = {
  template: {
    Parameters: { Project: { Type: 'String' } },
    Mappings: { Address: { Assets: { BucketPrefix: '%%BUCKET%%', KeyPrefix: '%%SOLUTION%%/assets' } } },
    Resources: {
      One: { Type: 'AWS::Lambda::Function', Properties: { Key: '%%ASSET0%%.zip', Other: '%%ASSET1%%.zip' } },
      Role: { Type: 'AWS::IAM::Role', Properties: { Text: '100%% of %%ASSET2%%' } },
    },
    Outputs: { Name: { Description: 'Its name', Value: 'x' } },
  },
  bundles: [],
  gaps: [{ subject: 'Days', why: 'because' } as Prepared['gaps'][number]],
  report: { findings: [], acknowledged: [] },
  diagrams: { page: '<svg>page</svg>', phone: '<svg>phone</svg>' },
};

const made = (bucket?: string, solution = 'sol/v1') =>
  packageOffering({ offering, prepared, assets, address: { solution, ...(bucket !== undefined && { bucket }) } });
const textOf = (one: ReturnType<typeof made>, end: string) =>
  String(one.files.find(({ path }) => path.endsWith(end))?.content);

test('fills in digests, bucket and key prefix, and nothing that only looks like a placeholder', () => {
  const template = JSON.parse(textOf(made('my-assets'), '/template.json'));

  expect(template.Mappings.Address.Assets).toEqual({ BucketPrefix: 'my-assets', KeyPrefix: 'sol/v1/assets' });
  expect(template.Resources.One.Properties).toEqual({ Key: `${first}.zip`, Other: `${second}.zip` });
  expect(template.Resources.Role.Properties.Text).toBe(`100%% of ${first}`);
});

test('leaves the place of the bucket open while there is none', () => {
  expect(JSON.parse(textOf(made(), '/template.json')).Mappings.Address.Assets.BucketPrefix).toBe('%%BUCKET%%');
});

test('has the same digests for every bucket and prefix, and a template by content for each', () => {
  const [one, other] = [made('my-assets'), made('your-assets', 'other')];

  expect(one.entry.digests).toEqual(other.entry.digests);
  expect(one.entry.digests.assets).toEqual([first, second]);
  expect(one.entry.keys.templateByContent).not.toBe(other.entry.keys.templateByContent.replace('other', 'sol/v1'));
});

test('puts every file where its key says, below the folder of its buckets', () => {
  const { files, code, entry } = made('my-assets');
  const { template, templateByContent, schema, readme, diagrams, assets: keys } = entry.keys;
  const content = (key: string) => files.find(({ path }) => path === `global-s3-assets/${key}`)?.content;

  expect(files.map(({ path }) => path)).toEqual(
    [template, templateByContent, schema, readme, diagrams.page, diagrams.phone].map(
      (key) => `global-s3-assets/${key}`,
    ),
  );
  expect(template).toBe(`sol/v1/${offering.id}/${product.version}/template.json`);
  expect(content(templateByContent)).toBe(content(template));
  expect(content(readme)).toMatch(/^# Readme\n\n!\[What .*\]\(diagram\.svg\)\n$/u);
  expect([content(diagrams.page), content(diagrams.phone)]).toEqual(['<svg>page</svg>', '<svg>phone</svg>']);
  expect(diagrams.page).toBe(readme.replace('README.md', 'diagram.svg'));
  expect([...new Set(code.map(({ path }) => path))].sort()).toEqual(
    [
      ...keys.map((key) => `regional-s3-assets/${key}`),
      `source-maps/${first}.json`,
      `source-maps/${second}.json`,
    ].sort(),
  );
});

test('describes the offering as the schema of the catalog has it', () => {
  const entry = settle(CatalogOffering, made().entry, 'the entry');

  expect(entry).toMatchObject({
    id: offering.id,
    address: product.address,
    resources: 2,
    capabilities: ['CAPABILITY_IAM'],
    inStackCheck: [{ subject: 'Days', why: 'because' }],
    outputs: [{ name: 'Name', description: 'Its name' }],
  });
  expect(entry.parameters[0]).toMatchObject({ name: 'Project', required: true, type: 'String' });
});

test('fails a function that nothing was bundled for', () => {
  const some = new Map([...assets].slice(0, 1));

  expect(() => packageOffering({ offering, prepared, assets: some, address: { solution: 's' } })).toThrow('%%ASSET1%%');
});

test.each([
  ['my-assets', 'data-products', []],
  ['my-assets', 'data/v1.2_3', []],
  ['abc', 'a', []],
  ['My_Bucket', 'a', ['--bucket']],
  ['-a-', 'a', ['--bucket']],
  ['ab', 'a', ['--bucket']],
  ['a'.repeat(48), 'a', ['--bucket']],
  ['', 'a', ['--bucket']],
  ['abc', '', ['--solution']],
  ['abc', '../up', ['--solution']],
  ['abc', 'a//b', ['--solution']],
  ['abc', '/a', ['--solution']],
  ['abc', 'a/', ['--solution']],
  ['abc', 'a'.repeat(201), ['--solution']],
  ['A', ' ', ['--bucket', '--solution']],
])('says of bucket %j and prefix %j what is wrong', (bucket, solution, flags) => {
  expect(issuesInAddress({ bucket, solution }).map(({ path }) => path)).toEqual(flags);
  if (flags.length === 0) expect(addressOf({ bucket, solution })).toEqual({ bucket, solution });
  else expect(() => addressOf({ bucket, solution })).toThrow(flags[0]);
});

test('says of every region that is none by which flag it came', () => {
  const address = { solution: 's', bucketRegion: 'Europe', regions: ['eu-west-1', 'mars'] };

  expect(issuesInAddress(address)).toEqual([
    { path: '--bucket-region', message: "must be a region such as eu-west-1, got 'Europe'" },
    { path: '--regions', message: "must be a region such as eu-west-1, got 'mars'" },
  ]);
});
