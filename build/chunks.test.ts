import type { Chunk } from './chunks.ts';
import { namedByContent, reachedFrom } from './chunks.ts';

function chunks(files: { readonly [name: string]: readonly [text: string, ...imports: string[]] }): Map<string, Chunk> {
  return new Map(Object.entries(files).map(([name, [text, ...imports]]) => [name, { text, imports }]));
}

const [one, two] = ['chunk-AAAAAAA1.mjs', 'chunk-AAAAAAA2.mjs'];
const [other, another] = ['chunk-BBBBBBB1.mjs', 'chunk-BBBBBBB2.mjs'];

/** An entry with two shared files, under the names that were given to them. */
const made = (first: string, second: string) =>
  namedByContent(
    chunks({
      'entry-0.mjs': [`import"./${first}";`, first],
      [first]: [`import"./${second}";1`, second],
      [second]: ['2'],
    }),
  );

test('gives the same names to the same contents, whatever they were called', () => {
  expect([...made(one, two)]).toEqual([...made(other, another)]);
});

test('keeps names of entries, and the length of all others', () => {
  const names = [...made(one, two).keys()];

  expect(names[0]).toBe('entry-0.mjs');
  for (const name of names.slice(1)) expect(name).toMatch(/^chunk-[0-9A-F]{8}\.mjs$/u);
});

test('renames what is imported in the texts and in the lists', () => {
  const renamed = made(one, two);
  const [, first = '', second = ''] = [...renamed.keys()];

  expect(renamed.get('entry-0.mjs')).toEqual({ text: `import"./${first}";`, imports: [first] });
  expect(renamed.get(first)?.text).toBe(`import"./${second}";1`);
});

test('gives another name to a file that imports something else', () => {
  const [, first] = [...made(one, two).keys()];
  const [, changed] = [
    ...namedByContent(chunks({ 'entry-0.mjs': ['', one], [one]: [`import"./${two}";1`, two], [two]: ['3'] })).keys(),
  ];

  expect(changed).not.toBe(first);
});

test('tells files apart that have the same content, and names files that import each other', () => {
  const names = [...namedByContent(chunks({ [one]: ['x'], [two]: ['x'] })).keys()];
  const circle = namedByContent(chunks({ [one]: [`import"./${two}";1`, two], [two]: [`import"./${one}";2`, one] }));

  expect(new Set(names).size).toBe(2);
  expect(new Set(circle.keys()).size).toBe(2);
});

test('leaves a text alone that only looks like a name', () => {
  const [text] = [...namedByContent(chunks({ 'entry-0.mjs': ['"chunk-ZZZZZZZZ.mjs"'] })).values()];

  expect(text?.text).toBe('"chunk-ZZZZZZZZ.mjs"');
});

test('reaches everything once, in the order of imports, through circles too', () => {
  const circle = chunks({ a: ['', 'b', 'c'], b: ['', 'c', 'a'], c: ['', 'b'], d: [''] });

  expect(reachedFrom('a', circle)).toEqual(['a', 'b', 'c']);
});
