import { asNewRole } from './new-role.ts';

function world(...failures: string[]) {
  const slept: number[] = [];
  let calls = 0;
  const call = async () => {
    const name = failures[calls++];
    if (name !== undefined) throw Object.assign(new Error(name), { name });
    return 'answer';
  };
  const sleep = async (ms: number) => void slept.push(ms);
  return { slept, calls: () => calls, result: asNewRole(call, { sleep, signal: new AbortController().signal }) };
}

test('a call that is denied at first succeeds', async () => {
  const { result, slept } = world('AccessDenied', 'AccessDeniedException');

  expect(await result).toBe('answer');
  expect(slept).toEqual([3_000, 6_000]);
});

test('fails when it stays denied', async () => {
  const { result, calls } = world('AccessDenied', 'AccessDenied', 'AccessDenied', 'AccessDenied');

  await expect(result).rejects.toThrow('AccessDenied');
  expect(calls()).toBe(3);
});

test('fails at once for any other reason', async () => {
  const { result, slept } = world('NoSuchBucket');

  await expect(result).rejects.toThrow('NoSuchBucket');
  expect(slept).toEqual([]);
});
