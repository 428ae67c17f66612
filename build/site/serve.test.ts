import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileServer } from './serve.ts';
import { serve } from './serve.ts';

let folder: string;
let server: FileServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(folder, 'site/assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site/index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'site/assets/a b.js'), 'code');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'site/link.txt'));
  server = await serve({ folder: join(folder, 'site') });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

type Answer = { readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]> };

/** Not fetch: it would tidy the path, and would not send a Host of our choice. */
function ask(path: string, options: { readonly method?: string; readonly host?: string } = {}): Promise<Answer> {
  const { port, host } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request(
      { port, host: '127.0.0.1', path, method: options.method, headers: { host: options.host ?? host } },
      (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
      },
    )
      .on('error', reject)
      .end();
  });
}

test('serves the page and its parts with their types', async () => {
  const page = await ask('/');
  expect(page).toMatchObject({ status: 200, body: '<p>page</p>' });
  expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });

  const part = await ask('/assets/a%20b.js?v=1');
  expect(part).toMatchObject({ status: 200, body: 'code' });
  expect(part.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(part.headers['cache-control']).toContain('immutable');
});

test('answers HEAD without a body', async () => {
  const { status, body, headers } = await ask('/', { method: 'HEAD' });

  expect([status, body, headers['content-length']]).toEqual([200, '', '11']);
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/link.txt',
  '//etc/passwd',
  '/%00',
  '/%E0%A4%A',
  '/assets',
  '/nothing',
])('refuses %s', async (path) => {
  const { status, body } = await ask(path);

  expect(status).toBe(404);
  expect(body).not.toContain('secret');
});

test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example'])('refuses the host %j', async (host) => {
  expect((await ask('/', { host })).status).toBe(403);
});

test('answers to the name of this machine', async () => {
  expect((await ask('/', { host: 'localhost:1234' })).status).toBe(200);
});

test('refuses to be written to', async () => {
  expect((await ask('/', { method: 'PUT' })).status).toBe(405);
});

test('fails when the port is taken', async () => {
  await expect(serve({ folder, port: Number(new URL(server.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
