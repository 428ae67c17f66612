import { bucketWorld } from '#test/kit/existing-bucket-world.ts';
import type { Attachment } from './contract.ts';
import { forget, keep, readRecord } from './record.ts';

const keeping = { record: '/record', stackId: 'stack-1' };

function attachment(bucketName: string, more: Partial<Attachment> = {}): Attachment {
  return { bucketName, state: 'attached', statementIds: ['A'], switchedEventsOn: true, ...more };
}

function kept() {
  const world = bucketWorld({});
  const parameters = world.parameters(new AbortController().signal);
  return { ...world, parameters, read: async () => (await readRecord(parameters, keeping)).attachments };
}

test('a record holds one attachment for each bucket', async () => {
  const { parameters, read } = kept();
  await keep(parameters, keeping, attachment('a', { state: 'attaching' }));
  await keep(parameters, keeping, attachment('b'));
  await keep(parameters, keeping, attachment('a'));

  expect(await read()).toEqual([attachment('b'), attachment('a')]);
});

test('what is recorded already is not written again', async () => {
  const { parameters, calls } = kept();
  await keep(parameters, keeping, attachment('a'));
  await keep(parameters, keeping, { ...attachment('a') });

  expect(calls.filter((call) => call.startsWith('write'))).toHaveLength(1);
});

test('a bucket is forgotten by itself, and the record with the last one', async () => {
  const { parameters, read, store } = kept();
  await keep(parameters, keeping, attachment('a'));
  await keep(parameters, keeping, attachment('b'));
  await forget(parameters, keeping, 'a');
  expect(await read()).toEqual([attachment('b')]);

  await forget(parameters, keeping, 'b');
  expect(store.size).toBe(0);
});

test('fails to write over the record of another launch, and does not remove it', async () => {
  const { parameters, store } = kept();
  await keep(parameters, { ...keeping, stackId: 'stack-2' }, attachment('a'));
  const before = store.get('/record');

  await expect(keep(parameters, keeping, attachment('a'))).rejects.toThrow('is the record of another launch (stack-2)');
  await forget(parameters, keeping, 'a');
  expect(store.get('/record')).toBe(before);
});
