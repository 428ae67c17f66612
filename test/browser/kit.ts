import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { serve } from '#build/site/serve.ts';

export const root = join(import.meta.dirname, '../..');
export const bucket = 'factory-templates';

/** Where Chromium and its kin usually are; `CHROMIUM` names another place. */
const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const { CHROMIUM: named } = process.env;
const executablePath = named ?? usualPaths.find((path) => existsSync(path)) ?? '';
const flags = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run'];
const silence = ['disable-background-networking', 'disable-component-update', 'disable-sync'];

/** Declares tests that need a browser. Where there is none, one line says so, and they are skipped. */
export function describeInBrowser(title: string, declare: () => void): void {
  if (existsSync(executablePath)) {
    describe(title, declare);
    return;
  }
  const places = named ?? usualPaths.join(', ');
  process.stderr.write(`SKIPPED ${title}: no Chromium at ${places}; CHROMIUM=<path> names another\n`);
  describe.skip(title, declare);
}

/** Declares a test that needs Python. Where there is none, one line says so, and it is skipped. */
export function testWithPython(title: string, run: () => Promise<void>): void {
  if (spawnSync('python3', ['--version']).status === 0) {
    test(title, run);
    return;
  }
  process.stderr.write(`SKIPPED ${title}: there is no python3\n`);
  test.skip(title, run);
}

/** The page as it would be published, served to this machine. */
export type Site = {
  readonly url: string;
  readonly folder: string;
  readonly close: () => Promise<void>;
};

/** Builds the page with the real tenant bucket and the specimen, and serves it. */
export async function openSite(): Promise<Site> {
  const folder = join(mkdtempSync(join(tmpdir(), 'console-')), 'dist');
  execFileSync(process.execPath, [join(import.meta.dirname, 'fixtures/write-site.ts'), folder, bucket], {
    stdio: 'pipe',
  });
  const { url, close } = await serve({ folder: join(folder, 'site') });
  const tidy = () => close().finally(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
  return { url, folder: join(folder, 'site'), close: tidy };
}

/** A browser without window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...flags, ...silence].map((flag) => `--${flag}`) });
}

export type Look = { readonly width?: number; readonly mode?: 'light' | 'dark' };

/** A window, and what went wrong in it: errors of the page, refusals of its own policy, requests to other hosts. */
export type Window = { readonly page: Page; readonly complaints: string[]; readonly close: () => Promise<void> };

/** Opens a window of its own, with nothing remembered. */
export async function openWindow(browser: Browser, url: string, look: Look = {}): Promise<Window> {
  const { width = 1280, mode = 'light' } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: mode,
    // Colours that are on their way from one mode to the other have no contrast to speak of.
    reducedMotion: 'reduce',
  });
  const complaints: string[] = [];
  const { host } = new URL(url);
  await context.route(
    (requested) => requested.host !== host,
    (route) => {
      complaints.push(`asked ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on('pageerror', (error) => complaints.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`said ${message.text()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** What axe finds serious or critical on the page as it is. */
export async function barriersOn(page: Page): Promise<string[]> {
  // Evaluated, not put into the page as a script: the policy of the page would refuse that.
  await page.evaluate(axe.source);
  const results = await page.evaluate<axe.AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** What a person reads at a place of the page. */
export async function textAt(place: Locator): Promise<string> {
  return (await place.allInnerTexts()).join('\n');
}

/** What `factory` prints for these arguments. */
export function factory(...args: readonly string[]): string {
  return execFileSync(process.execPath, [join(root, 'scripts/factory.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trimEnd();
}
