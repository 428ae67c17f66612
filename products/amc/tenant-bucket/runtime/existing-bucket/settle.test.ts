import { serviceError } from '#test/kit/existing-bucket-world.ts';
import { settle } from './settle.ts';

/** A number that has to be at least ten, and whose reads and writes are arranged. */
function number(start: number) {
  const slept: number[] = [];
  const state = { value: start, writes: 0, reads: [] as number[], failures: [] as Error[], after: () => {} };
  const change = {
    what: 'the number',
    read: async () => state.reads.shift() ?? state.value,
    next: (value: number) => (value >= 10 ? undefined : value + 10),
    write: async (value: number) => {
      state.writes++;
      const failure = state.failures.shift();
      if (failure !== undefined) throw failure;
      state.value = value;
      state.after();
    },
  };
  const { signal } = new AbortController();
  const sleep = async (ms: number) => void slept.push(ms);
  return Object.assign(state, { slept, settled: () => settle(change, { sleep, signal }) });
}

test('what is as wanted is not written', async () => {
  const it = number(12);
  await it.settled();

  expect(it.writes).toBe(0);
});

test('what is read as it was for a while is not written again', async () => {
  const it = number(1);
  it.reads.push(1, 1, 1);
  await it.settled();

  expect(it).toMatchObject({ value: 11, writes: 1, slept: [1_000, 2_000] });
});

test('what somebody else wrote in between is built upon', async () => {
  const it = number(1);
  it.after = () => {
    it.value = 2;
    it.after = () => {};
  };
  await it.settled();

  expect(it).toMatchObject({ value: 12, writes: 2, slept: [] });
});

test('what somebody put back to what it was is written again', async () => {
  const it = number(1);
  it.after = () => {
    it.value = 1;
    it.after = () => {};
  };
  await it.settled();

  expect(it).toMatchObject({ value: 11, writes: 2 });
});

test('a write that fails for a passing reason is tried again on what is there then', async () => {
  const it = number(1);
  it.failures.push(serviceError('OperationAborted'), serviceError('InternalError'));
  await it.settled();

  expect(it).toMatchObject({ value: 11, writes: 3 });
});

test('fails at once when a write is refused for good', async () => {
  const it = number(1);
  it.failures.push(serviceError('MalformedPolicy'));

  await expect(it.settled()).rejects.toThrow('MalformedPolicy');
  expect(it.writes).toBe(1);
});

test('fails when something keeps changing it back', async () => {
  const it = number(1);
  let next = 1;
  it.after = () => {
    next = (next % 5) + 1;
    it.value = next;
  };

  await expect(it.settled()).rejects.toThrow('the number was written 5 times and is not as it was written');
  expect(it.writes).toBe(5);
});

test('fails with the last failure when no write gets through', async () => {
  const it = number(1);
  it.failures.push(...Array.from({ length: 9 }, () => serviceError('SlowDown', 'Reduce your rate')));

  await expect(it.settled()).rejects.toMatchObject({
    message: 'the number could not be written in 5 tries',
    cause: { message: 'Reduce your rate' },
  });
});
