import MarkdownIt from 'markdown-it';
import { cell, code, lines, plain } from './markdown.ts';

const markdown = new MarkdownIt({ html: true });

function rendered(row: string): string {
  return markdown.render(`| a |\n|---|\n| ${row} |\n`);
}

test.each(['2 * 3 * 4', 'a_b_c', '[a](b)', '<b>bold</b>', 'a | b', 'back\\slash', 'one\ntwo'])(
  'shows %j as it is',
  (text) => {
    const shown = rendered(cell(text)).replaceAll('&lt;', '<').replaceAll('&gt;', '>');

    expect(shown).toContain(`<td>${text.replace('\n', ' ')}</td>`);
  },
);

test('keeps what is in backticks as code', () => {
  expect(plain('uses `a_*_b` and *')).toBe('uses `a_*_b` and \\*');
});

test.each([
  ['s3:Get*', 's3:Get*'],
  ['a|b', 'a|b'],
  ['tick`tock', 'tick`tock'],
  ['`tick', '`tick'],
])('shows %j as code', (text, shown) => {
  expect(rendered(code(text))).toContain(`<code>${shown}</code>`);
});

test('puts several lines into a cell', () => {
  expect(rendered(lines([code('a'), 'b']))).toContain('<td><code>a</code><br>b</td>');
});
