import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { serve } from '#build/site/serve.ts';
import type { Look, Site, Window } from './kit.ts';
import {
  barriersOn,
  bucket,
  describeInBrowser,
  openBrowser,
  openSite,
  openWindow,
  testWithPython,
  textAt,
} from './kit.ts';

/** Every page and state, by the address and the text that shows it is there. */
const pages: readonly (readonly [name: string, path: string, shows: string])[] = [
  ['the catalog', '', 'AMC tenant bucket'],
  ['a search without result', '#/?q=zebra', 'No product matches'],
  ['a product', '#/products/amc-tenant-bucket', 'At a glance'],
  ['a guide', '#/products/amc-tenant-bucket/readme', 'What it costs to keep'],
  ['checks', '#/products/amc-tenant-bucket/checks', 'House decisions'],
  ['open findings', '#/products/events-collector/checks', 'Open findings'],
  ['versions', '#/products/events-collector/versions', 'not released yet'],
  ['an empty form', '#/products/events-collector/launch', 'to settle'],
  ['a form that is filled in', '#/products/amc-tenant-bucket/launch?example=complete', 'Filled in from'],
  ['an address that leads nowhere', '#/nowhere', 'There is nothing at'],
];

const looks = [
  ['light', 1280],
  ['dark', 1280],
  ['dark', 390],
  ['light', 320],
] as const;

const excessWidth = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describeInBrowser('the pages', () => {
  let site: Site;
  let browser: Browser;
  const windows: Window[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    await Promise.all(windows.splice(0).map(({ close }) => close()));
  });

  const open = async (path: string, look: Look = {}, url = site.url): Promise<Window> => {
    const window = await openWindow(browser, url, look);
    windows.push(window);
    await window.page.goto(`${url}${path}`);
    return window;
  };

  test.each(pages)('%s keeps nobody out in any mode and width, and asks no other host', async (_, path, shows) => {
    const { page, complaints } = await open(path);
    const shown = page.getByText(shows).filter({ visible: true }).first();
    for (const [mode, width] of looks) {
      await page.emulateMedia({ colorScheme: mode });
      await page.setViewportSize({ width, height: 900 });
      await shown.waitFor();

      expect([mode, width, await barriersOn(page)]).toEqual([mode, width, []]);
      expect([width, await page.evaluate(excessWidth)]).toEqual([width, 0]);
    }
    expect(complaints).toEqual([]);
  });

  test('the page of launch buttons stands alone and keeps nobody out', async () => {
    const { url, close } = await serve({ folder: join(site.folder, '..') });
    try {
      const { page, complaints } = await open('launch.html', {}, url);
      await page.getByText('With the AWS CLI').first().click();
      for (const [mode, width] of looks) {
        await page.emulateMedia({ colorScheme: mode });
        await page.setViewportSize({ width, height: 900 });
        expect([mode, width, await barriersOn(page)]).toEqual([mode, width, []]);
        expect([width, await page.evaluate(excessWidth)]).toEqual([width, 0]);
      }
      const button = page.getByRole('link', { name: 'Launch AMC tenant bucket 1.0.0 in us-east-1' });
      expect(await button.getAttribute('href')).toContain(
        encodeURIComponent(`https://${bucket}.s3.us-east-1.amazonaws.com/`),
      );
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });

  test('a form full of issues keeps nobody out', async () => {
    for (const mode of ['light', 'dark'] as const) {
      const { page } = await open('#/products/events-collector/launch?example=small', { mode });
      await page.locator('#field-Mapping').fill('{ "events": 1 }');
      await page.locator('#field-Ports-0').fill('x');
      await page.locator('#field-MinimumWorkers').fill('9');
      await page.locator('#field-Share').focus();
      await page.locator('#field-MaximumWorkers-error').waitFor();

      expect(await barriersOn(page)).toEqual([]);
    }
  });

  test('axe is awake: it finds a button without a name', async () => {
    const { page } = await open('');
    await page.evaluate('document.body.append(document.createElement("button"))');

    expect(await barriersOn(page)).toEqual(['button-name: <button></button>']);
  });

  test('a narrow window says at its foot how far a launch is, and leads to it', async () => {
    const { page } = await open('#/products/amc-tenant-bucket/launch', { width: 390 });
    await page.getByRole('button', { name: 'To the launch' }).click();

    expect(await page.evaluate('document.activeElement.id')).toBe('launch-panel');
  });

  test('search and family are in the address, and can be taken back', async () => {
    const { page } = await open('');
    await page.getByRole('navigation', { name: 'Families' }).getByRole('link', { name: 'Events' }).click();
    await page.getByPlaceholder('Find products').fill('tables');
    expect(page.url()).toBe(`${site.url}#/?q=tables&family=events`);
    expect(await page.getByRole('list', { name: 'Products' }).getByRole('listitem').count()).toBe(1);

    await page.getByPlaceholder('Find products').fill('tables bucket');
    await page.getByRole('button', { name: 'Show all products' }).click();
    expect(await page.getByRole('list', { name: 'Products' }).getByRole('listitem').count()).toBe(2);
  });

  test('the front page does not load the form', async () => {
    const { page } = await open('');
    await page.getByText('AMC tenant bucket').waitFor();
    const loaded = await page.evaluate<string[]>('performance.getEntriesByType("resource").map(({ name }) => name)');

    expect(loaded.some((name) => name.includes('/assets/index-'))).toBe(true);
    expect(loaded.filter((name) => /launch-page|product-page|readme/u.test(name))).toEqual([]);
  });

  test('takes the mode of the system, and remembers the one that was chosen', async () => {
    const { page } = await open('', { mode: 'dark' });
    const isDark = 'document.body.classList.contains("awsui-dark-mode")';
    await page.getByText('AMC tenant bucket').waitFor();
    expect(await page.evaluate(isDark)).toBe(true);

    await page.getByRole('button', { name: 'Light mode' }).click();
    expect(await page.evaluate(isDark)).toBe(false);
    await page.reload();
    await page.getByRole('button', { name: 'Dark mode' }).waitFor();
    expect(await page.evaluate(isDark)).toBe(false);
  });

  test('works by keyboard alone, from the front page to the link', async () => {
    const { page, complaints } = await open('');
    const press = (...keys: readonly string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const focused = () =>
      page.evaluate<string>(
        '[document.activeElement.id, document.activeElement.textContent.trim()].find((name) => !/^(link-|$)/.test(name)) ?? ""',
      );
    const tabTo = async (wanted: string) => {
      for (let steps = 0; steps < 60; steps += 1) {
        if ((await focused()).startsWith(wanted)) return;
        await press('Tab');
      }
      throw new Error(`Tab never leads to ${wanted}; it is at ${await focused()}`);
    };
    await page.getByText('AMC tenant bucket').waitFor();

    await press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await press('Enter', 'Tab');
    await page.keyboard.type('bucket');
    await tabTo('AMC tenant bucket');
    await press('Enter');
    await page.getByText('At a glance').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    await tabTo('Launch');
    await press('Enter');
    await page.getByText('3 things to settle').first().waitFor();

    await tabTo('field-Project');
    await page.keyboard.type('insights');
    await tabTo('field-Environment');
    await press('Enter', 'ArrowDown', 'Enter');
    await tabTo('field-TenantId');
    await page.keyboard.type('northwind');
    await tabTo('field-AmcUploadAccountId');
    await page.keyboard.type('444455556666');
    await tabTo('field-ReaderAccountIds-add');
    await press('Enter');
    await page.keyboard.type('222233334444');
    await page.getByText('Ready to launch').first().waitFor();
    await tabTo('Create stack in CloudFormation');

    const href = await page.evaluate<string>('document.activeElement.href');
    expect(new URLSearchParams(href.split('?').at(-1)).get('param_Environment')).toBe('test');
    expect(new URLSearchParams(href.split('?').at(-1)).get('param_ReaderAccountIds')).toBe('222233334444');
    expect(complaints).toEqual([]);
  });

  test('nothing that a README or a diagram holds is run or fetched', async () => {
    const { page, complaints } = await open('#/products/events-collector/readme');
    await page.getByText('What you get').waitFor();
    expect(await textAt(page.locator('.readme'))).toContain('<script>window.pwned = true</script>');
    expect(await page.getByRole('link', { name: 'the docs' }).getAttribute('rel')).toBe('noopener noreferrer');
    await page.getByRole('link', { name: 'an example' }).click();
    await page.getByText("Filled in from the example 'small'").waitFor();

    await page.goto(`${site.url}#/products/events-collector`);
    await page.getByRole('img', { name: 'Event collector: Pages send events to a stream.' }).waitFor();
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(complaints).toEqual([]);
  });

  test('the policy of the page keeps other hosts out by itself', async () => {
    const { page, complaints } = await open('');
    const reason = 'fetch("https://example.com/").then(() => "fetched", () => "refused")';

    expect(await page.evaluate(reason)).toBe('refused');
    expect(complaints.join()).toMatch(/Content Security Policy/u);
    expect(complaints.filter((complaint) => complaint.startsWith('asked'))).toEqual([]);
  });

  describe('when something is missing', () => {
    let window: Window;

    beforeEach(async () => {
      window = await openWindow(browser, site.url);
      windows.push(window);
    });

    test('a catalog that cannot be fetched is told, and asked for again', async () => {
      const { page } = window;
      await page.route('**/data/catalog.json', (route) => route.fulfill({ status: 503 }));
      await page.goto(site.url);
      await page.getByText('data/catalog.json cannot be fetched: the file server answers 503').waitFor();

      await page.unroute('**/data/catalog.json');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('AMC tenant bucket').waitFor();
    });

    test('says that it is loading', async () => {
      const { page } = window;
      await page.route('**/data/*.json', () => {});
      await page.goto(site.url);
      await page.getByText('Loading the catalog').waitFor();
      await page.goto(`${site.url}#/products/amc-tenant-bucket`);
      await page.getByText('Loading the product').waitFor();
      expect(await barriersOn(page)).toEqual([]);
    });

    test.each([
      ['a product that is not offered', '#/products/nothing', {}, "No product has the id 'nothing'"],
      [
        'data of another build',
        '',
        { 'data/catalog.json': '{"format": 0}' },
        'was written by another build than this page',
      ],
      ['a file that is no JSON', '', { 'data/catalog.json': '<html>' }, 'data/catalog.json is not JSON'],
      [
        'a configuration that is wrong',
        '#/products/amc-tenant-bucket/launch',
        { 'config.json': '{"bucket": 7}' },
        'config.json is not right: bucket must be the name of a bucket, or null, got 7',
      ],
      ['an empty catalog', '', { 'data/catalog.json': '{"format": 1, "offerings": []}' }, 'Nothing is offered yet'],
    ])('tells of %s', async (_, path, files, message) => {
      const { page } = window;
      for (const [file, body] of Object.entries(files))
        await page.route(`**/${file}`, (route) => route.fulfill({ body }));
      await page.goto(`${site.url}${path}`);

      await page.getByText(message).waitFor();
      expect(await barriersOn(page)).toEqual([]);
    });

    test('a part of the page that is missing is told, with a way to try again', async () => {
      const { page } = window;
      await page.goto(site.url);
      await page.route('**/assets/launch-page-*.js', (route) => route.fulfill({ status: 404 }));
      await page.goto(`${site.url}#/products/amc-tenant-bucket/launch`);

      await page.getByText('This page does not work').waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
    });

    testWithPython('any file server will do, below any path', async () => {
      const server: ChildProcess = spawn('python3', ['-u', '-m', 'http.server', '0', '--bind', '127.0.0.1'], {
        cwd: join(site.folder, '..'),
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        const [greeting] = await once(server.stdout ?? server, 'data');
        const port = /port (\d+)/u.exec(String(greeting))?.[1];
        window = await openWindow(browser, `http://127.0.0.1:${port}/`);
        windows.push(window);
        await window.page.goto(`http://127.0.0.1:${port}/site/#/products/amc-tenant-bucket/launch?example=minimal`);

        await window.page.getByText('Ready to launch').first().waitFor();
        expect(window.complaints).toEqual([]);
      } finally {
        server.kill();
      }
    });
  });
});
