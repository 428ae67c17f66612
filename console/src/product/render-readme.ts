import MarkdownIt from 'markdown-it';
import type { SiteExample } from '#lib/site.ts';
import { linkTo } from '../route/route.ts';

/** As much of an offering as its README leads to. */
export type ReadmeSource = {
  readonly id: string;
  readonly readme: string;
  readonly examples: readonly Pick<SiteExample, 'name'>[];
};

/**
 * Markdown to HTML that may be put into the page: markup in the text is shown, not followed; images are their words;
 * links lead to other hosts in a window of their own, to examples into the form, and nowhere else.
 */
export function renderReadme({ id, readme, examples }: ReadmeSource): string {
  const markdown = new MarkdownIt({ html: false });
  const targetOf = (href: string) => targetIn(href, id, examples);
  markdown.renderer.rules['link_open'] = (tokens, index) => openingOf(targetOf(hrefOf(tokens[index])));
  markdown.renderer.rules['link_close'] = () => '</a>';
  markdown.renderer.rules['image'] = (tokens, index) => markdown.utils.escapeHtml(tokens[index]?.content ?? '');
  // A wide table scrolls by itself, also with the keyboard.
  markdown.renderer.rules['table_open'] = () =>
    '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>';
  markdown.renderer.rules['table_close'] = () => '</table></div>';
  markdown.renderer.rules['fence'] = (tokens, index) =>
    `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>`;
  return markdown.render(bodyOf(readme));
}

type Target = { readonly href: string; readonly isOutside: boolean };

function targetIn(href: string, id: string, examples: ReadmeSource['examples']): Target | undefined {
  if (/^https?:\/\//u.test(href)) return { href, isOutside: true };
  const name = /^(?:\.\/)?examples\/([^/]+)\.json$/u.exec(href)?.[1];
  const example = examples.find((one) => one.name === name);
  return example && { href: linkTo({ page: 'launch', id, example: example.name }), isOutside: false };
}

function openingOf(target: Target | undefined): string {
  // An anchor without target is text; a link into the repository would lead nowhere from here.
  if (target === undefined) return '<a>';
  const href = target.href.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return target.isOutside ? `<a href="${href}" target="_blank" rel="noopener noreferrer">` : `<a href="${href}">`;
}

function hrefOf(token: { attrGet: (name: string) => string | number | null } | undefined): string {
  return String(token?.attrGet('href') ?? '');
}

/** Without the title, which the page has, and without comments, which mark generated parts. */
function bodyOf(readme: string): string {
  return readme.replace(/<!--[\s\S]*?-->/gu, '').replace(/^\s*# .*\n/u, '');
}
