import { renderReadme } from './render-readme.ts';

function render(readme: string): string {
  return renderReadme({ id: 'x-y', readme, examples: [{ name: 'minimal' }] });
}

test('shows markup of the text instead of following it', () => {
  const html = render('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>');

  expect(html).not.toMatch(/<(script|img)/u);
  expect(html).toContain('&lt;script&gt;');
});

test('an image is its words, so that nothing is fetched', () => {
  expect(render('![a "picture"](https://example.com/p.png)')).toBe('<p>a &quot;picture&quot;</p>\n');
});

test.each([
  [
    '[x](https://example.com/a?b=1&c=2)',
    '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">x</a>',
  ],
  ['[x](examples/minimal.json)', '<a href="#/products/x-y/launch?example=minimal">x</a>'],
  ['[x](examples/unknown.json)', '<a>x</a>'],
  ['[x](../../lib/a.ts)', '<a>x</a>'],
  [
    '[x](https://example.com/"onclick="alert)',
    '<a href="https://example.com/%22onclick=%22alert" target="_blank" rel="noopener noreferrer">x</a>',
  ],
])('%s leads where it may', (markdown, html) => {
  expect(render(markdown)).toBe(`<p>${html}</p>\n`);
});

test('a link with a script is no link', () => {
  expect(render('[x](javascript:alert(1))')).not.toContain('<a');
});

test('leaves out the title, which the page has, and the marks of generated parts', () => {
  expect(render('# Title\n\n<!-- parameters -->\n\n## Part\n')).toBe('<h2>Part</h2>\n');
});

test('tables and code scroll by themselves, also by keyboard', () => {
  expect(render('|a|\n|-|\n|b|')).toContain(
    '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>',
  );
  expect(render('```sh\na < b\n```')).toBe('<pre tabindex="0"><code>a &lt; b\n</code></pre>');
});
