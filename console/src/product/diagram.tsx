import type { ReactNode } from 'react';
import type { SiteDiagram } from '#lib/site.ts';
import { descriptionOf } from './diagram-description.ts';

/**
 * A diagram as an image: scripts in it do not run and links in it are not followed, whoever wrote it. It takes light or
 * dark from the element it stands in.
 */
export function Diagram({ diagram, title }: { readonly diagram: SiteDiagram; readonly title: string }): ReactNode {
  const { page, phone } = diagram;
  return (
    <picture>
      {phone !== undefined && <source media="(max-width: 640px)" srcSet={urlOf(phone)} />}
      <img className="diagram" src={urlOf(page)} alt={`${title}: ${descriptionOf(page)}`} />
    </picture>
  );
}

function urlOf(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}
