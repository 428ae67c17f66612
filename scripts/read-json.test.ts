import { join } from 'node:path';
import { temporaryFolder } from '#test/kit/temporary-folder.ts';
import { readJson } from './read-json.ts';

const folder = temporaryFolder({
  'good.json': '\uFEFF{"Project": "x"}',
  'character.json': '{\n  "a": 1,\n  "b": x\n}',
  'first.json': 'hello, this is long enough to be cut',
  'half.json': '{"a": 1,',
  'empty.json': '',
});

test('reads JSON, with a mark of its byte order or without', () => {
  expect(readJson(join(folder, 'good.json'), 'FILE')).toEqual({ Project: 'x' });
});

test.each([
  ['character.json', 'FILE is not JSON: unexpected "x" (line 3 column 8)'],
  ['first.json', 'FILE is not JSON: unexpected "h" (line 1 column 1)'],
  ['half.json', '(line 1 column 9)'],
  ['empty.json', 'FILE is not JSON: Unexpected end of JSON input'],
  ['nowhere.json', 'FILE there is no such file'],
  ['.', 'FILE is a folder'],
])('fails %s with the place', (name, message) => {
  expect(() => readJson(join(folder, name), 'FILE')).toThrow(message);
});
