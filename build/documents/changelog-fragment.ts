import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from '../document.ts';
import { plain } from './markdown.ts';

/** How much a change asks of those who have a product launched. */
export type Bump = 'major' | 'minor' | 'patch';

/** One version of a product, as its changelog tells it. */
export type ReleaseNotes = {
  readonly title: string;
  readonly version: string;
  /** `2026-11-21`. */
  readonly date: string;
  /** In the words of a launcher. */
  readonly changes: readonly { readonly bump: Bump; readonly text: string }[];
};

const headings: readonly (readonly [bump: Bump, heading: string])[] = [
  ['major', 'Before you update'],
  ['minor', 'New'],
  ['patch', 'Mended'],
];

/** The part of a changelog about one version: first what asks something of its users, then what is new, then the rest. */
export function changelogFragment({ title, version, date, changes }: ReleaseNotes): string {
  const template = readFileSync(join(import.meta.dirname, 'changelog-fragment.md.hbs'), 'utf8');
  const sections = headings
    .map(([bump, heading]) => ({
      heading,
      changes: changes.filter((one) => one.bump === bump).map(({ text }) => plain(text)),
    }))
    .filter((section) => section.changes.length > 0);
  return render(template, { title: plain(title), version, date, sections });
}
