import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Site, Window } from './kit.ts';
import { bucket, describeInBrowser, factory, openBrowser, openSite, openWindow, root, textAt } from './kit.ts';

const address = 'amc/tenant-bucket';
const examples = join(root, 'products/amc/tenant-bucket/examples');
const launchButton = 'Create stack in CloudFormation';

describeInBrowser('the launch form', () => {
  let site: Site;
  let browser: Browser;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    window = await openWindow(browser, site.url);
    page = window.page;
  });
  afterEach(async () => {
    await window.close();
    expect(window.complaints).toEqual([]);
  });

  const open = (path: string) => page.goto(`${site.url}#/products/${path}`);
  const errorAt = (name: string) => page.locator(`#field-${name}-error`);
  const region = async (id: string) => {
    await page.locator('#target-region').click();
    await page.getByPlaceholder('Find a region').fill(id);
    await page.getByRole('option', { name: id }).click();
  };
  const link = () => page.getByRole('link', { name: launchButton }).getAttribute('href');
  const quickCreate = (file: string, id: string) =>
    factory(
      ...['parameters', address, file, '--format', 'quick-create'],
      ...['--bucket', bucket, '--solution', 'factory', '--region', id],
    );

  test('leads from a need to a link: find, break, read, fix, launch', async () => {
    await page.goto(site.url);
    await page.getByPlaceholder('Find products').fill('amazon marketing bucket');
    await page.getByRole('link', { name: 'AMC tenant bucket' }).click();
    await page.getByRole('link', { name: 'Launch' }).click();
    await page.getByText('3 things to settle').first().waitFor();

    // Nobody has been anywhere yet, so nothing is red.
    expect(await page.getByText('is required').count()).toBe(3);
    expect(await errorAt('Project').count()).toBe(0);

    await page.getByLabel('Project', { exact: false }).first().fill('In sights');
    await page.getByLabel('AMC upload account').fill('123');
    await page.getByLabel('Tenant required').fill('northwind');
    expect(await textAt(errorAt('Project'))).toBe(
      'must be lower-case words and digits joined by single hyphens, beginning with a letter, got "In sights"',
    );
    expect(await textAt(errorAt('AmcUploadAccountId'))).toContain('must be a 12-digit account number, got "123"');
    expect(await page.getByRole('button', { name: launchButton }).getAttribute('aria-disabled')).toBe('true');

    await page.getByLabel('Project', { exact: false }).first().fill('insights');
    await page.getByLabel('AMC upload account').fill('444455556666');
    await page.getByText('Ready to launch').first().waitFor();
    await region('eu-west-1');

    expect(await link()).toBe(quickCreate(join(examples, 'minimal.json'), 'eu-west-1'));
  });

  test('a broken rule is told at the field that breaks it and hinted at at the others', async () => {
    await open('amc-tenant-bucket/launch?example=minimal');
    await page.getByText('Ready to launch').first().waitFor();

    await page.locator('#field-Environment').click();
    await page.getByRole('option', { name: 'prod' }).click();
    await page.locator('#field-DataRetention').click();
    await page.getByRole('option', { name: 'destroy' }).click();

    expect(await textAt(errorAt('DataRetention'))).toBe(
      'a production launch keeps its data (must be "retain", got "destroy")',
    );
    expect(await textAt(page.locator('#field-Environment-warning'))).toBe(
      'a production launch keeps its data: see Data on termination',
    );

    await page.locator('#field-Environment').click();
    await page.getByRole('option', { name: 'dev' }).click();
    await page.getByText('Ready to launch').first().waitFor();
    expect(await errorAt('DataRetention').count()).toBe(0);
    expect(await page.locator('#field-Environment-warning').count()).toBe(0);
  });

  test.each([
    ['minimal', 'us-east-1'],
    ['complete', 'eu-central-1'],
    ['cross-account', 'cn-north-1'],
    ['existing-bucket', 'us-gov-west-1'],
  ])('the example %s in %s gives the link of the command line, character by character', async (example, id) => {
    await open('amc-tenant-bucket/launch');
    await page.getByRole('button', { name: 'Fill from example' }).click();
    await page.getByRole('menuitem', { name: example }).click();
    await page.getByText(`Filled in from the example '${example}'`).waitFor();
    await region(id);

    expect(await link()).toBe(quickCreate(join(examples, `${example}.json`), id));
  });

  test('downloads the files that the command line writes', async () => {
    await open('amc-tenant-bucket/launch?example=complete');
    for (const [title, format] of [
      ['Parameters for CloudFormation', 'cfn'],
      ['Parameters for Service Catalog', 'service-catalog'],
      ['Request for the AWS CLI', 'cli'],
    ] as const) {
      await page.getByRole('button', { name: 'Download values' }).click();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: title }).click(),
      ]);
      const written = factory(
        ...['parameters', address, join(examples, 'complete.json'), '--format', format],
        ...['--bucket', bucket, '--solution', 'factory'],
      );

      expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toEqual(JSON.parse(written));
    }
  });

  test('fills the form from a file, and tells what is wrong with it', async () => {
    const content = [
      { ParameterKey: 'Project', ParameterValue: 'shop' },
      { ParameterKey: 'RestoreDay', ParameterValue: '7' },
    ];
    await open('amc-tenant-bucket/launch');
    const pick = (name: string, text: string) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

    await pick('mine.json', JSON.stringify(content));
    await page.getByText('mine.json has 3 issues').waitFor();
    await page.getByText("is not known; did you mean 'RestoreDays'?").waitFor();
    expect(await page.getByLabel('Project', { exact: false }).first().inputValue()).toBe('shop');

    await pick('torn.json', '{\n  "Project": \n}');
    await page.getByText('torn.json has 1 issue').waitFor();
    await page.getByText('must be a JSON document: a value is expected here (line 3, column 1)').waitFor();
    expect(await page.getByLabel('Project', { exact: false }).first().inputValue()).toBe('shop');
  });

  test('an issue in the list leads to its field', async () => {
    await open('amc-tenant-bucket/launch');
    await page
      .getByRole('complementary', { name: 'Launch' })
      .getByRole('button', { name: 'AMC upload account' })
      .click();

    expect(await page.evaluate('document.activeElement.id')).toBe('field-AmcUploadAccountId');
    expect(await textAt(errorAt('AmcUploadAccountId'))).toBe('is required');
  });

  test('lists grow, shrink, and say which item is wrong', async () => {
    await open('events-collector/launch?example=small');
    const field = page.locator('[id^="field-Ports-"]').filter({ visible: true });
    const addIn = (name: string) => page.locator(`#field-${name}-add`);

    await addIn('Ports').click();
    await page.locator('#field-Ports-1').fill('99999');
    await page.locator('#field-Ports-0').focus();
    expect(await textAt(page.locator('#field-Ports-1-error'))).toBe('must be <= 65535, got 99999');

    await page.getByRole('button', { name: 'Remove item 1 of Ports' }).click();
    expect(await page.locator('#field-Ports-0').inputValue()).toBe('99999');
    await page.getByRole('button', { name: 'Remove item 1 of Ports' }).click();
    await field.first().waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('field-Ports-add');

    for (let item = 0; item < 3; item += 1) await addIn('Ports').click();
    expect(await addIn('Ports').getAttribute('aria-disabled')).toBe('true');
  });

  test('a document says where it is wrong, and leads there', async () => {
    await open('events-collector/launch?example=small');
    const editor = page.locator('#field-Mapping');
    const lastLine = () => page.locator('.document-line-wrong').allInnerTexts();
    await editor.fill('{\n  "events": [\n    { "name": "Page" },\n    { "sample": 1 }\n  ]\n}');
    await page.locator('#field-Share').focus();

    expect((await textAt(errorAt('Mapping'))).split('\n')).toEqual([
      'Line 3, column 15: events/0/name must match ^[a-z_]+$, got "Page"',
      'Line 4, column 5: events/1/name is required',
    ]);
    expect(await lastLine()).toEqual(['3', '4']);

    await errorAt('Mapping').getByRole('button', { name: 'Line 3, column 15' }).click();
    const selected =
      'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)';
    expect(await page.evaluate(selected)).toBe('"');

    await editor.fill('{"events": [{"name": page}]}');
    expect(await textAt(errorAt('Mapping'))).toContain(
      'Line 1, column 22: must be a JSON document: texts need double quotes',
    );

    await editor.fill('{"events": [{"name": "page"}]}');
    await page.getByRole('button', { name: 'Format' }).click();
    expect(await editor.inputValue()).toBe('{\n  "events": [\n    {\n      "name": "page"\n    }\n  ]\n}');
    expect(await errorAt('Mapping').count()).toBe(0);
  });

  test('a stack name of one’s own is checked, and an emptied one follows from the values again', async () => {
    await open('amc-tenant-bucket/launch?example=minimal');
    const name = page.getByLabel('Stack name');
    expect(await name.inputValue()).toBe('amc-tenant-bucket-insights-dev-northwind');

    await name.fill('1st');
    await page.getByText('must be up to 128 letters, digits and hyphens, beginning with a letter').waitFor();
    expect(await page.getByRole('link', { name: launchButton }).count()).toBe(0);

    await name.fill('mine');
    expect(await link()).toContain('&stackName=mine&');
    await name.fill('');
    expect(await name.inputValue()).toBe('amc-tenant-bucket-insights-dev-northwind');
  });

  test('warns of a link that is longer than mail programs carry', async () => {
    await open('events-collector/launch?example=small');
    await page.getByText('Ready to launch').first().waitFor();
    expect(await page.getByText('more than mail and chat programs carry').count()).toBe(0);

    await page.getByLabel('Note').fill('ä'.repeat(900));
    await page.getByText('more than mail and chat programs carry').waitFor();
    expect(await link()).toContain('%C3%A4'.repeat(900));
  });

  test('the form is still filled in after a look at another page, and empty after starting over', async () => {
    await open('amc-tenant-bucket/launch?example=minimal');
    await page.getByText('Ready to launch').first().waitFor();
    await page.getByRole('link', { name: 'AMC tenant bucket' }).click();
    await page.getByRole('link', { name: 'Launch' }).click();
    await page.getByText('Ready to launch').first().waitFor();

    await page.getByLabel('Tenant name').fill('Northwind');
    await page.goBack();
    await page.goBack();
    expect(await page.getByLabel('Tenant name').inputValue()).toBe('Northwind');

    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByText('3 things to settle').first().waitFor();
  });

  test('says "not published" where no bucket is set, and still checks and hands out files', async () => {
    await page.route('**/config.json', (route) => route.fulfill({ json: { bucket: null } }));
    await open('amc-tenant-bucket/launch?example=minimal');

    await page.getByText('Not published').first().waitFor();
    expect(await page.getByRole('link', { name: launchButton }).count()).toBe(0);
    await page.getByRole('button', { name: 'Download values' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toHaveLength(3);
  });
});
