import { openClock } from './clock.ts';

const start = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

test('runs what is due in order of its time, and shows that time meanwhile', async () => {
  const clock = openClock({ start });
  const seen: [string, number][] = [];
  const note = (name: string) => () => void seen.push([name, Math.round((clock.now() - start) / hour)]);
  clock.at(start + 2 * hour, note('second'));
  clock.at(start + hour, note('first'));
  clock.at(start + 2 * hour, note('third'));
  clock.at(start + 4 * hour, note('never'));

  await clock.advance(3 * hour);

  expect(seen).toEqual([
    ['first', 1],
    ['second', 2],
    ['third', 2],
  ]);
  expect(Math.round((clock.now() - start) / hour)).toBe(3);
  clock.close();
});

test('waits for work under way before it moves on, but not for work that sleeps', async () => {
  const clock = openClock({ start });
  const seen: string[] = [];
  const work = clock.run(async ({ sleep }) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push('worked');
    await sleep(40 * 24 * hour);
    seen.push('slept');
  });

  await clock.advance(hour);
  expect(seen).toEqual(['worked']);
  await clock.advance(40 * 24 * hour);
  await work;

  expect(seen).toEqual(['worked', 'slept']);
  clock.close();
});

test('a wait ends with what it waits for, or when its time is over', async () => {
  const clock = openClock({ start });
  let answer: (text: string) => void = () => {};
  const happening = new Promise<string>((resolve) => {
    answer = resolve;
  });
  const heard = clock.run(({ wait }) => wait(happening, hour));
  const given = clock.run(({ wait }) => wait(new Promise<string>(() => {}), hour));
  clock.at(start + 1000, () => answer('hello'));

  await clock.advance(2 * hour);

  expect(await heard).toBe('hello');
  expect(await given).toBeUndefined();
  clock.close();
});

test('jumps from timer to timer until a condition holds, and not further', async () => {
  const clock = openClock({ start });
  let ticks = 0;
  const tick = () => {
    ticks++;
    clock.at(clock.now() + hour, tick);
  };
  clock.at(start + hour, tick);

  expect(await clock.until(() => ticks === 5, 24 * hour)).toBe(true);
  expect(ticks).toBe(5);
  expect(await clock.until(() => ticks === 50, 3 * hour)).toBe(false);
  expect(ticks).toBeLessThanOrEqual(8);
  clock.close();
});

test('a cancelled timer does not run; a closed clock wakes its sleepers', async () => {
  const clock = openClock({ start });
  let ran = false;
  clock.at(start + hour, () => {
    ran = true;
  })();
  const sleeper = clock.run(({ sleep }) => sleep(1000 * hour));

  await clock.advance(2 * hour);
  clock.close();
  await sleeper;

  expect(ran).toBe(false);
});

test('tells what a timer threw', async () => {
  const errors: unknown[] = [];
  const clock = openClock({ start, onError: (error) => void errors.push(error) });
  clock.at(start + 1, () => {
    throw new Error('oops');
  });

  await clock.advance(10);

  expect(errors).toEqual([new Error('oops')]);
  clock.close();
});

test('runs on by itself as real time does', async () => {
  const clock = openClock({ start });
  await new Promise<void>((resolve) => void clock.at(start + 15, resolve));

  expect(clock.now()).toBeGreaterThanOrEqual(start + 15);
  clock.close();
});
