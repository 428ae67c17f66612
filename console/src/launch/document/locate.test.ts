import { locate } from './locate.ts';

const text = `{
  "events": [
    { "name": "a" },
    { "name": "B", "a/b": 1 }
  ]
}`;

test.each([
  ['a value', '/events/1/name', 4, 15],
  ['a property that is missing, at what it is missing from', '/events/0/sample', 3, 5],
  ['a property with a slash in its name', '/events/1/a~1b', 4, 27],
  ['a list', '/events', 2, 13],
])('finds %s', (_, path, line, column) => {
  const [issue] = locate(text, [{ path, message: 'is wrong' }]);

  expect(issue).toMatchObject({ path, message: 'is wrong', position: { line, column } });
});

test('has no place for what is wrong with the document as a whole', () => {
  expect(locate(text, [{ path: '', message: 'is too long' }])).toEqual([{ path: '', message: 'is too long' }]);
});

test('brings issues in the order of the text', () => {
  const issues = ['/events/1/name', '/events/0/name'].map((path) => ({ path, message: 'is wrong' }));

  expect(locate(text, issues).map(({ path }) => path)).toEqual(['/events/0/name', '/events/1/name']);
});

test.each([
  ['{\n  "a": }', 'a value is expected here', 2, 8],
  ['{ "a": 1,\n}', 'a property name in double quotes is expected here', 2, 1],
  ['{ "a": 1\n  "b": 2 }', 'a comma is expected here', 2, 3],
  ['{ "a" 1 }', 'a colon is expected here', 1, 7],
  ['{ "a": b }', 'texts need double quotes; only true, false, null and numbers go without', 1, 8],
  ['{ "a": 1', 'a closing brace is missing', 1, 9],
  ['[1, 2', 'a closing bracket is missing', 1, 6],
  ['{ // no\n}', 'JSON has no comments', 1, 3],
  ['{} {}', 'the document has ended before this', 1, 4],
  ['{ "a": "b }', 'a closing double quote is missing', 1, 8],
])('says in its own words why %j is no JSON, and where', (broken, words, line, column) => {
  expect(() => JSON.parse(broken)).toThrow();
  const [issue] = locate(broken, [{ path: '', message: 'must be a JSON document: in words of the browser' }]);

  expect(issue).toMatchObject({ message: `must be a JSON document: ${words}`, position: { line, column } });
});
