import { existsSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '#test/kit/temporary-folder.ts';
import { placeFor } from './target.ts';

const folder = temporaryFolder({
  'made/catalog.json': '{}',
  'mine/notes.txt': 'x',
  file: 'x',
  'checkout/products/index.ts': '',
  'empty/.keep/x': '',
});
const root = join(folder, 'checkout');
const place = (name: string) => placeFor(join(folder, name), root);

test('takes a folder that is not there, and does not make it', () => {
  expect(place('new')).toBe(join(folder, 'new'));
  expect(existsSync(join(folder, 'new'))).toBe(false);
});

test('takes a folder that a build made', () => {
  expect(place('made')).toBe(realpathSync(join(folder, 'made')));
});

test('takes an empty folder', () => {
  expect(placeFor(temporaryFolder(), root)).toBeTruthy();
});

test('goes where a link leads, so that the link stays', () => {
  symlinkSync(join(folder, 'made'), join(folder, 'link'));

  expect(place('link')).toBe(realpathSync(join(folder, 'made')));
});

test.each([
  ['a folder with other things in it', 'mine', 'it has no catalog.json'],
  ['a file', 'file', 'is a file; name a folder'],
  ['the checkout', 'checkout', 'is or holds the checkout'],
  ['a folder that holds the checkout', '.', 'is or holds the checkout'],
  ['sources', 'checkout/products', 'it has no catalog.json'],
])('fails %s', (_, name, message) => {
  expect(() => place(name)).toThrow(message);
});
