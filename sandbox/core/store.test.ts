import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openStore } from './store.ts';

const scope = { account: '111122223333', region: 'eu-central-1' };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('keeps records by service, kind and scope, in the order in which they came', () => {
  const store = openStore();
  const queues = store.collection<{ name: string }>('sqs', 'queues', scope);
  queues.put('b', { name: 'b' });
  queues.put('a', { name: 'a' });

  expect(queues.values().map(({ name }) => name)).toEqual(['b', 'a']);
  expect(store.collection('sqs', 'queues', { ...scope, region: 'us-east-1' }).size()).toBe(0);
  expect(store.scopes('sqs', 'queues')).toEqual([scope]);
});

test('whatever was done is there again after a restart', () => {
  const operations = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', '\n', '__proto__'),
      value: fc.option(fc.jsonValue(), { nil: undefined }),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(operations, (done) => {
      const at = mkdtempSync(join(folder, 'run-'));
      const expected = new Map<string, unknown>();
      const first = openStore(at);
      const records = first.collection<unknown>('s', 'k', scope);
      for (const { id, value } of done) {
        if (value === undefined) records.delete(id);
        else records.put(id, value);
        if (value === undefined) expected.delete(id);
        else expected.set(id, JSON.parse(JSON.stringify(value)));
      }
      first.close();

      const again = openStore(at);
      expect(new Map(again.collection<unknown>('s', 'k', scope).entries())).toEqual(expected);
      again.close();
    }),
    { numRuns: 50 },
  );
});

test('drops a last line that was cut short, and nothing else', () => {
  const first = openStore(folder);
  first.collection('s', 'k', scope).put('a', 1);
  first.close();
  appendFileSync(join(folder, 'journal.jsonl'), '["s/k/111122223333/eu-central-1","b",{"half"');

  const again = openStore(folder);

  expect(again.collection('s', 'k', scope).entries()).toEqual([['a', 1]]);
  again.close();
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).not.toContain('half');
});

test('fails on a journal that is damaged in the middle, and names the line', () => {
  writeFileSync(join(folder, 'journal.jsonl'), '["s/k/1/r","a",1]\nnonsense\n["s/k/1/r","b",1]\n');

  expect(() => openStore(folder)).toThrow(/journal\.jsonl is damaged in line 2/u);
});

test('fails on a folder that a living sandbox uses, and takes over the lock of a dead one', () => {
  const first = openStore(folder);
  expect(() => openStore(folder)).toThrow(/in use by the sandbox with process id/u);
  first.close();
  writeFileSync(join(folder, 'lock'), '999999999');

  openStore(folder).close();
});

test.each([['in memory'], ['in files']])('keeps contents %s by their digest', (where) => {
  const { blobs, close } = openStore(where === 'in files' ? folder : undefined);
  const sha256 = blobs.put(Buffer.from('hello'));

  expect(sha256).toBe('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824');
  expect(blobs.get(sha256).toString()).toBe('hello');
  blobs.delete(sha256);
  expect(() => blobs.get(sha256)).toThrow();
  close();
});

test('no id reaches the file system', () => {
  const { blobs, close } = openStore(folder);

  expect(() => blobs.get('../../etc/passwd')).toThrow(/not a SHA-256/u);
  close();
});
