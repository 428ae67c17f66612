import { globSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { settle } from '#lib/schema.ts';
import { Catalog } from '#lib/schemas/catalog.ts';
import { CommandOutput } from '#lib/schemas/command-output.ts';
import type { Checkout } from '../kit/temporary-checkout.ts';
import { addFunction, sha256, temporaryCheckout } from '../kit/temporary-checkout.ts';

/** The build as its users meet it: through the command line, in a process of its own. */

jest.setTimeout(180_000);

const made = 'sales/orders';
const id = 'sales-orders';
let checkout: Checkout;

beforeAll(() => {
  checkout = temporaryCheckout();
  expect(checkout.factory('new', made)).toMatchObject({ code: 0 });
  addFunction(checkout, made);
  expect(build()).toMatchObject({ code: 0 });
});

afterAll(() => checkout.remove());

function build(...args: string[]) {
  return checkout.factory('build', ...args);
}

/** What a build says it did anew. */
function anew() {
  const { code, stdout } = build('--json');
  expect(code).toBe(0);
  const { prepared, bundled } = JSON.parse(stdout).anew;
  return { prepared, bundled };
}

test('fills dist/ in the layout of the convention', () => {
  const catalog = settle(Catalog, JSON.parse(checkout.read('dist/catalog.json')), 'catalog.json');
  const [offering] = catalog.offerings;
  const folder = `global-s3-assets/data-product-factory/${id}/0.1.0`;
  const template = checkout.read(`dist/${folder}/template.json`);

  expect(offering?.keys.templateByContent).toBe(`data-product-factory/templates/${sha256(template)}.json`);
  expect(Object.keys(checkout.dist()).sort()).toEqual(
    [
      'catalog.json',
      'findings.md',
      'launch.html',
      `${folder}/README.md`,
      `${folder}/diagram.svg`,
      `${folder}/diagram-phone.svg`,
      `${folder}/parameters.schema.json`,
      `${folder}/template.json`,
      `global-s3-assets/${offering?.keys.templateByContent}`,
      ...(offering?.keys.assets ?? []).map((key) => `regional-s3-assets/${key}`),
    ].sort(),
  );
  expect(catalog.bucket).toBeNull();
  expect(template).toContain('%%BUCKET%%');
  expect(template).not.toMatch(/%%(SOLUTION|ASSET)/u);
});

test('draws the product, puts its findings on a page, and says that nothing is published', () => {
  const { offerings }: Catalog = JSON.parse(checkout.read('dist/catalog.json'));

  for (const key of Object.values(offerings[0]?.keys.diagrams ?? {}))
    expect(checkout.read(`dist/global-s3-assets/${key}`)).toMatch(/^<svg [\s\S]*>Sales orders<[\s\S]*<\/svg>\s*$/u);
  expect(checkout.read('dist/findings.md')).toContain('1 offering: 0 open findings');
  expect(checkout.read('dist/launch.html')).toContain('Not published.');
});

test('has launch buttons for the regions that are named', () => {
  const places = ['--bucket', 'my-assets', '--bucket-region', 'eu-west-1', '--regions', 'eu-west-1, us-east-2'];
  expect(build(...places, '--dist', 'published')).toMatchObject({ code: 0 });

  for (const name of ['launch.html', 'launch.md']) {
    const page = checkout.read(`published/${name}`);
    expect(page).toContain('https://us-east-2.console.aws.amazon.com/cloudformation');
    expect(decodeURIComponent(page)).toContain('https://my-assets.s3.eu-west-1.amazonaws.com/data-product-factory/');
  }
  expect(build(...places.with(3, 'cn-north-1'), '--dist', 'published')).toMatchObject({ code: 2 });
});

test('names code by the digest of its bytes, and every function of the template finds its code', () => {
  const zips = globSync('dist/regional-s3-assets/**/*.zip', { cwd: checkout.root });
  const template = checkout.read(`dist/global-s3-assets/data-product-factory/${id}/0.1.0/template.json`);

  expect(zips.length).toBe(4);
  for (const zip of zips) {
    const bytes = readFileSync(join(checkout.root, zip));
    expect(zip).toContain(`${sha256(bytes)}.zip`);
    expect(Object.keys(unzipSync(bytes))).toContain('index.mjs');
    expect(template).toContain(`${sha256(bytes)}.zip`);
  }
});

test('fills in the bucket and keeps the digests, which anybody with another bucket can compare', () => {
  const before: Catalog = JSON.parse(checkout.read('dist/catalog.json'));
  const { code } = build('--bucket', 'my-assets', '--solution', 'data/v1', '--dist', 'published');
  const after: Catalog = JSON.parse(checkout.read('published/catalog.json'));

  expect(code).toBe(0);
  expect(after.bucket).toBe('my-assets');
  expect(after.offerings[0]?.digests).toEqual(before.offerings[0]?.digests);
  expect(checkout.read(`published/global-s3-assets/data/v1/${id}/0.1.0/template.json`)).toContain(
    '"BucketPrefix": "my-assets"',
  );
});

test('makes source maps where they are asked for, and not a byte else', () => {
  const before = checkout.dist();
  const { offerings }: Catalog = JSON.parse(checkout.read('dist/catalog.json'));
  const names = offerings.flatMap(({ digests }) => digests.assets.map((digest) => `source-maps/${digest}.json`));

  expect(build('--source-maps')).toMatchObject({ code: 0 });
  const { ...withMaps } = checkout.dist();
  const maps = names.map((name) => checkout.read(`dist/${name}`));
  for (const name of names) delete withMaps[name];

  expect(withMaps).toEqual(before);
  expect(maps.some((map) => map.includes('runtime/work/handler.ts'))).toBe(true);
  expect(build()).toMatchObject({ code: 0 });
  expect(checkout.dist()).toEqual(before);
});

test('does nothing again while nothing has changed', () => {
  expect(anew()).toEqual({ prepared: 0, bundled: 0 });
});

test('draws again when the words of a diagram have changed', () => {
  const svg = `dist/global-s3-assets/data-product-factory/${id}/0.1.0/diagram.svg`;
  const before = checkout.read(svg);
  const definition = checkout.read(`products/${made}/product.ts`);
  checkout.edit(`products/${made}/product.ts`, 'Sales orders', 'Orders of sales');
  expect(anew()).toEqual({ prepared: 1, bundled: 1 });
  expect(checkout.read(svg)).toContain('>Orders of sales<');

  checkout.write(`products/${made}/product.ts`, definition);
  build();
  expect(checkout.read(svg)).toBe(before);
});

test('packs one bundle again when one handler has changed, and synthesizes nothing', () => {
  checkout.write(`products/${made}/runtime/work/handler.ts`, "export const handler = async () => 'two';\n");

  expect(anew()).toEqual({ prepared: 0, bundled: 1 });
  expect(anew()).toEqual({ prepared: 0, bundled: 0 });
});

test('synthesizes again when a module that the template reaches has changed, and packs nothing', () => {
  checkout.edit(`products/${made}/parameters.ts`, 'maximum: 365', 'maximum: 364');

  // The check of the launch has the schema compiled into it, so it is the one bundle that changes too.
  expect(anew()).toEqual({ prepared: 1, bundled: 1 });
  checkout.edit(`products/${made}/template.ts`, 'Name of the bucket', 'The name of the bucket');
  expect(anew()).toEqual({ prepared: 1, bundled: 0 });
});

test('does everything again, to the same bytes, when every entry of the cache is corrupt', () => {
  const before = checkout.dist();
  const entries = globSync('.factory/cache/**/*', { cwd: checkout.root, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const [index, entry] of entries.entries()) {
    const path = join(entry.parentPath, entry.name);
    if (index % 3 === 0) truncateSync(path, 70);
    else if (index % 3 === 1) writeFileSync(path, '');
    else
      writeFileSync(
        path,
        readFileSync(path).map((byte, at) => (at === 80 ? byte ^ 1 : byte)),
      );
  }

  expect(entries.length).toBeGreaterThan(8);
  expect(anew()).toEqual({ prepared: 1, bundled: 4 });
  expect(checkout.dist()).toEqual(before);
});

test('ends with 1 and leaves dist/ as it was when a check finds something', () => {
  const before = checkout.dist();
  const template = checkout.read(`products/${made}/template.ts`);
  checkout.edit(`products/${made}/template.ts`, 'decide(work, decisions.customResourcesAnswerThemselves);', '');

  const { code, stdout, stderr } = build();
  const output = settle(CommandOutput, JSON.parse(build('--json').stdout), 'the output');
  checkout.write(`products/${made}/template.ts`, template);

  expect(code).toBe(1);
  expect(stdout).toContain('Serverless-LambdaDLQ');
  expect(stderr).toContain('is as it was');
  expect(output.issues).toContainEqual(
    expect.objectContaining({ rule: 'Serverless-LambdaDLQ', product: id, path: 'Work/Function' }),
  );
  expect(checkout.dist()).toEqual(before);
});

test('ends with 2 and every issue when a definition is wrong, and leaves dist/ as it was', () => {
  const before = checkout.dist();
  const definition = checkout.read(`products/${made}/product.ts`);
  checkout.edit(`products/${made}/product.ts`, "version: '0.1.0'", "version: '1'");
  checkout.edit(`products/${made}/product.ts`, "'RestoreDays'] }", '] }');

  const { code, stderr } = build();
  checkout.write(`products/${made}/product.ts`, definition);

  expect(code).toBe(2);
  expect(stderr).toContain('/version must be a semantic version');
  expect(stderr).toContain('/groups lacks RestoreDays');
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+/u);
  expect(checkout.dist()).toEqual(before);
});

test('ends with 2 and the place when a template throws, and says what else is wrong', () => {
  const before = checkout.dist();
  const template = checkout.read(`products/${made}/template.ts`);
  const readme = checkout.read(`products/${made}/README.md`);
  checkout.edit(
    `products/${made}/template.ts`,
    'const logs =',
    "if (id !== '') throw new Error('no luck');\n    const logs =",
  );
  rmSync(join(checkout.root, `products/${made}/README.md`));

  const { code, stderr } = build();
  checkout.write(`products/${made}/template.ts`, template);
  checkout.write(`products/${made}/README.md`, readme);

  expect(code).toBe(2);
  expect(stderr).toMatch(/the template of 'sales-orders': products\/sales\/orders\/template\.ts:\d+:\d+ no luck/u);
  expect(stderr).toContain("the product 'sales-orders': README.md is not there");
  expect(stderr).not.toMatch(/\n\s+at /u);
  expect(checkout.dist()).toEqual(before);
});

test.each([
  ['a folder with other things in it', 'products', 'it has no catalog.json'],
  ['the checkout itself', '.', 'is or holds the checkout'],
])('ends with 2 and touches nothing when it is told to fill %s', (_, folder, message) => {
  const { code, stderr } = build('--dist', folder);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(checkout.read(`products/${made}/product.ts`)).toContain('defineProduct');
});

test('ends with 2 and the place when a handler does not bundle', () => {
  const before = checkout.dist();
  checkout.write(`products/${made}/runtime/work/handler.ts`, "import './nowhere.ts';\nexport const handler = ;\n");

  const { code, stderr } = build();
  checkout.write(`products/${made}/runtime/work/handler.ts`, "export const handler = async () => 'two';\n");

  expect(code).toBe(2);
  expect(stderr).toMatch(/runtime\/work\/handler\.ts:2:\d+ Unexpected/u);
  expect(stderr).not.toMatch(/\n\s+at /u);
  expect(checkout.dist()).toEqual(before);
});

test('leaves dist/ whole when it is killed, whenever that is, and the next build mends everything', async () => {
  const before = checkout.dist();
  const moments =
    process.env['FACTORY_TEST'] === 'full' ? [50, 150, 300, 450, 600, 900, 1200, 1600, 2000, 2500, 3000] : [300, 1500];
  for (const [index, moment] of moments.entries()) {
    rmSync(join(checkout.root, '.factory'), { recursive: true, force: true });
    const build = checkout.start('build');
    await new Promise((resolve) => setTimeout(resolve, moment));
    build.kill(index % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
    await build.finished;
    expect(checkout.dist()).toEqual(before);
  }

  expect(build().code).toBe(0);
  expect(checkout.dist()).toEqual(before);
  expect(globSync('dist.*', { cwd: checkout.root })).toEqual([]);
});

test('ends with 130 and leaves dist/ whole when it is interrupted, and says so to programs too', async () => {
  const before = checkout.dist();
  rmSync(join(checkout.root, '.factory'), { recursive: true, force: true });
  const started = checkout.start('build', '--json');
  await checkout.until('.factory/cache');
  started.kill('SIGINT');
  const { code, stdout, stderr } = await started.finished;

  expect(code).toBe(130);
  expect(stderr).toContain('interrupted');
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, command: 'build' });
  expect(checkout.dist()).toEqual(before);
});

test('does no harm to a build beside it', async () => {
  const before = checkout.dist();
  rmSync(join(checkout.root, '.factory'), { recursive: true, force: true });
  const builds = await Promise.all([checkout.start('build').finished, checkout.start('build').finished]);

  expect(builds.map(({ code, stderr }) => [code, stderr.includes('1 offering')])).toEqual([
    [0, true],
    [0, true],
  ]);
  expect(checkout.dist()).toEqual(before);
  expect(globSync('dist.*', { cwd: checkout.root })).toEqual([]);
});
