import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryCheckout } from '../kit/temporary-checkout.ts';

jest.setTimeout(180_000);

/** Two clones in folders of different depth, one of them with characters that mean something in a URL. */
test('gives the same bytes from two folders, and a scaffolded product passes its tests at once', () => {
  const [one, other] = [temporaryCheckout({ own: true }), temporaryCheckout({ own: true, below: 'deep/er #1 50%' })];
  try {
    for (const checkout of [one, other]) {
      expect(checkout.factory('new', 'sales/orders')).toMatchObject({ code: 0 });
      expect(checkout.factory('build')).toMatchObject({ code: 0 });
    }
    expect(one.dist()).toEqual(other.dist());
    expect(Object.keys(one.dist()).length).toBeGreaterThan(5);
    for (const path of Object.keys(one.dist())) expect(one.read(`dist/${path}`)).not.toContain(one.root);

    const jest = join(__dirname, '../../node_modules/jest/bin/jest.js');
    const config = join(__dirname, '../../jest.config.mjs');
    const { status, stderr } = spawnSync(
      process.execPath,
      [jest, '--config', config, '--rootDir', one.root, 'products/sales'],
      { encoding: 'utf8', cwd: one.root },
    );
    expect(stderr).toContain('2 passed');
    expect(status).toBe(0);
  } finally {
    one.remove();
    other.remove();
  }
});
