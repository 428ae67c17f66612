import { placeOf, wordsOf } from './place.ts';

const root = '/home/me/checkout';
const home = `${root}/products/a/b`;

function thrown(...frames: string[]): Error {
  return Object.assign(new Error('no'), {
    stack: ['Error: no', ...frames.map((frame) => `    at ${frame}`)].join('\n'),
  });
}

test.each([
  [
    'the product before what it called',
    [`new Bucket (file://${root}/lib/constructs/bucket.ts:3:4)`, `new Template (file://${home}/template.ts:12:5)`],
    'products/a/b/template.ts:12:5',
  ],
  ['another source of ours, where the product is not in it', [`fail (file://${root}/lib/x.ts:3:4)`], 'lib/x.ts:3:4'],
  [
    'no package',
    [`fail (file://${root}/node_modules/p/p.js:1:1)`, `go (${home}/template.ts:2:3)`],
    'products/a/b/template.ts:2:3',
  ],
  [
    'a file beside the checkout, where a link leads',
    ['fail (file:///home/me/shared/lib/x.ts:3:4)'],
    '../shared/lib/x.ts:3:4',
  ],
  [
    'a folder with a blank in its name',
    [`fail (file://${home}/my%20files/x.ts:3:4)`],
    'products/a/b/my files/x.ts:3:4',
  ],
])('names %s', (_, frames, place) => {
  expect(placeOf(thrown(...frames), home, root)).toBe(place);
});

test('names the line that could not be parsed, which stands above the stack', () => {
  const error = Object.assign(new SyntaxError('Expression expected'), {
    stack: `file://${home}/product.ts:21\nconst x = ;\n\nSyntaxError: Expression expected\n    at node:internal/x:1:2`,
  });

  expect(placeOf(error, home, root)).toBe('products/a/b/product.ts:21');
});

test.each([[thrown('node:internal/x:1:2')], [thrown()], ['text'], [undefined]])('names no place for %p', (error) => {
  expect(placeOf(error, home, root)).toBeUndefined();
});

test('says what an error says on one line, with paths below the root', () => {
  const error = new Error(`Cannot find module '${home}/gone.ts'\n  imported from ${home}/product.ts.\n`);

  expect(wordsOf(error, root)).toBe("Cannot find module 'products/a/b/gone.ts'; imported from products/a/b/product.ts");
  expect(wordsOf('text', root)).toBe('text');
});
