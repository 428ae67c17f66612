import { execFileSync } from 'node:child_process';
import MarkdownIt from 'markdown-it';
import { InputError } from '#lib/errors.ts';
import type { Catalog, CatalogOffering } from '#lib/schemas/catalog.ts';
import { type Element, parseXml, withClass } from '../diagram/xml.fixture.ts';
import { launchButtons, launchPage } from './launch-page.ts';

function offering(family: string, name: string, more: Partial<CatalogOffering> = {}): CatalogOffering {
  const id = `${family}-${name}`;
  return {
    ...{ id, product: id, address: `${family}/${name}`, family, version: '1.2.0', owner: 'data-platform' },
    title: `${name} <of> ${family}`,
    summary: 'For "results" & more | and (more).',
    digests: { template: '0'.repeat(64), schema: '0'.repeat(64), assets: [] },
    keys: {
      template: `solution/${id}/1.2.0/template.json`,
      templateByContent: 'x',
      schema: 'x',
      readme: 'x',
      diagrams: { page: 'x', phone: 'x' },
      assets: [],
    },
    parameters: [
      { name: 'Project', title: 'Project', required: true, type: 'String' },
      { name: 'Environment', title: 'Environment', required: false, type: 'String' },
    ],
    outputs: [],
    resources: 3,
    capabilities: ['CAPABILITY_IAM'],
    inStackCheck: [],
    findings: { open: 0, acknowledged: 0 },
    ...more,
  };
}

const catalog: Catalog = {
  solution: 'solution',
  bucket: null,
  offerings: [
    offering('lake', 'dataset', { capabilities: [], parameters: [] }),
    offering('amc', 'bucket'),
    offering('amc', 'archive'),
  ],
};
const places = {
  catalog,
  bucket: { name: 'acme-products', region: 'eu-central-1' },
  regions: ['eu-central-1', 'us-east-1'],
};
const page = launchPage(places);

/** The page as XML, which it is but for the elements that HTML leaves open. */
function parsed(html: string): Element {
  return parseXml(
    html
      .replace('<!doctype html>\n', '')
      .replace(/<meta([^>]*)>/gu, '<meta$1/>')
      .trim(),
  );
}

function elements(element: Element, name: string): Element[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => elements(child, name))];
}

const links = elements(parsed(page), 'a').map(({ attributes }) => attributes);

test('has a button for each offering and region', () => {
  expect(links).toHaveLength(6);
  expect(links[0]).toMatchObject({
    'aria-label': 'Launch archive <of> amc 1.2.0 in eu-central-1 (opens the AWS console)',
    rel: 'noopener noreferrer',
  });
  expect(links.map(({ 'aria-label': label }) => label?.split(' ')[1])).toEqual([
    'archive',
    'archive',
    'bucket',
    'bucket',
    'dataset',
    'dataset',
  ]);
});

test('leads to CloudFormation with template and name filled in', () => {
  const url = new URL(links[3]?.['href'] ?? '');
  const query = new URLSearchParams(url.hash.split('?')[1]);

  expect(url.host).toBe('us-east-1.console.aws.amazon.com');
  expect(url.hash.split('?')[0]).toBe('#/stacks/create/review');
  expect(Object.fromEntries(query)).toEqual({
    templateURL: 'https://acme-products.s3.eu-central-1.amazonaws.com/solution/amc-bucket/1.2.0/template.json',
    stackName: 'amc-bucket',
  });
});

test('gives a command that a shell takes as it is meant', () => {
  const [, command] = elements(parsed(page), 'pre')
    .flatMap((pre) => elements(pre, 'code'))
    .map(({ text }) => text);
  const script = `aws() { printf '%s\\n' "$@"; }\n${command}`;
  const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trim().split('\n');

  expect(words).toEqual([
    ...['cloudformation', 'create-stack', '--region', 'eu-central-1', '--stack-name', 'amc-bucket'],
    ...[
      '--template-url',
      'https://acme-products.s3.eu-central-1.amazonaws.com/solution/amc-bucket/1.2.0/template.json',
    ],
    ...['--capabilities', 'CAPABILITY_IAM', '--parameters', 'ParameterKey=Project,ParameterValue=<Project>'],
  ]);
});

test('asks for no capability and no parameter that a product does not need', () => {
  const command = elements(parsed(page), 'pre').map((pre) => elements(pre, 'code')[0]?.text ?? '')[2];

  expect(command).toContain('--stack-name lake-dataset');
  expect(command).not.toMatch(/--capabilities|--parameters|\\$/u);
});

test('fetches nothing and runs nothing', () => {
  expect(page).not.toMatch(/<script|<img|<link|<iframe|@import|url\(|\son\w+=/iu);
  expect(page).toContain("default-src 'none'");
});

test('has headings in order and names for all parts', () => {
  const root = parsed(page);
  const ids = new Set(['h2', 'h3'].flatMap((name) => elements(root, name)).map(({ attributes }) => attributes['id']));
  const labelled = ['section', 'article']
    .flatMap((name) => elements(root, name))
    .map(({ attributes }) => attributes['aria-labelledby']);

  expect(root.attributes['lang']).toBe('en');
  expect(elements(root, 'h1')).toHaveLength(1);
  expect([...ids]).toEqual(expect.arrayContaining(labelled));
  expect(ids.size).toBe(5);
  expect(withClass(root, 'regions').every(({ attributes }) => attributes['aria-label'] !== undefined)).toBe(true);
});

test('shows texts as they are', () => {
  expect(elements(parsed(page), 'h3').map(({ text }) => text)).toEqual([
    'archive <of> amc',
    'bucket <of> amc',
    'dataset <of> lake',
  ]);
});

test('says what to have ready', () => {
  expect(page).toContain('Have ready: Project.');
  expect(page.match(/Have ready/gu)).toHaveLength(2);
});

test('is a page without products, too', () => {
  expect(launchPage({ ...places, catalog: { ...catalog, offerings: [] } })).toContain('There is nothing to launch.');
});

test('says that nothing is published where there is no bucket, and leads nowhere', () => {
  const unpublished = launchPage({ catalog });

  expect(unpublished).toContain('Not published.');
  expect(elements(parsed(unpublished), 'h3')).toHaveLength(3);
  expect(elements(parsed(unpublished), 'a')).toEqual([]);
  expect(page).not.toContain('Not published.');
});

test('fails regions that are none, and regions of another partition', () => {
  const wrong = { ...places, regions: ['eu-central-1', 'mars', 'cn-north-1', 'us-gov-west-1'] };

  expect(() => launchPage(wrong)).toThrow(InputError);
  expect(() => launchPage(wrong)).toThrow(/3 issues/u);
  expect(() => launchButtons({ ...places, regions: [] })).toThrow('at least one region');
});

test('launches from China where the templates are in China', () => {
  const china = launchPage({ ...places, bucket: { name: 'acme', region: 'cn-north-1' }, regions: ['cn-northwest-1'] });

  expect(china).toContain('cn-northwest-1.console.amazonaws.cn');
  expect(china).toContain('acme.s3.cn-north-1.amazonaws.com.cn');
});

test('gives the same links as a table for a README', () => {
  const html = new MarkdownIt({ html: true }).render(launchButtons(places));
  const found = [...html.matchAll(/<a href="([^"]*)">/gu)].map(([, url]) => url?.replaceAll('&amp;', '&'));

  expect(found).toEqual(links.map(({ href }) => href));
  expect(html).toContain('<strong>bucket &lt;of&gt; amc</strong><br>For &quot;results&quot; &amp; more | and (more).');
});
