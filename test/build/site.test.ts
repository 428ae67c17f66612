import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Checkout } from '../kit/temporary-checkout.ts';
import { temporaryCheckout } from '../kit/temporary-checkout.ts';

/** The page as its users meet it: built and served through the command line, in processes of their own. */

jest.setTimeout(180_000);

let checkout: Checkout;

beforeAll(() => {
  checkout = temporaryCheckout({ own: true });
  expect(checkout.factory('new', 'sales/orders')).toMatchObject({ code: 0 });
  expect(build()).toMatchObject({ code: 0, page: true });
});

afterAll(() => checkout.remove());

/** How a build ended, and whether it made the page anew. */
function build(...args: string[]) {
  const { code, stdout } = checkout.factory('build', '--json', ...args);
  const { anew, issues } = JSON.parse(stdout);
  return { code, issues, page: anew?.page };
}

const siteFiles = () => Object.keys(checkout.dist()).filter((path) => path.startsWith('site/'));

test('the page comes with the data of every product and without a bucket', () => {
  expect(siteFiles()).toEqual(
    expect.arrayContaining([
      'site/index.html',
      'site/config.json',
      'site/data/catalog.json',
      'site/data/sales-orders.json',
    ]),
  );
  expect(JSON.parse(checkout.read('dist/site/config.json'))).toEqual({ bucket: null });
  const { examples, diagram } = JSON.parse(checkout.read('dist/site/data/sales-orders.json'));
  expect(examples.map(({ name }: { name: string }) => name)).toEqual(['minimal', 'complete']);
  expect(diagram.page).toBe(checkout.read('dist/global-s3-assets/data-product-factory/sales-orders/0.1.0/diagram.svg'));
});

test('nothing of the page is made again while nothing of it has changed', () => {
  const before = checkout.dist();

  expect(build()).toMatchObject({ code: 0, page: false });
  expect(checkout.dist()).toEqual(before);
});

test.each([
  ['console/src/page.css', '/* none */'],
  ['lib/quick-create.ts', '// none'],
])('the page is made again when %s has changed', (path, text) => {
  const before = checkout.read(path);
  checkout.write(path, `${before}${text}\n`);
  expect(build()).toMatchObject({ code: 0, page: true });

  checkout.write(path, before);
});

test('an example that is none of the launch ends with 2 and leaves dist/ as it was', () => {
  const path = 'products/sales/orders/examples/minimal.json';
  const [example, before] = [checkout.read(path), checkout.dist()];
  checkout.edit(path, '"Project"', '"Projct"');
  const { code, issues } = build();
  checkout.write(path, example);

  expect(code).toBe(2);
  expect(issues).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining("did you mean 'Project'?") }),
  );
  expect(checkout.dist()).toEqual(before);
  expect(build()).toMatchObject({ code: 0 });
});

test('a page that does not build ends with 2 and the place, and leaves dist/ as it was', () => {
  const [source, before] = [checkout.read('console/src/page.tsx'), checkout.dist()];
  checkout.write('console/src/page.tsx', `${source}\nimport './nowhere.ts';\n`);
  const { code, issues } = build();
  checkout.write('console/src/page.tsx', source);

  expect(code).toBe(2);
  expect(issues).toEqual([
    {
      path: expect.stringMatching(/^console\/src\/page\.tsx:\d+:\d+$/u),
      message: expect.stringContaining('nowhere.ts'),
    },
  ]);
  expect(checkout.dist()).toEqual(before);
});

test('the page is left out when products are named, and when nobody wants it', () => {
  for (const args of [['sales'], ['--no-site']]) {
    expect(build(...args)).toMatchObject({ code: 0, page: false });
    expect(siteFiles()).toEqual([]);
  }
  expect(build()).toMatchObject({ code: 0 });
});

test('serves the page until it is interrupted, and says where as one object', async () => {
  const started = checkout.start('serve', '--port', '0', '--json');
  const output = JSON.parse((await started.line(/./u)) ?? '');
  expect(output).toMatchObject({ ok: true, command: 'serve', site: 'dist/site', issues: [] });
  const page = await fetch(output.url);
  expect([page.status, await page.text()]).toEqual([200, checkout.read('dist/site/index.html')]);

  started.kill('SIGINT');
  const { code, stdout } = await started.finished;
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  await expect(fetch(output.url)).rejects.toThrow();
});

test('builds and serves in one process, and says when it is ready', async () => {
  const started = checkout.start('start', '--port', '0');
  const url = /^ready (http:\/\/127\.0\.0\.1:\d+\/)$/u.exec((await started.line(/^ready /mu)) ?? '')?.[1] ?? '';
  expect((await fetch(`${url}data/catalog.json`)).status).toBe(200);

  started.kill('SIGTERM');
  const { code, stdout } = await started.finished;
  expect(code).toBe(0);
  expect(stdout).toContain('sales/orders');
});

describe('when the port is taken', () => {
  const other = createServer();
  let port = 0;

  beforeAll(async () => {
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    ({ port } = other.address() as AddressInfo);
  });
  afterAll(() => other.close());

  test('ends with 3 and says so', () => {
    expect(checkout.factory('serve', '--port', String(port))).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining(`port ${port} is taken`),
    });
  });

  test('takes another one where nobody asked for this one', async () => {
    const both = [checkout.start('serve'), checkout.start('serve')];
    const lines = await Promise.all(both.map(({ line }) => line(/^ready /mu)));
    for (const { kill } of both) kill('SIGINT');
    const codes = await Promise.all(both.map(async ({ finished }) => (await finished).code));

    expect(new Set(lines).size).toBe(2);
    expect(codes).toEqual([0, 0]);
  });
});
